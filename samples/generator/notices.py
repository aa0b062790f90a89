"""Plain text in three encodings: GB18030, UTF-8 with traditional characters, UTF-16."""

REGULATION = """云州文渊机械有限公司安全生产管理规定

文渊安〔2024〕12号

第一章　总则

第一条　为了加强安全生产管理，防止和减少生产安全事故，保障员工生命和公司财产安全，制定本规定。

第二条　本规定适用于公司各部门、各车间以及在公司厂区内作业的承包商。

第三条　公司设安全生产委员会，主任由总经理陆知远担任，办公室设在质量与安全部。
安全生产委员会每季度至少召开一次会议。
专职安全员为刘䶮，值班电话6119。

第二章　职责

第四条　部门经理是本部门安全生产的第一责任人。

第五条　员工有权拒绝违章指挥和强令冒险作业，公司不得因此降低其工资、福利等待遇。

第六条　承包商进入厂区前，应当签订安全生产协议，并交纳安全保证金20000元。

第三章　教育培训

第七条　质量与安全部每年一月公布全年安全培训计划。

第八条　新员工应当接受不少于24学时的三级安全教育，考核合格后方可上岗。
考核成绩80分为合格；补考两次仍不合格的，不予录用。

第九条　特种作业人员应当持证上岗，操作证每三年复审一次。

第四章　现场管理

第十条　进入机加工车间应当穿安全鞋，操作旋转机床时禁止戴手套。

第十一条　动火作业应当办理动火作业许可证。许可证的有效期不超过8小时，作业结束后应当留人观察30分钟。

第十二条　压力试验在专用试验区进行。试验压力为额定压力的1.5倍，保压时间不少于10分钟。
试验期间，试验区内的人员应当佩戴护目镜和听力防护用品，无关人员不得进入。

第十三条　危险化学品由专人保管，实行双人双锁。

第五章　事故报告

第十四条　发生轻伤事故的，部门经理应当在24小时内向质量与安全部报告；发生重伤以上事故的，应当在1小时内报告总经理。

第十五条　隐瞒不报的，对责任人处1000元以上5000元以下的罚款。

第六章　附则

第十六条　本规定自2024年9月1日起施行，由质量与安全部负责解释。
"""

RELOCATION = """臺中辦事處搬遷公告

各位客戶與同仁：

因業務擴展，雲州文淵機械臺中辦事處將於2025年6月16日遷至新址，自當日起於新址辦公。

新址：臺中市西屯區文淵大道88號7樓
電話：04-5550-0188（總機號碼不變）
服務時間：星期一至星期五上午9時至下午6時

搬遷期間（6月13日至6月15日）暫停收發貨物，緊急維修請聯絡技術服務專員簡佳穎，行動電話0955-500-188。

舊址的停車證於搬遷後失效，請向行政助理領取新證，每車押金新臺幣500元。

雲州文淵機械臺中辦事處　主任　葉崇恩
2025年5月26日
"""

WARRANTY = """WENYUAN MACHINES - LIMITED WARRANTY TERMS
Document WT-2025-01, valid for deliveries from 1 January 2025

1. Period
The warranty period for pressure regulators and relief valves is 24 months from the date of delivery. Repair kits and filter elements are covered for 6 months.

2. What is covered
Wenyuan Machines repairs or replaces, free of charge, products that fail because of a defect in material or workmanship.

3. What is not covered
The warranty does not cover wear of diaphragms and seals after 2 million switching cycles, damage by unfiltered air, or products that were opened by anyone other than an authorised workshop.

4. How to claim
Claims must be reported in writing within 14 days after the defect was found, with the serial number and a photograph of the type plate. Send claims to service@wenyuan-machines.example.

5. Liability
Total liability is limited to the purchase price of the product concerned. Consequential damage is excluded.

6. Law
These terms are governed by the law of the seller's registered office. Disputes are settled by arbitration in Yunzhou.
"""


def regulation():
    return REGULATION.replace("\n", "\r\n").encode("gb18030")


def relocation():
    return RELOCATION.encode("utf-8")


def warranty():
    return b"\xff\xfe" + WARRANTY.replace("\n", "\r\n").encode("utf-16-le")
