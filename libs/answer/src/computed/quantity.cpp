#include "quantity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

#include "../generated/facts/facts.h"
#include "../words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMostAround = 24;  // bytes beside the number: more is a sentence
constexpr std::array kLimits = {"不超过"sv, "不低于"sv, "不少于"sv, "至少"sv,  "最多"sv, "以上"sv,
                                "以下"sv,   "以内"sv,   "超过"sv,   "起"sv,    "≥"sv,    "≤"sv,
                                "<"sv,      ">"sv,      "＜"sv,     "＞"sv,    "±"sv,    "至"sv,
                                "~"sv,      "～"sv,     "up to"sv,  "least"sv, "most"sv, "over"sv,
                                "under"sv,  "from"sv,   "to"sv,     "第"sv,    "+"sv,    "/"sv};
constexpr double kDaysOfAMonth = 30.44;
constexpr double kSureShare = 0.05;  // that months and days must differ by

std::string Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n()");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\n()") + 1 - begin));
}

// "7:35", "18:00".
std::optional<Quantity> ClockTime(std::string_view text) {
  unsigned hour = 0;
  unsigned minute = 0;
  int end = 0;
  const std::string whole(text);
  if (std::sscanf(whole.c_str(), "%2u:%2u%n", &hour, &minute, &end) != 2) return std::nullopt;
  if (static_cast<std::size_t>(end) != whole.size() || hour > 24 || minute > 59) {
    return std::nullopt;
  }
  Quantity read;
  read.value = read.written = hour * 60 + minute;
  read.dimension = kTimeOfTheDay;
  read.of_time = true;
  return read;
}

// Durations that are whole parts of each other in one unit.
void UnifyDuration(Quantity& read) {
  struct Unit {
    std::string_view dimension, first;
    double factor;
  };
  constexpr Unit kUnits[] = {{"year", "month", 12},
                             {"quarter", "month", 3},
                             {"month", "month", 1},
                             {"week", "day", 7},
                             {"day", "day", 1},
                             {"second", "day", 1.0 / 86'400},
                             {"working day", "working day", 1}};
  for (const Unit& unit : kUnits) {
    if (read.dimension != unit.dimension) continue;
    read.value *= unit.factor;
    read.dimension = unit.first;
    read.of_time = true;
    return;
  }
}

bool IsNegative(std::string_view text, const Fact& number) {
  const std::string_view before = text.substr(0, number.begin);
  const bool sign = before.ends_with("-") || before.ends_with("−") || before.ends_with("–");
  return sign || (before.ends_with("(") && text.substr(number.end).starts_with(")"));
}

// How a number is written: "1,280.50" is grouped, with two decimals.
void ReadForm(std::string_view digits, Quantity& read) {
  read.grouped = digits.find(',') != std::string_view::npos;
  const std::size_t point = digits.find('.');
  if (point == std::string_view::npos) return;
  for (std::size_t at = point + 1; at < digits.size() && digits[at] >= '0' && digits[at] <= '9';
       ++at) {
    ++read.decimals;
  }
}

// The first and the last digit of a fact's text; of Chinese numerals all of it.
std::pair<std::size_t, std::size_t> DigitsIn(std::string_view text, const Fact& fact) {
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t begin = text.find_first_of(kDigits, fact.begin);
  if (begin == std::string_view::npos || begin >= fact.end) return {fact.begin, fact.end};
  const std::size_t last = text.find_last_of(kDigits, fact.end - 1);
  return {begin, last + 1};
}

std::optional<Quantity> FromFact(std::string_view text, const Fact& fact) {
  const std::string around =
      std::string(text.substr(0, fact.begin)) + " " + std::string(text.substr(fact.end));
  if (around.size() > kMostAround || HasAny(Lower(around), kLimits)) return std::nullopt;
  Quantity read;
  if (fact.kind == Fact::Kind::kDate) {
    if (fact.year == 0 || fact.month == 0) return std::nullopt;
    read.value = fact.year * 372.0 + fact.month * 31.0 + fact.day;
    read.dimension = fact.day == 0 ? "month of a year" : "date";
    read.of_time = true;
    return read;
  }
  if (fact.kind != Fact::Kind::kQuantity || fact.ordinal || fact.vague) return std::nullopt;
  // 1号线 is a name.
  std::size_t at = fact.end;
  if (!fact.dimension.empty() && at < text.size() && text::IsHan(text::NextCharacter(text, at))) {
    return std::nullopt;
  }
  const double sign = IsNegative(text, fact) ? -1 : 1;
  read.value = sign * fact.value;
  read.written = sign * fact.written;
  read.dimension = fact.dimension;
  const auto [begin, end] = DigitsIn(text, fact);
  read.before = text.substr(0, begin);
  read.behind = text.substr(end);
  ReadForm(text.substr(begin, end - begin), read);
  if (read.dimension.empty()) read.dimension = Lower(Trimmed(around));
  UnifyDuration(read);
  return read;
}

// One of days and one of months, in days.
std::optional<int> CompareDurations(const Quantity& left, const Quantity& right) {
  const auto days = [](const Quantity& one) -> std::optional<double> {
    if (one.dimension == "day") return one.value;
    if (one.dimension == "month") return one.value * kDaysOfAMonth;
    return std::nullopt;
  };
  const auto one = days(left);
  const auto other = days(right);
  if (!one || !other) return std::nullopt;
  const double apart = *one - *other;
  if (std::abs(apart) < kSureShare * std::max(*one, *other)) return std::nullopt;
  return apart < 0 ? -1 : 1;
}

}  // namespace

