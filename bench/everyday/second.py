"""The documents of the second development set: a flat that is let, a fitness studio, a maker of air purifiers and its staff; a dental
clinic, a coffee machine, a web service, a cleaning contract and a pool of cars. All made up."""
from documents import n
from office import docx, xlsx
from plain import letter, page


def chinese() -> dict:
    return {
        "清禾电器考勤与休假管理办法.docx": docx("清禾电器有限公司考勤与休假管理办法", [
            ("heading", "第一条 适用范围"),
            "本办法适用于公司全体正式员工。实习生和劳务派遣人员参照第二条执行，不享受第四条所列的带薪假期。",
            ("heading", "第二条 考勤"),
            "标准工作时间为上午9:00至12:00，下午13:30至18:00，每周工作五天。",
            "员工每日上下班各打卡一次，每月允许忘记打卡两次，须在三个工作日内补办手续。",
            "上班后15分钟以内到岗不计迟到；超过15分钟不满1小时的扣发工资30元；超过1小时的按事假半天处理。",
            ("heading", "第三条 加班"),
            "工作日加班以调休方式补偿，法定节假日加班按日工资的3倍支付。加班餐补为每次25元。",
            ("heading", "第四条 带薪假期"),
            "年休假：工作满1年不满10年的5天，满10年不满20年的10天，满20年的15天。未休完的年休假可以延至次年3月31日。",
            "婚假10天，丧假3天，须在事情发生后的两个月内休完。",
            "产假158天，产假期间由社保机构发放生育津贴，公司不另行支付工资。男员工陪产假15天，期间工资照发。",
            ("heading", "第五条 病假与事假"),
            "病假须于当日上午10点前告知直属主管，连续三天以上的须提交医院证明。病假期间按基本工资的60%发放。",
            "事假为无薪假，全年累计不得超过15天，三天以上由人力资源总监审批。",
            ("heading", "第六条 附则"),
            "本办法自2026年1月1日起施行，由人力资源部负责解释，联系人为罗静怡，分机6312。"]),
        "AP-600空气净化器使用说明书.md": """# AP-600空气净化器使用说明书

AP-600适合面积为35至60平方米的房间，可以去除灰尘、花粉、烟味和甲醛。

## 规格

| 项目 | 参数 |
|---|---|
| 洁净空气量 | 510 m³/h |
| 额定功率 | 48 W |
| 额定电压 | 220 V |
| 噪音 | 32至64 dB |
| 净重 | 8.6 kg |
| 产品尺寸 | 340 × 340 × 720 mm |
| 电源线长度 | 1.8 m |

## 使用

首次使用前请撕去滤网外的塑料袋。机器背面距离墙壁不少于20厘米。长按电源键3秒打开童锁，再按一次关闭。

睡眠模式下指示灯熄灭，风速降到最低。手机扫描机身上的二维码可以下载应用“清禾智家”，支持2.4GHz的无线网络，不支持5GHz。

## 清洁与更换

前置滤网每两周用吸尘器清理一次，不可水洗。复合滤芯每12个月更换一次，型号为FL-61。传感器的镜头每三个月用干棉签擦拭。

## 指示灯

| 颜色 | 含义 |
|---|---|
| 绿色 | 空气优 |
| 橙色 | 轻度污染 |
| 红色 | 重度污染 |
| 红色闪烁 | 滤芯需要更换 |

## 常见故障

| 现象 | 处理 |
|---|---|
| 不通电 | 检查插头，并确认后盖已经扣紧 |
| 风量变小 | 清理前置滤网 |
| 有异味 | 更换滤芯，或将机器置于通风处运行两小时 |
| 显示E3 | 电机故障，请联系售后 |

## 保修

整机保修一年，电机保修三年，滤芯不在保修范围内。售后电话400-771-2096，服务时间为8:30至20:00。
""",
        "差旅费报销标准.xlsx": xlsx([
            ("住宿", [["职级", "一线城市（元/晚）", "其他城市（元/晚）", "交通工具"],
                     ["普通员工", 400, 280, "高铁二等座"],
                     ["部门经理", 550, 380, "高铁一等座"],
                     ["总监", 800, 560, "飞机经济舱"]]),
            ("补助", [["项目", "标准", "说明"],
                     ["伙食补助", "每天90元", "按出差天数计算"],
                     ["市内交通", "每天60元", "凭票据实报实销，不超过标准"],
                     ["境外出差", "每天75美元", "含伙食和通讯"]])]),
        "房屋租赁合同.docx": docx("房屋租赁合同", [
            "出租方（甲方）：顾文斌。承租方（乙方）：清禾电器有限公司。",
            ("heading", "第一条 房屋"),
            "甲方将位于苏州市姑苏区平泷路88号3幢502室的房屋出租给乙方作员工宿舍使用，建筑面积96平方米。",
            ("heading", "第二条 租期"),
            "租赁期限自2026年4月1日至2028年3月31日。",
            ("heading", "第三条 租金与押金"),
            "月租金为5,200元，按季度支付，乙方应于每季度首月5日前付款。",
            "乙方在签约时支付押金10,400元，租期届满且无欠费的，甲方在七日内无息退还。",
            "水费、电费和物业管理费由乙方承担，取暖费由甲方承担。",
            ("heading", "第四条 违约"),
            "乙方逾期付款的，每逾期一日按欠款的千分之二支付违约金；逾期超过三十日的，甲方有权解除合同。",
            "任何一方提前解约，应提前两个月书面通知对方，并支付一个月租金作为补偿。",
            ("heading", "第五条 其他"),
            "未经甲方书面同意，乙方不得转租，不得饲养宠物。房屋主体和空调的维修由甲方负责，灯具等易耗品由乙方自行更换。",
            "争议由房屋所在地人民法院管辖。"]),
        "蓝鲸健身会员须知.html": page("蓝鲸健身会员常见问题", [
            ("营业时间", "周一至周五6:30至22:30，周末和节假日8:00至21:00。游泳池每周一闭池清洁。"),
            ("怎样请假停卡？", "年卡会员每年可以停卡两次，每次不超过60天，在前台或公众号办理，不收费。次卡不能停卡。"),
            ("会员卡可以转让吗？", "可以转让一次，手续费200元，须双方携带身份证到前台办理。"),
            ("可以带朋友吗？", "每位会员每月可以带一位朋友免费体验一次，朋友须年满16周岁。"),
            ("储物柜怎么收费？", "当日使用免费，长期租用每月40元。过夜物品由前台清理，保管七天。"),
            ("不想练了能退卡吗？", "开卡后7天内未使用的全额退款；之后按剩余时间折算，扣除15%的手续费，十个工作日内退到原账户。"),
            ("游泳要带什么？", "须戴泳帽，深水区须持深水证。泳池水温保持在27至28度，最深处1.8米。"),
            ("怎么到店？", "店址为苏州市工业园区星湖街218号B座负一层，地铁1号线星湖街站3号口步行五分钟。地下停车场凭会员卡免费停三小时。")],
            [["卡种", "价格（元）", "有效期"], ["月卡", "399", "30天"], ["季卡", "999", "90天"], ["年卡", "2,880", "365天"],
             ["十次卡", "520", "半年"]]),
        "新品上市会议记录.docx": docx("AP-700新品上市筹备会会议记录", [
            "会议时间：2026年5月18日上午9点半。地点：总部四楼大会议室。主持：副总经理崔立新。记录：罗静怡。",
            "出席：崔立新、马思远（市场部）、尹雪（研发部）、贾宏（采购部）、罗静怡（人力资源部）。",
            ("heading", "议题一 上市时间"),
            "因滤芯供应商产能不足，AP-700的上市时间由7月1日推迟到8月20日。",
            "首批生产3,000台，建议零售价2,699元，经销商供货价2,050元。",
            ("heading", "议题二 推广"),
            "推广预算为85万元，其中线上广告50万元，线下活动20万元，其余用于样机。马思远在6月10日前提交推广方案。",
            "上市发布会拟在杭州举行，预计邀请媒体和经销商120人。",
            ("heading", "议题三 质量"),
            "试产的50台样机中有4台传感器读数偏高，尹雪负责查明原因，5月底前给出结论。",
            "贾宏联系第二家滤芯供应商，备选厂家为无锡博滤和常州净源。",
            "下一次会议定于6月12日召开。"]),
    }


