"""The documents that the reported questions ask about: a property manager and a bicycle wholesaler, both made up. Nothing is tuned on them."""
from documents import n
from office import docx, xlsx
from plain import letter, page


def chinese() -> dict:
    return {
        "住户服务指南.docx": docx("云栖花园住户服务指南", [
            ("heading", "一、物业服务"),
            "物业服务中心设在3号楼首层，办公时间为每日8:00至20:00，夜间值班电话为6688120。",
            "物业管理费按建筑面积每平方米每月2.6元收取，每季度首月15日前缴纳。",
            "逾期缴纳的，每日加收万分之五的滞纳金。",
            ("heading", "二、车辆"),
            "地下车位月租金为380元，地面车位月租金为220元。外来车辆前30分钟免费，此后每小时5元。",
            "电动自行车应停放在指定车棚并使用充电桩充电，严禁推入电梯和楼道。",
            ("heading", "三、装修"),
            "装修施工时间为工作日8:30至12:00、14:00至18:00，法定节假日禁止施工。",
            "业主装修前须缴纳押金3,000元，验收合格满三个月后无息退还。",
            ("heading", "四、垃圾与宠物"),
            "大件家具须预约清运，每件收费40元。遛狗必须使用牵引绳，犬只须每年接种狂犬疫苗。",
            ("heading", "五、设施"),
            "游泳池每年6月1日至9月15日开放，住户凭卡免费入场，儿童须由成人陪同。",
            "健身房位于会所二层，营业至晚上10点。"]),
        "物业人员与薪资.xlsx": xlsx([("人员", [
            ["姓名", "班组", "职务", "基本工资（元）", "电话", "上岗日期"],
            ["段志平", "管理处", "物业经理", n(12800), "6688101", "2018-04-02"],
            ["叶春梅", "客服组", "客服主管", n(8300), "6688111", "2019-09-16"],
            ["侯建军", "工程组", "电工", n(7400), "6688131", "2020-03-05"],
            ["阎小龙", "工程组", "水暖工", n(7100), "6688132", "2021-07-12"],
            ["龚玉兰", "保洁组", "保洁员", n(4600), "6688141", "2022-02-21"],
            ["尹大海", "保安组", "保安队长", n(6800), "6688151", "2019-01-08"],
            ["易强", "保安组", "保安员", n(5200), "6688152", "2023-05-15"],
            ["汤丽", "客服组", "前台", n(5600), "6688112", "2024-06-03"]])]),
        "业主委员会会议记录.md": """# 业主委员会第七次会议记录

会议时间：2026年5月20日晚7点。地点：会所一层多功能厅。主持人：业委会主任邵文博。

## 议题一 电梯

1号楼和5号楼的电梯已运行14年，决定从维修基金中支出86万元更换四台电梯，由段志平联系供货单位，7月底前签订合同。

## 议题二 绿化

南门花坛改种月季，预算2.3万元，由叶春梅牵头，侯建军配合安装喷灌。

## 议题三 停车

新增地面车位24个，采用摇号方式分配，登记截止日期为6月10日。

本次会议应到9人，实到7人。下一次会议于8月19日召开。
""",
        "水泵房设备说明.md": """# SB-80生活水泵说明

SB-80为地下一层水泵房的生活给水泵，共两台，一用一备。

| 项目 | 数据 |
|---|---|
| 流量 | 80 m³/h |
| 扬程 | 65 m |
| 电机功率 | 22 kW |
| 额定电流 | 42 A |
| 整机质量 | 310 kg |
| 噪声 | 74 dB |

机械密封每运行8000小时更换。冬季停用时应放空泵内积水，防止冻裂。水泵漏水时先检查机械密封和法兰垫片。整机质保期为24个月。
""",
        "维修材料价格.xlsx": xlsx([("材料", [
            ["材料名称", "类别", "单价（元）", "库存数量", "供应商"],
            ["LED灯管", "电工", 18, 140, "光明电器"],
            ["空气开关", "电工", 35, 60, "光明电器"],
            ["感应龙头", "水暖", 128, 15, "清泉建材"],
            ["角阀", "水暖", 22, 75, "清泉建材"],
            ["门禁读卡器", "弱电", 260, 8, "安达科技"],
            ["摄像头", "弱电", 420, 11, "安达科技"]])]),
    }


