"""The tables of the native half, and those that were tuned on."""
from office import Cell, docx, xlsx


def n(value):
    return Cell(value, style="grouped")


def p(value):
    return Cell(value, style="percent")


def measured() -> dict:
    """name: bytes of the documents that questions.jsonl asks about."""
    return {
        "华澜股份2025年年度报告摘要.docx": docx("华澜股份有限公司2025年年度报告摘要", [
            ("heading", "一、主要财务数据"), ("caption", "表1 合并利润表主要项目"), "单位：万元",
            ("table", [[Cell("项目", rows=2), Cell("2025年", columns=2), Cell("2024年", columns=2)],
                       ["上半年", "下半年", "上半年", "下半年"],
                       ["营业收入", n(48210), n(53975), n(41880), n(45630)],
                       ["营业成本", n(31440), n(34702), n(28115), n(30297)],
                       ["研发费用", n(3962), n(4418), n(3107), n(3685)],
                       ["净利润", n(5274), n(6091), n(4026), n(4559)]], 2),
            "报告期内公司主营业务未发生变化。",
            ("heading", "二、股东情况"), ("caption", "表2 前三名股东持股情况"),
            ("table", [["股东名称", "持股数量（万股）", "持股比例", "是否质押"],
                       ["华澜控股集团有限公司", "18600", "31.0%", "否"],
                       ["江州国有资本运营公司", "7260", "12.1%", "否"],
                       ["启明成长基金", "3120", "5.2%", "是"]], 1)]),
        "区域销售统计.xlsx": xlsx([("2025年销售", [
            [Cell("2025年各区域销售统计表", columns=5)],
            ["区域", "产品线", "销量（台）", "销售额（万元）", "同比增长"],
            [Cell("华东大区", rows=2), "工业泵", n(3420), n(12860), p(0.083)],
            ["家用泵", n(15230), n(6940), p(0.121)],
            [Cell("华南大区", rows=2), "工业泵", n(2180), n(8215), p(-0.024)],
            ["家用泵", n(11760), n(5388), p(0.067)],
            [Cell("西北大区", rows=2), "工业泵", n(960), n(3590), p(0.192)],
            ["家用泵", n(4015), n(1822), p(0.045)]])]),
        "假期与福利标准.xlsx": xlsx([
            ("假期", [[Cell("职级", rows=2), Cell("假期天数", columns=3), Cell("备注", rows=2)],
                     ["年假", "带薪病假", "婚假"],
                     ["普通员工", 8, 10, 13, "满一年起算"],
                     ["主管", 11, 12, 13, "满一年起算"],
                     ["部门经理", 14, 15, 15, "入职即享"]]),
            ("补贴", [["城市", "交通补贴（元/月）", "餐补（元/天）", "住房补贴（元/月）"],
                     ["北京", 420, 38, 2600], ["成都", 260, 28, 1450], ["沈阳", 230, 25, 1180]])]),
        "注塑机技术规格书.docx": docx("HX系列注塑机技术规格书", [
            ("heading", "技术参数"),
            ("table", [["参数", "HX-160", "HX-220", "HX-300", "单位"],
                       ["锁模力", "1600", "2200", "3000", "kN"],
                       ["最大注射量", "253", "386", "614", "g"],
                       ["螺杆直径", "40", "45", "55", "mm"],
                       ["电机功率", "15", "18.5", "30", "kW"],
                       ["机器重量", "5.2", "7.1", "10.4", "t"]], 1)]),
        "Northgate budget 2025.docx": docx("Northgate Logistics: budget review 2025", [
            ("heading", "Operating expenses"),
            "Table 4. Operating expenses by quarter (in thousands of euros)",
            ("table", [[Cell("Expense", rows=2), Cell("First quarter", columns=2), Cell("Second quarter", columns=2)],
                       ["Planned", "Actual", "Planned", "Actual"],
                       ["Fuel", n(1420), n(1586), n(1450), n(1502)],
                       ["Drivers' wages", n(2310), n(2287), n(2340), n(2405)],
                       ["Vehicle maintenance", n(640), n(718), n(655), n(633)],
                       ["Insurance", n(385), n(385), n(385), n(391)],
                       ["Total operating expenses", n(4755), n(4976), n(4830), n(4931)]], 2)]),
        "Offices and staff.xlsx": xlsx([("Staff", [
            ["Office", "Department", "Headcount", "Average tenure (years)", "Open positions"],
            [Cell("Rotterdam", rows=3), "Operations", 64, 6.4, 5],
            ["Sales", 21, 3.9, 2],
            ["Finance", 12, 8.1, 0],
            [Cell("Gdansk", rows=2), "Operations", 47, 4.2, 7],
            ["Customer service", 33, 2.8, 4]])]),
        "Valve price list.xlsx": xlsx([("Prices", [
            [Cell("Price list for shut-off valves, valid from March 2025", columns=5)],
            [Cell("Item code", rows=2), Cell("Description", rows=2), Cell("Unit price (EUR)", columns=2),
             Cell("Lead time (days)", rows=2)],
            ["1 to 49 pieces", "50 pieces and more"],
            ["BV-1507", "Ball valve, brass, DN15", 18.4, 15.9, 4],
            ["BV-2507", "Ball valve, brass, DN25", 27.5, 24.2, 6],
            ["GV-2510", "Gate valve, cast iron, DN25", 41.8, 37.6, 12],
            ["CV-4012", "Check valve, steel, DN40", 73.2, 66.0, 21]])]),
        "Support agreement.docx": docx("Support agreement for hosted services", [
            ("heading", "Service levels"),
            ("table", [["Tier", "First response", "Resolution target", "Monthly availability", "Support hours"],
                       ["Bronze", "8 hours", "5 business days", "99.0%", "Mon-Fri 9:00-17:00"],
                       ["Silver", "4 hours", "2 business days", "99.5%", "Mon-Fri 7:00-21:00"],
                       ["Gold", "30 minutes", "8 hours", "99.9%", "24/7"]], 1)]),
        "设备采购合同信息表.docx": docx("设备采购合同信息表", [
            ("table", [["合同编号", "HL-CG-2025-0417"], ["供应商", "宁波恒锐机械有限公司"], ["合同金额", "286.5万元"],
                       ["交货日期", "2025年9月18日"], ["质保期", "24个月"], ["联系人", "沈佳怡"],
                       ["联系电话", "0574-8765 2210"]], 0)]),
    }