def english() -> dict:
    return {
        "Larkfield Dental staff handbook.docx": docx("Larkfield Dental Clinic: staff handbook", [
            ("heading", "1 Opening and working hours"),
            "The clinic is open Monday to Thursday from 8 am to 6 pm and on Friday from 8 am to 1 pm.",
            "Full-time staff work 38 hours a week. A lunch break of 45 minutes is unpaid.",
            ("heading", "2 Pay"),
            "Salaries are paid on the 25th of each month. Overtime is paid at one and a half times the hourly rate, or taken as time off.",
            "The probation period is six months; during it either side may give one week's notice. Afterwards the notice period is two months.",
            ("heading", "3 Leave"),
            "Full-time staff have 27 days of annual leave; trainees have 22 days. Up to five days may be carried over until the end of March.",
            "Anyone who is sick calls the practice manager before 7.30 am. A doctor's certificate is needed from the fourth day of absence.",
            "Sick pay is the full salary for six weeks. Maternity leave is 20 weeks, of which 12 weeks are paid at 90 percent of the salary.",
            "Staff who move house get one day off.",
            ("heading", "4 Clothing and hygiene"),
            "The clinic provides four sets of scrubs and washes them. Shoes are bought by the staff; the clinic refunds up to £60 a year.",
            "Rings and watches are taken off in the treatment rooms.",
            ("heading", "5 Training"),
            "Each dental nurse has a training budget of £450 a year and three paid training days. Courses are approved by Dr Helen Marsh.",
            ("heading", "6 Contact"),
            "Questions about this handbook go to Priya Nair, practice manager, extension 114."]),
        "Caffero Duo manual.md": """# Caffero Duo espresso machine - user manual

The Caffero Duo brews one or two cups at a time and froths milk with a steam wand.

## Technical data

| | |
|---|---|
| Power | 1,450 W |
| Voltage | 220-240 V |
| Pump pressure | 15 bar |
| Water tank | 1.7 litres |
| Bean hopper | 250 g |
| Weight | 9.4 kg |
| Dimensions (W × D × H) | 28 × 36 × 41 cm |

## First use

Rinse the tank and run two tanks of water through the machine before the first coffee. The machine is ready 40 seconds after it is switched on. It switches itself off after 30 minutes without use.

## Cleaning

Empty the drip tray every day. The brew group is rinsed under warm water once a week; no part may go into the dishwasher except the drip tray. Descale the machine every three months, or when the orange light comes on. Descaling takes about 25 minutes. Use Caffero descaler only; vinegar damages the seals.

## Lights

| Light | Meaning |
|---|---|
| Orange | Descale the machine |
| Red | Water tank empty |
| Red, blinking | Grounds container full |
| Blue | Heating up |

## Problems

| Problem | What to do |
|---|---|
| Coffee runs too slowly | Set the grinder coarser |
| Coffee is not hot | Warm the cups; check the temperature setting |
| No foam | Clean the nozzle of the steam wand with the pin |
| Loud noise from the grinder | A stone may be in the beans: empty the hopper |

## Guarantee

The guarantee is two years from the date of purchase and covers faults of material. Damage by limescale is excluded. Spare parts are kept for eight years.
""",
        "Taskharbor help.html": page("Taskharbor: help and frequently asked questions", [
            ("How do I reset my password?", "Choose “Forgot password” on the sign-in page. The link that we send is valid for two hours."),
            ("Can I change my plan?", "Yes, at any time under Settings, Billing. Upgrades apply at once, downgrades at the end of the billing period."),
            ("Which payment methods do you accept?", "Credit cards and PayPal; invoices with bank transfer are available for the Business plan from 20 seats."),
            ("Do you give refunds?", "Annual plans can be refunded within 30 days of purchase. Monthly plans are not refunded."),
            ("Where is my data stored?", "In two data centres in Frankfurt. Backups are made every six hours and kept for 35 days."),
            ("How do I delete my account?", "Only the owner of a workspace can delete it. Everything is erased after 14 days and cannot be restored afterwards."),
            ("How large may attachments be?", "Up to 250 MB a file; the Free plan allows 10 MB."),
            ("How do I reach support?", "Write to help@taskharbor.example. We answer within one working day, Business customers within four hours.")],
            [["Plan", "Price per seat and month", "Seats", "Storage"], ["Free", "$0", "up to 5", "2 GB"], ["Team", "$7", "up to 50", "100 GB"],
             ["Business", "$15", "unlimited", "1 TB"]]),
        "Cleaning services agreement.docx": docx("Agreement on cleaning services between Larkfield Dental Clinic and Sparrow Cleaning Ltd", [
            ("heading", "1 Subject"),
            "Sparrow Cleaning Ltd cleans the premises at 14 Mill Lane, Ashford, an area of 420 square metres, five evenings a week.",
            "Windows are cleaned inside and outside every two months.",
            ("heading", "2 Price"),
            "The client pays £1,180 a month plus VAT. Window cleaning is charged at £95 each time. Invoices are payable within 21 days.",
            "Prices may be raised once a year by no more than 3.5 percent.",
            ("heading", "3 Duties"),
            "The contractor supplies machines and cleaning agents; the client supplies hand towels and soap.",
            "Complaints are reported within two working days and put right within 24 hours.",
            ("heading", "4 Insurance and liability"),
            "The contractor holds liability insurance of at least £2 million. Lost keys are replaced at the contractor's expense.",
            ("heading", "5 Term"),
            "The agreement begins on 1 September 2025 for two years and is extended by one year unless it is terminated three months before it ends.",
            "Contact of the contractor: Daniel Okafor, telephone 01233 555 018."]),
        "Vehicle pool.xlsx": xlsx([("Vehicles", [
            ["Registration", "Model", "Fuel", "Seats", "Mileage (km)", "Next service", "Driver"],
            ["KA21 WXT", "Skoda Octavia", "Diesel", 5, n(88400), "12 March 2026", "Owen Price"],
            ["KB22 LMR", "VW Caddy", "Diesel", 2, n(61250), "3 February 2026", "Rosa Bianchi"],
            ["KC23 ZDE", "Renault Zoe", "Electric", 5, n(23900), "20 June 2026", "Priya Nair"],
            ["KD23 PQA", "Ford Transit", "Diesel", 3, n(47100), "8 May 2026", "Samuel Adeyemi"],
            ["KE24 HJB", "Kia Niro", "Hybrid", 5, n(15600), "30 September 2026", "Helen Marsh"]])]),
        "Move of the reception.eml": letter("Priya Nair <p.nair@larkfield.example>", "Samuel Adeyemi <s.adeyemi@larkfield.example>",
                                            "Move of the reception", """Dear Samuel,

The reception moves from the ground floor to the first floor on Saturday 14 June. Movers from Hartley & Sons arrive at 7 am; they need about five hours. The lift carries no more than 400 kg, so the filing cabinets go up in parts.

The new desk costs £2,340 and is delivered on 12 June. The electrician, Mr Doyle, puts in eight new sockets the day before the move. Patients are told by a text message a week before.

Please order 30 boxes, and ask Rosa to cancel the appointments of that Saturday.

Kind regards
Priya""", "Rosa Bianchi <r.bianchi@larkfield.example>"),
    }


def documents() -> dict:
    return {name: content if isinstance(content, bytes) else content.encode()
            for name, content in (chinese() | english()).items()}