def english() -> dict:
    return {
        "Travel policy.docx": docx("Velotrade travel policy", [
            ("heading", "Booking"),
            "Trips must be approved by the line manager at least ten days before departure.",
            "Employees fly economy class; business class is allowed on flights of more than eight hours.",
            ("heading", "Hotels and meals"),
            "A hotel night may cost up to 140 euros, breakfast included. The daily allowance for meals is 45 euros.",
            "Alcoholic drinks are not reimbursed.",
            ("heading", "Cars"),
            "Whoever drives a private car is paid 0.38 euros per kilometre. Parking fines are borne by the driver.",
            ("heading", "Claims"),
            "Expense claims are handed in within 30 days with original receipts. Payment follows with the next salary."]),
        "Bicycles price list.xlsx": xlsx([("Models", [
            ["Model", "Type", "Dealer price (EUR)", "Weight (kg)", "In stock", "Warranty (months)"],
            ["Tern A1", "city", 420, 14.5, 36, 24],
            ["Tern A3", "city", 560, 13.2, 18, 24],
            ["Hawk T5", "trekking", 890, 12.1, 9, 36],
            ["Hawk E7", "electric", n(1950), 22.8, 5, 36],
            ["Wren K2", "children", 210, 8.4, 52, 24],
            ["Heron C9", "cargo", n(2480), 34.0, 0, 60]])]),
        "Orders.xlsx": xlsx([("Orders", [
            ["Order", "Country", "Dealer", "Model", "Quantity", "Value (EUR)"],
            ["V-31", "France", "Cycles Moreau", "Tern A1", 30, n(12600)],
            ["V-32", "Italy", "Bici Russo", "Hawk T5", 8, n(7120)],
            ["V-33", "France", "Velo Sud", "Wren K2", 25, n(5250)],
            ["V-34", "Spain", "Pedal Norte", "Tern A3", 12, n(6720)],
            ["V-35", "Italy", "Bici Russo", "Hawk E7", 4, n(7800)],
            ["V-36", "France", "Cycles Moreau", "Heron C9", 2, n(4960)]])]),
        "Assembly and care.html": page("Hawk E7 assembly and care", [
            ("Battery", "The battery must be charged fully before the first ride, which takes five hours. A full charge lasts for about 90 kilometres."),
            ("Tyres", "Inflate the tyres to 4 bar. Check the tread once a month."),
            ("Chain", "Oil the chain every 300 kilometres and after each ride in the rain."),
            ("Brakes", "Replace the brake pads as soon as they are thinner than 1 millimetre. If the brakes squeal, clean the disc with alcohol."),
            ("Limits", "Rider and luggage together must not exceed 130 kilograms.")]),
        "Recall of brake levers.eml": letter("Clara Vidal <clara.vidal@velotrade.example>", "dealers@velotrade.example", "Recall of brake levers", """Dear dealers,

The left brake lever of the Hawk T5 built between February and May 2026 may crack. Please stop selling these bicycles and send the levers back to our depot in Ghent.

New levers will be shipped from 14 July, and fitting is paid with 25 euros per bicycle. Ruben Claes answers all questions about the recall at extension 417.

Kind regards
Clara Vidal
Head of Quality, Velotrade""", "Ruben Claes <ruben.claes@velotrade.example>, Marta Lindqvist <marta.lindqvist@velotrade.example>"),
    }


def documents() -> dict:
    return {name: content if isinstance(content, bytes) else content.encode()
            for name, content in (chinese() | english()).items()}
