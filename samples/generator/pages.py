"""The FAQ (Markdown), the intranet page (HTML) and the mail thread with its attachment."""

import base64

FAQ = """# Frequently asked questions / 常见问题

Customer service, Wenyuan Machines. Last change: 2025-05-20.

## Orders and delivery

### What is the standard delivery time?

Standard regulators leave our works within 15 working days after the order is confirmed. Express production within 5 working days costs 20 % extra.

### Is there a minimum order?

The minimum order value is 2,000 yuan. Spare parts are exempt.

### Which terms of delivery apply to exports?

Export deliveries are made FCA Yunzhou (Incoterms 2020). Our export manager is Daniel Whitfield.

## Products

### Can the PPR-9087 be used with oxygen?

No. The PPR-9087 must not be used with oxygen because the grease inside can ignite. For oxygen, ask for the OXR-3100.

### What is the difference between PPR-9087 and PPR-9078?

The PPR-9087 is a pressure regulator, the PPR-9078 is a pilot-operated relief valve. Both have G 1/2 ports.

## 退换货

### 收到的产品与订单不符怎么办？

请在收货后7天内联系客户服务部，我们承担往返运费。定制产品除外。

### 产品序列号在哪里？

序列号激光刻在阀体铭牌的右下角，由字母W和八位数字组成。

### 可以开具增值税专用发票吗？

可以。请在下单时提供税号和开户行信息，发票在发货后三个工作日内寄出。

## Documents

| Document | Number | Language |
| --- | --- | --- |
| Product manual | PM-9087-3 | English |
| Limited Warranty Terms | WT-2025-01 | English |
| 安全生产管理规定 | 文渊安〔2024〕12号 | 中文 |
"""

INTRANET = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>云州厂区生活指南 - 文渊内网</title>
<style>nav { float: left } .banner { color: #a33 }</style>
<script>console.log("welcome")</script>
</head>
<body>
<header><a href="/">文渊内网</a><form action="/search"><input name="q" placeholder="搜索"></form></header>
<nav>
<ul>
<li><a href="/news">新闻</a></li>
<li><a href="/forms">表单下载</a></li>
<li><a href="/people">通讯录</a></li>
<li><a href="/life">厂区生活</a></li>
</ul>
</nav>
<main>
<h1>云州厂区生活指南</h1>
<p>本页由行政部维护，联系人孟晓岚，电话6033。</p>
<h2>食堂</h2>
<p>食堂在三号楼一层。早餐7:00至8:20，午餐11:40至13:00，晚餐17:30至18:30。员工凭工卡就餐，午餐补贴15元。</p>
<h2>班车</h2>
<table>
<tr><th>线路</th><th>首发站</th><th>发车时间</th><th>到厂时间</th></tr>
<tr><td>1号线</td><td>云州火车站</td><td>7:20</td><td>8:10</td></tr>
<tr><td>2号线</td><td>开阳广场</td><td>7:35</td><td>8:15</td></tr>
<tr><td>3号线</td><td>望江新村</td><td>7:10</td><td>8:05</td></tr>
</table>
<h2>停车</h2>
<p>地面停车场有180个车位，先到先停。电动汽车充电桩共12个，位于二号楼北侧，每度电0.8元。</p>
<h2>医务室</h2>
<p>医务室在一号楼105室，工作日8:30至17:00有护士值班。除颤器（AED）设在一号楼大厅和机加工车间入口。</p>
<h2>信息服务台</h2>
<p>电脑、账号和密码问题请拨6100，或者发邮件到help@wenyuan.example。访客无线网络的密码每周一更换。</p>
</main>
<aside class="banner">五一劳动节放假安排已发布</aside>
<footer>© 文渊机械 · <a href="/privacy">隐私</a> · <a href="/contact">联系我们</a></footer>
</body>
</html>
"""

ORDER = """Position,Part,Quantity,Unit price (EUR),Amount (EUR)
1,PPR-9087-C,240,23.80,5712.00
2,PRP-9087,60,7.50,450.00
3,FE-40,120,4.60,552.00
"""

MAIL = """Dear Ingrid,

thank you for your patience. I have now talked to our quality department.

Order WY-2025-0417 will leave our works on 28 May 2025 instead of 6 May 2025. The reason is a rejected batch of diaphragms (batch D2503) from one of our suppliers. None of the faulty parts went into a product.

As compensation we grant a discount of 3 % on position 1 of the order. The corrected order is attached.

We will send the goods by air freight and bear the additional cost.

Kind regards
Daniel Whitfield
Export Manager, Wenyuan Machines

On Wed, 16 Apr 2025, 苏婉清 wrote:
> Daniel，
>
> 请今天回复客户。新的发货日期是5月28日，比原计划晚22天。改走空运，运费由我们承担，预算为人民币18600元，已由陆总批准。
> 订单第一项可以给3%的折扣，不要超过。
>
> 苏婉清
> 销售部

On Tue, 15 Apr 2025, Ingrid Petersen wrote:
> Dear Daniel,
>
> our assembly line in Norderhaven needs the 240 regulators of order WY-2025-0417 by 12 June 2025 at the latest. Please confirm the date and tell us the reason for the delay.
>
> Best regards
> Ingrid Petersen
> Purchasing, Norderhaven Pumps GmbH
"""


def faq():
    return FAQ.encode("utf-8")


def intranet():
    return INTRANET.encode("utf-8")


def _wrapped(data):
    return base64.encodebytes(data.encode("utf-8")).decode("ascii").strip().replace("\n", "\r\n")


def mail():
    subject = base64.b64encode("Re: Order WY-2025-0417: new delivery date / 订单延期".encode()).decode()
    sender = base64.b64encode("苏婉清".encode()).decode()
    boundary = "=_wenyuan_2025_0417"
    return "\r\n".join([
        "From: Daniel Whitfield <daniel.whitfield@wenyuan-machines.example>",
        "To: Ingrid Petersen <i.petersen@norderhaven-pumps.example>",
        f"Cc: =?UTF-8?B?{sender}?= <su.wanqing@wenyuan-machines.example>",
        f"Subject: =?UTF-8?B?{subject}?=",
        "Date: Thu, 17 Apr 2025 10:24:00 +0800",
        "Message-ID: <20250417102400.wy0417@wenyuan-machines.example>",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{boundary}"',
        "",
        f"--{boundary}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        _wrapped(MAIL),
        f"--{boundary}",
        'Content-Type: text/csv; charset=utf-8; name="order-WY-2025-0417.csv"',
        "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment; filename="order-WY-2025-0417.csv"',
        "",
        _wrapped(ORDER),
        f"--{boundary}--",
        "",
    ]).encode("ascii")
