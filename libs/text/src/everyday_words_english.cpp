#include "everyday_words.h"

namespace wenyuan::text {
namespace {

constexpr std::string_view kWords = R"(
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
get out of, end, cancel => terminate, termination, cancel, notice
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
# who
who approves, who signs off, who has to approve, who agrees to => approved by, approve, approval, authorised by
who brings, who supplies, who provides, who delivers => supplies, provides, brings, supplied by, provided by
who pays, who pays for, who bears, who covers => paid by, bears, at the expense of, pays, covers, refunds
who fixes, who repairs, who maintains => repaired by, maintains, maintenance, repairs
who made, who makes, who built, who manufactures => manufacturer, made by, manufactured by, produced by
who wrote, who took the minutes => author, written by, minutes, prepared by
who owns => owner, owned by, property of
who do i ask, who can i ask, who do i contact, who should i contact, who do i call, who helps => contact, questions, call, telephone
who signed, who has signed => signed by, signed, signature
who teaches, who gives => teacher, instructor, trainer, taught by
who drives, who uses => driver, user, assigned to
contact, contact person, point of contact
# pay, leave, work
get paid, paid, pay day, payday => salaries are paid, wages are paid, paid on, payroll
pay rise, raise, more money => salary increase, increase, salary review
overtime pay, extra hours, overtime
day off, days off, free day => day of leave, days off, leave, one day off
holidays, holiday, vacation days, days of holiday => annual leave, leave, vacation
take into the next year, carry into, take over to next year, left over, unused => carried over, carry over, transferred, expire
sick note, doctor's note, medical note => doctor's certificate, medical certificate, certificate
call in sick, report sick, phone in sick => sick, illness, absence, calls
ill, unwell, sick
maternity pay, pay during maternity leave => maternity leave, paid, percent of the salary
dad, father, new fathers => paternity leave, fathers, partner
wedding, getting married, get married, marry => marriage, wedding, special leave
funeral, death in the family, someone dies => bereavement, compassionate leave, funeral
moving, move house, moving house, moving home => move house, moving, relocation
working from home, work from home, home office => remote work, remote working, home office, telework
flexible hours, flexitime => flexible working, core hours, flexitime
lunch, lunch break, break
dress code, what to wear, clothes => clothing, uniform, dress code
notice, notice period, how much notice => notice period, notice, terminate
fired, let go, sacked => termination, dismissed, dismissal
trial period, probation, probation period, probationary period
retire, retirement, pension
bonus, christmas bonus, thirteenth salary => bonus, annual bonus
perks, benefits => benefits, allowance
training money, money for courses, course money => training budget, training
course, courses, training, seminar
company car, car => company car, vehicle
mileage, miles driven, kilometres driven => mileage, kilometres
badge, key card, pass => access card, badge, id card
tell, let know, inform, notify
sign up, register, enrol => register, registration, sign up
new starter, new hire, newcomer, first day => new employee, new employees, induction, onboarding
# machines and manuals
turn on, switch on, start up, power on => switched on, switch on, press, start
turn off, switch off, shut down, power off => switches itself off, switched off, switch off, automatic
by itself, on its own, automatically
flashing, blinking, flashes, blinks => blinking, flashing, blinks
light, lamp, led, indicator
what does, mean, meaning => meaning, means, indicates
why is, what does it mean => meaning, cause, reason
too slow, slow, slowly
leaks, leaking, drips, dripping => leak, leaking, seal
smells, stinks, bad smell => odour, smell
won't start, does not start, doesn't start, not working, doesn't work => does not start, fault, no power, not working
no power, dead => power, mains, fuse
noisy, loud, makes a noise, noise => loud noise, noise, sound
clean, wash, wipe, rinse, cleaned, washed
dishwasher, dish washer
descale, decalcify, remove limescale => descale, descaling
replace, change, swap, replaced, changed
spare parts, replacement parts, parts
empty, emptied
how much water, how much fits => capacity, water tank, tank, volume, litres
how much does it hold, hold, fits into, fit into => capacity, holds, volume, tank
cord, power cord, cable, lead => cable, power cord, cord
fuel, gas, petrol
run on, runs on => fuel, powered by, energy
plug, socket, outlet
warm up, heat up, ready => ready, heating up, warm-up
how long until, how soon => ready, seconds, minutes, within
last, lasts, durability, lifespan => service life, lasts, operating time, life
distance, clearance, space around, gap => distance, clearance, gap
store, storage, keep, kept
allowed, permitted, may, can i => allowed, permitted, may
forbidden, prohibited, not allowed => not permitted, prohibited, must not, forbidden
# software and accounts
cancel my account, close my account, get rid of my account, remove my account => delete, close, account
cancel my plan, stop my plan, cancel my subscription, unsubscribe => cancel, terminate, subscription, plan
delete, erase, remove
restore, recover, get back, undo => restored, recover, restore
change plan, switch plan, upgrade, downgrade
backup, backups, back up
support, help desk, helpdesk, customer service
answer, reply, respond, response => answer, response, respond, reply
data kept, data stored, data saved, keep my data => stored, data centres, kept, retained
safe, secure, encrypted => encryption, encrypted, secured
attachment, attachments, file size, how big can a file be => attachments, file size, file, upload
users, seats, people can use => seats, users, accounts
free trial, try it, test it => trial, free trial, trial period
payment methods, pay by, pay with, ways to pay => payment methods, credit card, invoice, bank transfer
language, languages
# contracts and money
start, begin, beginning, start date => begins, starts, commences, effective, takes effect
how long does the contract run, contract length, contract last => term, runs for, for two years, period
stop the contract, leave the contract, end the contract => terminated, terminate, notice, termination
go up, rise, increase, be raised, become more expensive => raised, increase, increased, adjusted
go down, fall, drop, decrease => reduced, decrease, lowered
pay late, paid late, late payment, don't pay on time => overdue, late payments, default, interest
pay the invoice, pay the bill, pay invoices, have to pay => payable within, payable, due, payment
each month, per month, a month, every month => monthly, a month, per month, each month, every month
each year, per year, a year, every year => a year, per year, each year, every year, annual, annually
each week, per week, a week, every week => weekly, a week, per week, each week, every week
each day, per day, a day, every day => daily, a day, per day, each day, every day
damage, damages, harm => damage, liability
insured, insurance, cover
key, keys
complain, complaint, complaints
not happy, unhappy, dissatisfied => complaints, complaint
address, location, premises, based, located
what city, which city, in which city, in what city, which town => located, based, in, city
how big is the area, how big is the office, floor space => area, square metres
window cleaning, windows
soap, towels, supplies
landlord => lessor, owner, landlord
tenant, renter => lessee, tenant
pets, dog, cat, dogs, cats => pets, animals
guest, visitors, friends, bring a friend => guests, visitors
sublet, rent out => sublet, sublease
lost, lose, lost my => lost, loss, replaced, replacement
# shops, travel, events
open, opening hours, opening times, open until => open, opening hours, hours
close, closing time, closed, shut => open, closed, closes, opening hours
get there, reach, how do i get to, directions => address, bus, train, located, parking
arrive, come, get here, turn up => arrive, arrival, arrives
leave, depart, set off => departure, departs, leaves
weight limit, how much weight, carry, lift => carries, maximum load, load, weight
order, ordered, place an order
tickets, ticket, admission, entry => tickets, admission, entrance fee
children, kids, child
lunch, meals, food => meals, lunch, catering, food
happens, takes place, is held, event => takes place, held, date
chair, chaired, led the meeting => chaired by, chair, chairperson
missing, absent, did not come => apologies, absent
next meeting, meet again, meet next => next meeting, meeting
decided, decision, agreed => decided, decision, resolved
left, remaining, still available => remaining, available, stock
)";

}  // namespace

std::string_view EnglishEverydayWords() { return kWords; }

}  // namespace wenyuan::text
