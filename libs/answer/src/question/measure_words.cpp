#include "measure_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kPrices = {"单价"sv, "价格"sv,  "售价"sv,   "报价"sv, "定价"sv, "出厂价"sv,
                                "价"sv,   "price"sv, "prices"sv, "cost"sv, "costs"sv};
constexpr std::array kWages = {"工资"sv, "月薪"sv,   "薪资"sv,     "薪水"sv, "薪酬"sv, "底薪"sv,
                               "薪"sv,   "salary"sv, "salaries"sv, "wage"sv, "wages"sv};
constexpr std::array kWeights = {"重量"sv,  "质量"sv,   "净重"sv, "毛重"sv,
                                 "weigh"sv, "weight"sv, "mass"sv};
constexpr std::array kStocks = {"库存"sv, "存货"sv, "现货"sv, "stock"sv, "inventory"sv};
constexpr std::array kWarranties = {"保修"sv,   "质保"sv,     "保修期"sv,
                                    "质保期"sv, "warranty"sv, "guarantee"sv};
constexpr std::array kDeliveries = {"供货周期"sv, "交货期"sv,    "交期"sv,
                                    "货期"sv,     "lead time"sv, "delivery time"sv};
constexpr std::array kSales = {"销售额"sv, "营业额"sv, "revenue"sv, "sales"sv, "turnover"sv};
constexpr std::array<std::span<const std::string_view>, 7> kGroups = {
    kPrices, kWages, kWeights, kStocks, kWarranties, kDeliveries, kSales};

bool IsIn(std::span<const std::string_view> group, std::string_view word) {
  return std::find(group.begin(), group.end(), word) != group.end();
}

}  // namespace

bool MeansTheMeasure(std::string_view word, std::string_view name) {
  const std::string said = Lower(word);
  const std::string there = Lower(name);
  return std::any_of(kGroups.begin(), kGroups.end(),
                     [&](const auto& group) { return IsIn(group, said) && HasAny(there, group); });
}

bool IsMeasureWord(std::string_view word) {
  const std::string said = Lower(word);
  return std::any_of(kGroups.begin(), kGroups.end(),
                     [&said](const auto& group) { return IsIn(group, said); });
}

}  // namespace wenyuan::answer
