"""The documents that the development questions ask about: a maker of fans and a small software house, both made up."""
from documents import n
from office import docx, xlsx
from plain import letter, page


def chinese() -> dict:
    return {
        "员工手册.docx": docx("澄海风机有限公司员工手册", [
            ("heading", "第一章 工作时间"),
            "公司实行每周五天工作制，上班时间为8:30至17:30。",
            "午餐时间为11:50至12:50，员工凭工牌在一楼餐厅就餐，每餐个人承担6元，其余由公司补贴。",
            "迟到30分钟以内每次扣款50元，迟到超过30分钟按旷工半天处理。",
            ("heading", "第二章 薪酬"),
            "工资于每月10日发放，遇节假日提前至最近的工作日。",
            "试用期为三个月，试用期工资为转正工资的80%。",
            "加班须事先由部门主管批准，平日加班按1.5倍工资计算，周末加班按2倍计算。",
            ("heading", "第三章 休假"),
            "员工入职满一年后享有带薪年休假：满一年不满十年的5天，满十年不满二十年的10天，满二十年的15天。",
            "女员工生育享有158天产假，配偶享有15天陪产假。",
            "员工结婚可凭结婚证申请10天婚假，须在登记后一年内休完。",
            "病假须提供二级以上医院出具的诊断证明，病假期间按基本工资的70%发放。",
            ("heading", "第四章 离职"),
            "正式员工辞职须提前30天书面通知公司，试用期员工提前3天。",
            "离职员工应在最后工作日归还电脑、工牌和钥匙，未归还的按原价赔偿。",
            ("heading", "第五章 信息安全"),
            "电脑离开座位时必须锁屏，严禁将客户资料拷贝到个人移动硬盘。",
            "如发现电脑中毒，应立即断开网络并拨打信息部值班电话8230。"]),
        "CF-450轴流风机说明书.md": """# CF-450轴流风机说明书

CF-450用于车间、仓库和地下停车场的通风换气，由澄海风机有限公司制造。

## 技术参数

| 参数 | 数值 |
|---|---|
| 风量 | 6,200 m³/h |
| 额定功率 | 1.1 kW |
| 额定电压 | 380 V |
| 转速 | 1,450 r/min |
| 噪声 | 68 dB(A) |
| 质量 | 42 kg |
| 外形尺寸 | 560 × 560 × 320 mm |
| 防护等级 | IP54 |

## 安装

安装墙体应平整，风机中心距地面不低于2.3米。应使用四个M10膨胀螺栓固定。风机必须可靠接地，接地电阻不大于4欧姆。

## 保养

轴承每运行2000小时加注一次3号锂基润滑脂。叶轮上的积灰每季度清扫一次。皮带出现裂纹时应当立即更换。

## 故障排除

| 现象 | 可能的原因 | 处理方法 |
|---|---|---|
| 不转动 | 电源缺相 | 检查三相电源和熔断器 |
| 异常振动 | 叶轮积灰不均或地脚螺栓松动 | 清扫叶轮，拧紧螺栓 |
| 电机过热 | 环境温度过高或轴承缺油 | 改善通风，加注润滑脂 |

整机自交货之日起保修18个月，易损件（皮带、轴承）保修6个月。使用环境温度为-20至50摄氏度。
""",
        "2026年产品价目表.xlsx": xlsx([("价目", [
            ["型号", "名称", "类别", "出厂价（元）", "起订量（台）", "供货周期（天）"],
            ["CF-250", "小型轴流风机", "轴流风机", 480, 10, 7],
            ["CF-350", "中型轴流风机", "轴流风机", 760, 5, 10],
            ["CF-450", "大型轴流风机", "轴流风机", 1280, 2, 15],
            ["LX-20", "离心风机", "离心风机", n(2350), 1, 20],
            ["LX-30", "高压离心风机", "离心风机", n(3680), 1, 30],
            ["GD-15", "管道风机", "管道风机", 390, 10, 7],
            ["KT-01", "温控开关", "配件", 45, 50, 3],
            ["PJ-08", "三角皮带", "配件", 28, 20, 2]])]),
        "人员名册.xlsx": xlsx([("在册人员", [
            ["工号", "姓名", "部门", "岗位", "月薪（元）", "入职日期", "工作地点"],
            ["1001", "方启明", "总经办", "总经理", n(38000), "2012-03-01", "澄海"],
            ["1007", "卢晓芸", "财务部", "财务经理", n(21000), "2014-07-15", "澄海"],
            ["1012", "田振华", "生产部", "车间主任", n(14500), "2015-02-09", "澄海"],
            ["1019", "蒋婷", "销售部", "销售经理", n(18600), "2016-10-11", "广州"],
            ["1025", "何立群", "生产部", "装配工", n(7800), "2019-05-20", "澄海"],
            ["1031", "梁雨桐", "销售部", "销售代表", n(9200), "2021-08-02", "广州"],
            ["1038", "孙伟", "生产部", "装配工", n(7200), "2022-03-14", "澄海"],
            ["1044", "邹敏", "财务部", "出纳", n(6900), "2023-06-05", "澄海"],
            ["1052", "韩冬", "研发部", "结构工程师", n(16200), "2020-11-16", "澄海"],
            ["1057", "付佳", "研发部", "电气工程师", n(15400), "2024-01-08", "深圳"]])]),
        "三月生产例会纪要.docx": docx("三月生产例会纪要", [
            "时间：2026年3月12日下午2点。地点：二号会议室。",
            "主持人：田振华。参加人员：卢晓芸、蒋婷、韩冬、何立群。记录人：邹敏。",
            ("heading", "一、上月情况"),
            "二月份共完成风机1,460台，比计划少140台，主要是电机到货延误造成的。",
            "二月份的人工成本为38.6万元，材料成本为112.4万元，运输费用为9.7万元。",
            "客户退货11台，其中7台是噪声超标。",
            ("heading", "二、决定"),
            "电机供应商由南湖电机厂更换为东升电机厂，4月1日起执行。",
            "何立群负责在3月底前完成装配线照明的改造。",
            "韩冬牵头解决CF-350噪声超标的问题，4月15日前提交方案。",
            "蒋婷跟进佛山客户的退款，金额为8,540元。",
            "下次例会定于4月9日召开。"]),
        "常见问题.html": page("澄海风机客户常见问题", [
            ("怎样下单？", "请通过销售代表或拨打400-620-8866下单，下单后需预付30%的货款。"),
            ("运费由谁承担？", "订单金额满5,000元包邮，不足5,000元的运费由买方支付。"),
            ("能开增值税专用发票吗？", "可以，收到全款后5个工作日内开具并随货寄出。"),
            ("收到的货有破损怎么办？", "请在签收后48小时内拍照联系客服，核实后免费补发。"),
            ("可以退货吗？", "未安装使用的标准品可在收货后15天内退回，定制品不予退换。"),
            ("客服几点上班？", "客服在线时间为周一至周六9:00至18:00。")]),
    }


