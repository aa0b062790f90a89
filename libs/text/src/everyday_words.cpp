#include "everyday_words.h"

#include <string_view>

namespace wenyuan::text {
namespace {

// As in synonyms.txt. What stands left of an arrow is said by who asks; without one, either way.
constexpr std::string_view kChinese = R"(
# meals
午饭, 中饭, 吃午饭 => 午餐, 中餐, 就餐, 用餐
早饭 => 早餐
晚饭 => 晚餐
吃饭, 开饭 => 就餐, 用餐, 午餐, 晚餐, 早餐
一顿饭, 一餐饭 => 每餐, 一餐
饭堂, 食堂, 餐厅
饭钱, 餐费, 伙食费 => 餐费, 伙食费, 餐补, 餐费补贴, 用餐补贴
自己出, 自己掏, 自费, 自付 => 个人承担, 个人负担, 自行承担, 自理, 自费, 自付
# pay
工资, 薪水, 薪资, 薪酬, 月薪, 报酬, 劳动报酬, 待遇
拿多少钱, 挣多少, 挣多少钱, 赚多少钱, 拿多少工资, 给多少钱 => 工资, 薪资, 薪酬, 月薪, 待遇, 报酬
发工资, 发薪水, 发薪 => 工资发放, 发放工资, 发薪, 薪资发放
涨工资, 涨薪, 加薪 => 调薪, 薪资调整, 工资调整, 涨薪, 加薪
年底奖金, 年终奖 => 年终奖, 年终奖金, 年度奖金
加班费, 加班工资, 加班补贴, 加班补助
补贴, 补助, 津贴
# working hours and leave
上班时间, 几点上班 => 上班时间, 工作时间, 办公时间
下班时间, 几点下班 => 下班时间, 工作时间, 办公时间
打卡, 考勤, 签到
迟到, 晚到
旷工, 无故缺勤
放假, 休假, 休息, 请假, 放几天假, 休几天 => 休假, 假期, 放假, 假, 请假
年假 => 年休假, 带薪年休假, 带薪年假, 带薪休假
年休假, 带薪年休假 => 年假
结婚, 结婚假 => 婚假, 结婚
生孩子, 生小孩, 生宝宝, 生娃, 分娩 => 生育, 产假, 分娩
坐月子 => 产假
老婆生孩子, 妻子生孩子, 太太生孩子 => 陪产假, 护理假, 陪护假, 配偶生育
陪产假, 陪护假, 护理假
亲人去世, 家人去世, 奔丧 => 丧假
生病, 病了, 看病 => 病假, 就医, 就诊, 患病
调休, 补休, 倒休
# coming and going of people
辞职, 离职, 不干了, 不想干了, 走人 => 辞职, 离职, 解除劳动合同
炒鱿鱼, 开除, 辞退, 解雇 => 辞退, 解雇, 开除, 解除劳动合同
试用期, 见习期
招人 => 招聘
入职, 报到
员工, 职工, 雇员, 职员
老板 => 总经理, 董事长, 负责人, 法定代表人
领导, 上级, 上司 => 主管, 上级, 经理, 负责人
同事 => 员工
五险 => 社会保险, 社保
社保, 社会保险
公积金, 住房公积金
是做什么的, 是干什么的, 干什么的, 做什么工作, 什么职位, 什么职务 => 岗位, 职务, 职位, 职责
职务, 职位, 岗位
# who does what
谁管, 谁弄, 谁来弄, 谁来做, 谁做, 谁来管, 谁来处理, 找谁 => 负责, 牵头, 负责人, 责任人, 联系人
牵头, 负责, 主管
主持, 主持人
参加, 出席, 与会, 到会
弄好, 做完, 搞定, 完成
批准, 审批, 同意, 批
# expenses and travel
报销, 核销
出差, 差旅
差旅费, 出差费用, 出差费
住酒店, 住宾馆, 住店, 酒店 => 住宿, 酒店, 宾馆
住宿费, 房费, 酒店费
打车, 打的, 叫车 => 出租车, 网约车, 市内交通, 打车
飞机票, 坐飞机 => 机票, 飞机, 航空
垫钱, 垫付
预支, 备用金, 借款
票据, 发票, 凭证
体检, 健康检查
材料, 证明, 手续, 凭证 => 证明, 材料, 凭证, 手续, 诊断证明
# contact
打什么电话, 打哪个电话, 打谁电话, 电话多少 => 电话, 拨打, 热线, 联系电话, 值班电话
电话, 电话号码, 联系电话, 热线, 联系方式
手机, 手机号, 移动电话
邮箱, 电子邮件, 电子邮箱, 邮件地址
# computers
电脑, 计算机, 笔记本
中病毒, 中了病毒, 感染病毒, 有病毒 => 中毒, 病毒, 感染病毒
上不了网, 没网, 连不上网, 网断了 => 断网, 网络中断, 网络故障, 无法上网
口令, 密码
忘记密码, 忘了密码, 密码忘了 => 重置密码, 密码重置, 找回密码, 忘记密码
登不上, 登不进去, 登录不了, 登不了 => 无法登录, 登录失败, 不能登录
死机, 卡死, 卡住, 没反应 => 死机, 无响应, 卡死
打不开 => 无法打开, 不能打开
优盘, U盘 => U盘, 移动存储, 移动硬盘
# goods and faults
坏了, 坏, 出故障, 用不了 => 故障, 损坏, 破损, 失灵, 坏
烂了, 破了 => 破损, 损坏
不转, 转不动, 不动了 => 不转动, 停转, 不转, 不运转
太烫, 很烫, 发烫, 烫, 太热 => 过热, 发热, 温度过高, 高温
抖, 抖动, 晃, 震动, 振动 => 振动, 震动, 抖动
漏水, 渗水, 渗漏, 泄漏
吵, 太吵, 声音大, 响 => 噪声, 噪音, 异响
生锈 => 锈蚀, 腐蚀, 生锈
脏了, 脏, 灰尘 => 积灰, 污垢, 灰尘, 脏污
修, 修理, 维修, 检修
换, 更换, 调换
洗, 清洗, 清洁, 擦, 清扫, 打扫
上油, 打油, 加油, 上一次油, 加一次油 => 润滑, 加注, 润滑油, 润滑脂
保养, 维护, 养护
装, 安装, 装配
拆, 拆卸, 拆除
电瓶, 电池, 蓄电池
能用多久, 用多久, 能用几年 => 使用寿命, 寿命, 续航, 使用年限
防水 => 防护等级, 防水等级, 防水
说明书, 手册, 使用手册
材质, 什么材料, 什么做的, 用什么做的 => 材质, 材料
怎么回事, 是什么原因, 为什么 => 原因, 可能的原因, 故障原因
怎么办, 怎么处理, 怎么解决, 咋办 => 处理方法, 处理办法, 解决方法, 解决办法, 排除方法, 对策, 措施
# sizes
多重, 有多重, 重多少, 多沉, 多少公斤, 多少斤, 多少千克 => 重量, 质量, 净重, 毛重, 自重
多高, 有多高 => 高度, 身高, 高, 距地面
多长, 有多长 => 长度
多宽, 有多宽 => 宽度
多厚, 有多厚 => 厚度
多深, 有多深 => 深度
多大, 有多大 => 尺寸, 外形尺寸, 面积, 体积, 容量, 大小, 规格
多远 => 距离
多快, 跑多快 => 速度, 转速, 车速
多热, 多少度, 几度 => 温度, 工作温度, 角度
多少千瓦, 多少瓦, 几千瓦, 几瓦, 费电吗, 耗电多少 => 功率, 额定功率, 功耗, 耗电量
多少伏, 几伏 => 电压, 额定电压, 工作电压
多少安, 几安, 多少安培 => 电流, 额定电流
多少分贝, 多吵, 吵不吵, 声音大不大, 声音多大 => 噪声, 噪音
多少转, 一分钟多少转, 转多快, 转得多快 => 转速, 额定转速
多少毫安, 多大电池 => 电池容量
多少方, 多少平米, 多少平方, 多少平方米 => 面积, 建筑面积
# prices and buying
多少钱, 卖多少钱, 什么价, 什么价格, 什么价位, 怎么卖, 怎么收费, 几块钱, 贵不贵 => 价格, 单价, 售价, 定价, 报价, 出厂价, 零售价, 费用, 收费标准, 收费, 票价, 租金, 金额
价格, 价钱, 单价, 售价, 定价, 报价, 出厂价, 零售价
打折, 折扣, 优惠, 便宜, 减免
定金, 订金, 预付款, 首付, 首付款, 预付
尾款, 余款
付钱, 付款, 支付, 交钱, 缴费, 给钱, 结账 => 付款, 支付, 缴纳, 缴费, 结算, 交纳
邮费, 快递费, 运费, 运输费, 运输费用, 物流费, 物流费用
免运费, 免邮, 免邮费, 包邮 => 包邮, 免运费, 免邮
退钱, 退款
退货, 退换货, 退换
发货, 出货, 寄出
多久能到, 多久到货, 多久发货, 多久能供货, 多久能交货, 多长时间到货, 几天能到, 多久送到 => 供货周期, 交货期, 交货周期, 货期, 交期, 供货时间, 发货时间, 送达
交货期, 交期, 货期, 供货周期, 交货周期
最少要买多少, 最少买多少, 最少订多少, 最少要订多少, 最少要买, 最少买, 最少订 => 起订量, 最小起订量, 起批量, 最低订购量
怎么买, 怎么订, 怎么购买, 怎样购买, 哪里买, 在哪买 => 下单, 购买, 订购, 订货
买, 购买, 订购, 下单, 采购
现货, 存货, 库存, 库存量
有货吗, 还有货吗, 有没有货, 还剩多少 => 库存, 现货, 存货, 库存量
没货, 缺货, 断货
开票, 开发票 => 发票, 开具发票, 开票
顾客, 客户, 买家, 用户
供应商, 供货商, 厂家, 厂商
质保, 保修, 保修期, 质保期, 三包
保多久, 保几年, 包修多久 => 保修, 质保, 保修期, 质保期
收到的货 => 货物, 商品, 收到的货
货, 货物, 商品
# money of a house
销量, 销售量, 卖了多少, 卖出多少 => 销量, 销售量, 销售数量, 数量
销售额, 营业额, 营收, 营业收入, 销售收入
赚了多少, 盈利 => 利润, 净利润, 盈利
亏了多少, 亏损
花了多少钱, 花多少钱, 花了多少, 开销, 花费 => 费用, 成本, 支出, 花费, 金额, 开支
人力成本, 人工成本, 人工费, 人工费用, 用工成本
材料费, 材料成本, 原材料成本, 物料成本
房租, 租金, 租赁费
押金, 保证金
罚多少, 罚多少钱, 扣多少钱, 扣多少, 扣钱, 罚钱, 罚款 => 扣款, 罚款, 违约金, 滞纳金, 扣除, 扣
赔多少, 赔多少钱, 怎么赔 => 赔偿, 赔付, 理赔, 违约金
# meetings and terms
开会, 会议, 例会
下次开会, 下一次开会 => 下次例会, 下次会议, 下一次会议, 下次
提前多久, 提前几天 => 提前
截止, 截止日期, 截止时间, 最后期限, 最晚 => 截止, 截止日期, 截止时间, 期限, 之前
生效, 起始, 开始, 启用 => 生效, 起, 开始, 启用, 施行
到期, 结束, 终止 => 到期, 届满, 终止, 结束
推迟, 延期, 延误, 耽误
取消, 撤销, 作废
合同, 协议
签字, 签名, 签署
规定, 制度, 办法 => 规定, 制度, 办法, 规则
# school, health, house
看医生 => 就医, 就诊, 门诊
医药费, 看病钱 => 医疗费, 医药费
上课 => 授课, 上课, 课程
老师, 教师
学生, 学员
考试, 考核, 测验
借书 => 借阅, 外借
还书 => 归还
物业费, 物业管理费
停车, 车位, 停车场 => 停车, 车位, 停车位, 停车场
小孩, 孩子, 儿童
老人, 老年人
垃圾, 废弃物
)";

constexpr std::string_view kEnglish = R"(
# work and leave
canteen, cafeteria, dining hall
salary, wage, wages, pay, earnings, remuneration
payday => salaries are paid, wages are paid, payroll
pay rise, raise => salary increase, salary review, pay rise
time off, days off, holiday, holidays, vacation => annual leave, days of leave, paid leave, vacation, holiday
sick, ill => sick leave, illness, sickness
having a baby, have a baby, giving birth => maternity leave, parental leave, birth
quit, resign, hand in my notice => resign, resignation, notice period, notice
fired, sacked, dismissed, laid off => dismissed, dismissal, termination
boss => manager, director, managing director, head, supervisor
who runs, runs, who leads, in charge of, head of => managing director, director, leads, manages, responsible for, head
who is responsible for, responsible for, in charge of, takes care of => looks after, responsible for, in charge of, handles
colleague, coworker, co-worker
hire, recruit
expenses, claim back => reimbursement, reimbursed, expenses
hotel => accommodation, hotel
flight, plane ticket => air travel, flights, airfare
# computers
laptop, computer, notebook, pc
phone number, phone, telephone, hotline => phone, telephone, hotline, call
email, e-mail, mail address
forgot my password, lost my password, forgotten password => reset password, password reset, reset
log in, sign in, login
freezes, hangs, stuck => not responding, freezes, hangs
broken, faulty, defective, damaged, defect
fix, fixed, mend, repair, repaired, service
# sizes
how heavy, how much does it weigh => weight, mass
weigh, weight, mass
how tall, how high => height
how long => length, duration, term
how wide => width
how thick => thickness
how deep => depth, immersion
how big, how large, what size => dimensions, size, area, capacity
how fast => speed
how hot => temperature
how loud, how noisy => noise, noise level, sound level
how many watts, how much power, wattage => power, power consumption, rated power
how many volts => voltage, rated voltage
how many amps => current, rated current
how often => interval, frequency, every
under water, underwater => immersion, submerged, depth
waterproof => immersion, protection class, ingress protection, water resistant
battery life, how long does the battery last => runs for, battery life, operating time
made of => material, made of
wash, clean, wipe, rinse
hot, overheats => overheating, temperature
set up, mount, fit, install
# prices and buying
price, cost, fee, charge, rate
how much is, how much does it cost, how much are => price, cost, fee, rate
how much do we pay, how much must we pay => fee, price, rate, charge
discount, rebate, reduction => discount, rebate, reduction, percent off, off the invoice
deposit, down payment, advance payment, prepayment
shipping, delivery, freight, postage, dispatch
shipping time, delivery time, lead time
late, delayed, overdue, delay
late delivery, late order => delay, delayed, late delivery
warranty, guarantee
send back, return
money back => refund, reimbursed
inventory, stock
minimum order, smallest order => minimum order quantity, moq, minimum order
buy, order, purchase
bill, invoice
client, customer, buyer
supplier, vendor
sales, revenue, turnover
profit, net income
# contracts, meetings
contract, agreement
get out of, end, cancel, leave => terminate, termination, cancel, notice
begin, begins, start, starts, commence, commences, takes effect
expire, expires, ends, run out => expires, runs until, term, ends
paid for, pays for, financed, funded, sponsored, finance, fund
fine, penalty, late fee
rent, lease
deadline, due date, due => deadline, due date, due, no later than, by
postponed, put off => postponed, rescheduled, moved
attend, attended, take part, present
staff, employees, workers
headquarters, head office
parking, car park
kids, children
what now, what to do, what should i do => remedy, solution, action, what to do
)";

}  // namespace

std::vector<SynonymLine> EverydayWords() {
  std::vector<LineProblem> none;
  std::vector<SynonymLine> lines = ReadSynonymLines(kChinese, none);
  for (SynonymLine& line : ReadSynonymLines(kEnglish, none)) lines.push_back(std::move(line));
  return lines;
}

}  // namespace wenyuan::text
