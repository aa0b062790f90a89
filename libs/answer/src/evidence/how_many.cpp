#include "how_many.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "../generated/facts/facts.h"
#include "../question/question_type.h"
#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kDigits = "0123456789";
constexpr std::array kHowMany = {"how many"sv, "how much"sv,  "how far"sv,   "how tall"sv,
                                 "how high"sv, "how heavy"sv, "how deep"sv,  "how wide"sv,
                                 "how fast"sv, "多少"sv,      "几个"sv,      "几天"sv,
                                 "几块"sv,     "多重"sv,      "多高"sv,      "多长"sv,
                                 "多远"sv,     "多宽"sv,      "how thick"sv, "多深"sv};
constexpr std::array kNoneOrAll = {"no"sv,   "none"sv, "not"sv,  "all"sv,  "both"sv, "free"sv,
                                   "many"sv, "few"sv,  "无"sv,   "無"sv,   "没有"sv, "沒有"sv,
                                   "全部"sv, "所有"sv, "免费"sv, "不收"sv, "多数"sv, "大量"sv};
constexpr std::array kAsksForMoney = {"多少钱"sv, "多少錢"sv, "几块钱"sv};
constexpr std::array kWhatDo = {"what do"sv, "what does"sv, "what did"sv, "what will"sv,
                                "what would"sv};
constexpr std::array kCosts = {"cost"sv, "charge"sv};
constexpr std::array kThePaid = {"the cost"sv, "the charge"sv, "a charge"sv, "cost of"sv,
                                 "costs of"sv};
constexpr std::string_view kHowMuch = "how much";
constexpr std::array kPaid = {"cost"sv, "costs"sv, "charge"sv, "charges"sv, "pay"sv,
                              "paid"sv, "fee"sv,   "price"sv,  "spend"sv,   "spent"sv};
constexpr std::array kMoney = {
    "元"sv,      "圆"sv,     "块"sv,   "币"sv,    "幣"sv,     "镑"sv,  "鎊"sv,      "¥"sv,
    "￥"sv,      "$"sv,      "€"sv,    "£"sv,     "eur"sv,    "usd"sv, "rmb"sv,     "euro"sv,
    "euros"sv,   "dollar"sv, "yuan"sv, "pound"sv, "pounds"sv, "%"sv,   "％"sv,      "percent"sv,
    "dollars"sv, "cents"sv,  "倍"sv,   "免"sv,    "free"sv,   "gbp"sv, "million"sv, "billion"sv,
    "万"sv,      "萬"sv,     "亿"sv,   "億"sv};

bool AsksForMoney(std::string_view question) {
  if (HasAny(question, kAsksForMoney)) return true;
  if (question.find(kHowMuch) != std::string_view::npos) return HasAny(question, kPaid);
  // "What do the movers charge?", not "What does the charge cover?"
  return HasAny(question, kWhatDo) && !HasAny(question, kThePaid) && HasAny(question, kCosts);
}

// The runs of digits of a text whose codes and ordinals (第二条) are blanked out.
std::set<std::string> NumbersIn(std::string_view text) {
  std::set<std::string> numbers;
  for (std::size_t at = text.find_first_of(kDigits); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_not_of(kDigits, at), text.size());
    numbers.emplace(text.substr(at, end - at));
    at = text.find_first_of(kDigits, end);
  }
  return numbers;
}

std::string WithoutCodesAndOrdinals(std::string_view text) {
  std::string without(text);
  for (const Fact& fact : FactsOf(text)) {
    if (fact.kind != Fact::Kind::kCode && !fact.ordinal) continue;
    std::fill(without.begin() + static_cast<std::ptrdiff_t>(fact.begin),
              without.begin() + static_cast<std::ptrdiff_t>(fact.end), ' ');
  }
  return without;
}

}  // namespace

bool AsksHowMany(std::string_view question) {
  const std::string asked = Lower(question);
  return HasAny(asked, kHowMany) || AsksForMoney(asked);
}

bool MayBeAsMuch(std::string_view question, std::string_view value) {
  const bool share = value.ends_with("%") || value.ends_with("％");
  if (share && AsksForMoney(Lower(question))) return false;
  if (value.find_first_of(kDigits) != std::string_view::npos) return true;
  const std::string said = Lower(value);
  return Fits(QuestionType::kNumber, said) || HasAny(said, kNoneOrAll);
}

bool SaysHowMany(std::string_view question, std::string_view sentence) {
  const std::string asked = Lower(question);
  const bool money = AsksForMoney(asked);
  if (!money && !HasAny(asked, kHowMany)) return true;
  std::string said = Lower(WithoutCodesAndOrdinals(sentence));
  if (money) return HasAny(said, kMoney);
  const std::set<std::string> own = NumbersIn(asked);
  const std::set<std::string> numbers = NumbersIn(said);
  if (!std::includes(own.begin(), own.end(), numbers.begin(), numbers.end())) return true;
  std::erase_if(said, [](char c) { return kDigits.find(c) != std::string_view::npos; });
  return Fits(QuestionType::kNumber, said) || HasAny(said, kNoneOrAll);
}

}  // namespace wenyuan::answer