def english() -> dict:
    return {
        "AquaSense 20 data sheet.html": page("AquaSense 20 water quality probe - data sheet", [
            ("Use", "The AquaSense 20 measures acidity, turbidity and temperature of drinking water. It runs for 14 months on one battery pack."),
            ("Range", "Acidity is measured from 2 to 12 pH with an accuracy of 0.05 pH. Turbidity is measured up to 1,000 NTU."),
            ("Housing", "The housing is made of stainless steel and withstands immersion to 30 metres."),
            ("Cable", "The probe comes with a 10 metre cable; extension cables of 25 metres are available on request.")],
            [["Property", "Value"], ["Mass", "1.35 kg"], ["Length", "310 mm"], ["Diameter", "48 mm"], ["Power consumption", "0.6 W"],
             ["Operating temperature", "-5 to 50 °C"], ["Calibration interval", "every 6 months"]]),
        "AquaSense service manual.md": """# AquaSense service manual

## Cleaning

Clean the sensor window with a soft brush and clear water every four weeks. Never use solvents, because they cloud the window.

## Replacing the battery

Unscrew the top cap counterclockwise. Pull out the old battery pack and insert a new one of type BP-4. Grease the O-ring before the cap is closed again.

## Error codes

| Code | Meaning | Remedy |
|---|---|---|
| F01 | Sensor window dirty | Clean the window |
| F02 | Battery low | Replace the battery pack |
| F05 | Cable broken | Send the probe to the workshop |
| F09 | Memory full | Download the readings and clear the memory |

## Storage

Store the probe dry at room temperature with the protective cap fitted. If it is not used for longer than three months, take the battery out.

Repairs are done by the workshop in Bergen only. A repair usually takes ten working days. Opening the sensor head voids the guarantee.
""",
        "Sales 2025.xlsx": xlsx([("Sales", [
            ["Order", "Region", "Customer", "Product", "Units", "Revenue (EUR)", "Month"],
            ["S-101", "North", "Fjord Water", "AquaSense 20", 14, n(16800), "January"],
            ["S-102", "South", "Lago Utilities", "AquaSense 20", 6, n(7200), "January"],
            ["S-103", "West", "Atlantic Labs", "AquaSense 10", 20, n(15800), "February"],
            ["S-104", "North", "Polar Fish", "AquaLog", 9, n(4050), "March"],
            ["S-105", "South", "Citta Verde", "AquaSense 10", 11, n(8690), "March"],
            ["S-106", "East", "Wisla Labs", "AquaSense 20", 3, n(3600), "May"],
            ["S-107", "North", "Fjord Water", "AquaSense 10", 8, n(6320), "June"],
            ["S-108", "West", "Atlantic Labs", "AquaLog", 25, n(11250), "August"]])]),
        "Price list.xlsx": xlsx([("Prices", [
            ["Item", "Description", "Price (EUR)", "Stock", "Lead time (weeks)"],
            ["AquaSense 10", "Probe for acidity", 790, 34, 2],
            ["AquaSense 20", "Probe for acidity and turbidity", n(1200), 12, 4],
            ["AquaLog", "Data logger", 450, 57, 1],
            ["BP-4", "Battery pack", 38, 210, 1],
            ["CX-25", "Extension cable", 64, 88, 1],
            ["CAL-3", "Calibration set", 95, 0, 6]])]),
        "Hosting agreement.docx": docx("Hosting agreement between Brightwell Ltd and Nordvann AS", [
            ("heading", "1 Services"),
            "Nordvann AS provides storage and display of the readings of up to 200 probes.",
            "Availability of the service is 99.5 percent in each calendar month, announced maintenance excluded.",
            ("heading", "2 Fees"),
            "The customer pays a monthly fee of EUR 640, due on the fifth of each month.",
            "Late payments bear interest of 8 percent a year.",
            ("heading", "3 Term"),
            "This agreement starts on 1 February 2026 and runs for 36 months.",
            "Either party may terminate it with three months' notice to the end of a quarter.",
            ("heading", "4 Liability"),
            "Liability is limited to the fees paid during the twelve months before the damage.",
            "Readings are kept for five years and then erased.",
            ("heading", "5 General"),
            "The law of Norway applies and disputes are settled by the courts of Bergen.",
            "Signed by Ingrid Solberg, managing director of Nordvann AS, and Peter Hale, head of purchasing of Brightwell Ltd."]),
        "Delayed shipment.eml": letter("Tom Ekberg <tom.ekberg@nordvann.example>", "Peter Hale <p.hale@brightwell.example>",
                                       "Delayed shipment of your probes", """Dear Peter,

I am sorry to tell you that the twelve probes of your order 5521 will leave our warehouse on 19 June instead of 2 June. The customs office in Rotterdam held back the sensor windows.

To make up for the delay we take 6 percent off the invoice. Anneli Koskinen looks after your account while I am on leave from 22 June.

The parcels go with DHL and you will get the tracking number by text message.

Best regards
Tom Ekberg
Sales, Nordvann AS""", "Anneli Koskinen <a.koskinen@nordvann.example>, Ingrid Solberg <i.solberg@nordvann.example>"),
        "Turbidity study.md": """# Turbidity in three reservoirs: a field study

Between April and September 2025 we measured turbidity at three reservoirs with 18 probes. The work was paid for by the Nordic Water Fund.

## Method

Readings were taken every fifteen minutes. A technician checked each probe once a fortnight. In all 214,000 readings were collected, of which 3 percent had to be thrown away because algae had covered the window.

## Results

Turbidity was lowest in Lake Hald with a mean of 1.8 NTU and highest in Lake Orm with 6.4 NTU. After heavy rain it rose threefold within six hours. No link with water temperature was found.

## Conclusion

The authors recommend to shut the intake of Lake Orm for eight hours after heavy rain. Further work should look into nitrates. The study was led by Dr Maija Lehtonen of the University of Oulu.
""",
    }


def documents() -> dict:
    return {name: content if isinstance(content, bytes) else content.encode()
            for name, content in (chinese() | english()).items()}