def development() -> dict:
    """Other tables, which the reading of cells was tuned on (development.jsonl)."""
    return {
        "云岭集团财务摘要.docx": docx("云岭集团2024年财务摘要", [
            ("heading", "成本构成"), ("caption", "表3 成本构成"), "单位：百万元",
            ("table", [[Cell("成本项目", rows=2), Cell("2024年", columns=2), Cell("2023年", columns=2)],
                       ["一季度", "二季度", "一季度", "二季度"],
                       ["原材料", n(1210), n(1345), n(1102), n(1188)],
                       ["人工成本", n(560), n(587), n(521), n(543)],
                       ["制造费用", n(318), n(332), n(290), n(301)]], 2)]),
        "仓库库存.xlsx": xlsx([("库存", [
            ["仓库", "物料", "期初数量（件）", "期末数量（件）", "库存金额（万元）"],
            [Cell("一号仓", rows=2), "轴承", n(1200), n(860), 43.5], ["密封圈", n(8000), n(7200), 12.8],
            [Cell("二号仓", rows=2), "轴承", n(640), n(910), 46.2], ["密封圈", n(5100), n(3900), 7.1]])]),
        "质检标准.docx": docx("成品质检标准", [
            ("table", [["检验项目", "抽样数量", "合格标准", "检验周期"], ["外观", "20", "无划痕", "每批"],
                       ["硬度", "5", "65-70 HRC", "每周"], ["尺寸", "8", "±0.05 mm", "每批"]], 1)]),
        "Harbour traffic.docx": docx("Port of Varna: traffic report", [
            ("heading", "Containers"), "Containers handled (in thousands)",
            ("table", [[Cell("Terminal", rows=2), Cell("2024", columns=2), Cell("2025", columns=2)],
                       ["Import", "Export", "Import", "Export"],
                       ["East terminal", n(212), n(198), n(230), n(221)],
                       ["West terminal", n(147), n(163), n(151), n(170)]], 2)]),
        "Shipping rates.xlsx": xlsx([("Rates", [
            [Cell("Zone", rows=2), Cell("Parcel rate (USD)", columns=2), Cell("Transit time (days)", rows=2)],
            ["up to 5 kg", "5 to 20 kg"], ["Domestic", 6.5, 11.2, 2], ["Europe", 14.8, 26.4, 5],
            ["Asia", 19.3, 34.7, 8]])]),
        "Laboratory equipment.docx": docx("Laboratory equipment register", [
            ("table", [["Instrument", "Serial number", "Calibration due", "Owner"],
                       ["Centrifuge", "CF-88121", "14 May 2026", "Maria Ivanova"],
                       ["pH meter", "PH-20417", "2 March 2026", "Tom Reed"]], 1)]),
        "项目登记表.docx": docx("技改项目登记表", [
            ("table", [["项目名称", "三号线自动化改造"], ["项目负责人", "郑海涛"], ["预算金额", "520万元"],
                       ["计划完工日期", "2026年6月30日"]], 0)]),
    }
