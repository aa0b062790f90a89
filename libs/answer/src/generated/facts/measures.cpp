#include "measures.h"

#include <array>
#include <string>

#include "numerals.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

struct Unit {
  std::u32string_view name;
  std::string_view dimension;
  double factor = 1;
};

constexpr Unit kUnits[] = {
    {U"%", "percent"},
    {U"‰", "percent", .1},
    {U"percentage points", "point"},
    {U"percentage point", "point"},
    {U"个百分点", "point"},
    {U"percent", "percent"},
    {U"per cent", "percent"},
    {U"basis points", "point", .01},
    {U"基点", "point", .01},
    {U"美元", "dollar"},
    {U"美金", "dollar"},
    {U"us dollars", "dollar"},
    {U"u.s. dollars", "dollar"},
    {U"dollars", "dollar"},
    {U"dollar", "dollar"},
    {U"usd", "dollar"},
    {U"cents", "dollar", .01},
    {U"港元", "hkd"},
    {U"港币", "hkd"},
    {U"欧元", "euro"},
    {U"euros", "euro"},
    {U"euro", "euro"},
    {U"eur", "euro"},
    {U"英镑", "pound"},
    {U"pounds", "pound"},
    {U"日元", "yen"},
    {U"日圆", "yen"},
    {U"yen", "yen"},
    {U"人民币", "yuan"},
    {U"元", "yuan"},
    {U"圆", "yuan"},
    {U"块钱", "yuan"},
    {U"yuan", "yuan"},
    {U"rmb", "yuan"},
    {U"cny", "yuan"},
    {U"元人民币", "yuan"},
    {U"世纪", "century"},
    {U"年代", "decade"},
    {U"季度", "quarter"},
    {U"quarters", "quarter"},
    {U"quarter", "quarter"},
    {U"个季度", "quarter"},
    {U"年", "year"},
    {U"周年", "year"},
    {U"years", "year"},
    {U"year", "year"},
    {U"岁", "age"},
    {U"years old", "age"},
    {U"年级", "grade"},
    {U"个月", "month"},
    {U"months", "month"},
    {U"month", "month"},
    {U"月", "month"},
    {U"周", "week"},
    {U"个星期", "week"},
    {U"weeks", "week"},
    {U"week", "week"},
    {U"天", "day"},
    {U"日", "day"},
    {U"号", "day"},
    {U"个工作日", "working day"},
    {U"工作日", "working day"},
    {U"business days", "working day"},
    {U"working days", "working day"},
    {U"days", "day"},
    {U"day", "day"},
    {U"小时", "second", 3600},
    {U"小時", "second", 3600},
    {U"分鐘", "second", 60},
    {U"个小时", "second", 3600},
    {U"hours", "second", 3600},
    {U"hour", "second", 3600},
    {U"分钟", "second", 60},
    {U"minutes", "second", 60},
    {U"minute", "second", 60},
    {U"秒", "second"},
    {U"seconds", "second"},
    {U"毫秒", "second", .001},
    {U"ms", "second", .001},
    {U"公里", "metre", 1000},
    {U"千米", "metre", 1000},
    {U"km", "metre", 1000},
    {U"kilometers", "metre", 1000},
    {U"kilometres", "metre", 1000},
    {U"英里", "mile"},
    {U"miles", "mile"},
    {U"mile", "mile"},
    {U"里", "li"},
    {U"米", "metre"},
    {U"meters", "metre"},
    {U"metres", "metre"},
    {U"m", "metre"},
    {U"公尺", "metre"},
    {U"平方公尺", "square metre"},
    {U"立方公尺", "cubic metre"},
    {U"英亩", "acre"},
    {U"acres", "acre"},
    {U"厘米", "metre", .01},
    {U"公分", "metre", .01},
    {U"cm", "metre", .01},
    {U"毫米", "metre", .001},
    {U"mm", "metre", .001},
    {U"英尺", "foot"},
    {U"feet", "foot"},
    {U"ft", "foot"},
    {U"英寸", "inch"},
    {U"inches", "inch"},
    {U"平方公里", "square metre", 1e6},
    {U"平方千米", "square metre", 1e6},
    {U"km²", "square metre", 1e6},
    {U"平方米", "square metre"},
    {U"square kilometers", "square metre", 1e6},
    {U"square feet", "square foot"},
    {U"公顷", "square metre", 1e4},
    {U"亩", "mu"},
    {U"立方米", "cubic metre"},
    {U"千克", "gram", 1000},
    {U"公斤", "gram", 1000},
    {U"kg", "gram", 1000},
    {U"克", "gram"},
    {U"毫克", "gram", .001},
    {U"mg", "gram", .001},
    {U"吨", "gram", 1e6},
    {U"公吨", "gram", 1e6},
    {U"tons", "gram", 1e6},
    {U"tonnes", "gram", 1e6},
    {U"升", "litre"},
    {U"毫升", "litre", .001},
    {U"ml", "litre", .001},
    {U"度", "degree"},
    {U"℃", "degree"},
    {U"摄氏度", "degree"},
    {U"°c", "degree"},
    {U"倍", "times"},
    {U"times", "times"},
    {U"次", "occasion"},
    {U"元/股", "yuan"},
    {U"股", "share"},
    {U"shares", "share"},
    {U"个", "each"},
    {U"名", "each"},
    {U"位", "each"},
    {U"人", "each"},
    {U"家", "each"},
    {U"项", "each"},
    {U"只", "each"},
    {U"种", "each"},
    {U"部", "each"},
    {U"座", "each"},
    {U"台", "each"},
    {U"辆", "each"},
    {U"艘", "each"},
    {U"件", "each"},
    {U"条", "each"},
    {U"场", "each"},
    {U"支", "each"},
    {U"所", "each"},
    {U"people", "each"},
    {U"employees", "each"},
};
constexpr Unit kBefore[] = {{U"us$", "dollar"},
                            {U"hk$", "hkd"},
                            {U"$", "dollar"},
                            {U"¥", "yuan"},
                            {U"人民币", "yuan"},
                            {U"rmb", "yuan"},
                            {U"cny", "yuan"},
                            {U"usd", "dollar"},
                            {U"€", "euro"},
                            {U"£", "pound"},
                            {U"第", "ordinal"},
                            {U"百分之", "percent"},
                            {U"千分之", "percent", .1}};

}  // namespace

Measure MeasureAt(const Folded& text, std::size_t at) {
  const bool gap = at < text.text.size() && (text.text[at] == U' ' || text.text[at] == U'-');
  Measure longest;
  std::size_t length = 0;
  for (const std::size_t from : {at, gap ? at + 1 : at}) {
    for (const Unit& unit : kUnits) {
      const std::size_t end = from + unit.name.size();
      if (unit.name.size() <= length || !text.StandsAt(from, unit.name)) continue;
      if (IsLatin(unit.name.front()) && end < text.text.size() && IsLatin(text.text[end])) continue;
      length = unit.name.size();
      longest = {unit.dimension, unit.factor, end};
    }
  }
  return longest;
}

Measure MeasureBefore(const Folded& text, std::size_t end) {
  if (end > 0 && text.text[end - 1] == U' ') --end;
  for (const Unit& unit : kBefore) {
    if (unit.name.size() > end) continue;
    const std::size_t begin = end - unit.name.size();
    if (text.StandsAt(begin, unit.name)) return {unit.dimension, unit.factor, begin};
  }
  return {};
}

}  // namespace wenyuan::answer