std::optional<Quantity> QuantityOf(std::string_view text, std::string_view unit) {
  std::string trimmed = Trimmed(text);
  // An interval: "every 3 months", 每周.
  for (const std::string_view every : {"every "sv, "每"sv}) {
    if (!Lower(trimmed).starts_with(every)) continue;
    trimmed.erase(0, every.size());
    const bool has_number = trimmed.find_first_of("0123456789") != std::string::npos;
    const std::string one = HasHan(trimmed) ? "1" : "1 ";
    auto interval = QuantityOf(has_number ? trimmed : one + trimmed);
    if (!interval || !interval->of_time) return std::nullopt;
    return interval;
  }
  if (auto clock = ClockTime(trimmed)) return clock;
  const auto read = [](const std::string& whole) -> std::optional<Quantity> {
    const std::vector<Fact> facts = FactsOf(whole);
    if (facts.size() != 1) return std::nullopt;
    return FromFact(whole, facts.front());
  };
  auto alone = read(std::string(text));
  if (!alone || !alone->dimension.empty() || unit.empty()) return alone;
  auto with_unit = read(std::string(text) + std::string(unit));
  if (!with_unit) with_unit = read(std::string(text) + " " + std::string(unit));
  if (!with_unit) return alone;
  // The table says the unit once, above the numbers.
  with_unit->before = alone->before;
  with_unit->behind = alone->behind;
  return with_unit;
}

std::optional<int> Compare(const Quantity& left, const Quantity& right) {
  if (left.dimension != right.dimension) return CompareDurations(left, right);
  const double apart = left.value - right.value;
  const double most = std::max({1.0, std::abs(left.value), std::abs(right.value)});
  if (std::abs(apart) <= 1e-9 * most) return 0;
  return apart < 0 ? -1 : 1;
}

std::string Written(double value, const Quantity& like) {
  std::array<char, 64> digits{};
  std::snprintf(digits.data(), digits.size(), "%.*f", like.decimals, value);
  std::string text(digits.data());
  if (like.grouped) {
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::size_t first = text.starts_with("-") ? 1 : 0;
    for (std::size_t at = point; at > first + 3;) {
      at -= 3;
      text.insert(at, ",");
    }
  }
  return like.before + text + like.behind;
}

}  // namespace wenyuan::answer
