#include "calculation.h"

#include <algorithm>
#include <array>

#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kWhich = {"哪"sv, "谁"sv, "誰"sv, "什么"sv, "什麼"sv};
constexpr std::array kHowMany = {"多少"sv, "几"sv, "幾"sv};
constexpr std::array kWhichOnes = {"哪些"sv, "哪几"sv};
constexpr std::array kClassifiers = {"个"sv, "個"sv, "家"sv, "种"sv, "種"sv, "款"sv,
                                     "位"sv, "名"sv, "项"sv, "項"sv, "条"sv, "條"sv};
constexpr std::array kSums = {"合计"sv, "总计"sv,   "总和"sv, "总共"sv, "一共"sv,
                              "共计"sv, "加起来"sv, "总额"sv, "总量"sv};
constexpr std::array kAverages = {"平均"sv};
constexpr std::array kEnglishWhich = {"which "sv,       "who "sv,        "whose "sv,
                                      "what is the "sv, "what's the "sv, "what are the "sv};
constexpr std::array kEnglishSums = {"in total"sv,  "altogether"sv, "sum of"sv,
                                     "the total"sv, "combined"sv,   "total"sv};
constexpr std::array kEnglishAverages = {"on average"sv, "average"sv, "mean"sv};
constexpr std::array kEach = {"每个"sv, "各个"sv, "每"sv, "各"sv,
                              "each"sv, "per"sv,  "by"sv, "every"sv};
constexpr std::array kCounts = {"多少人"sv, "几人"sv,     "几个"sv,     "多少个"sv,
                                "人数"sv,   "how many"sv, "number of"sv};
constexpr std::string_view kAsksHowMany = "how many ";

using Range = std::pair<std::size_t, std::size_t>;

// Of the words, the one that stands first.
std::optional<Range> FirstOf(std::string_view text, std::span<const std::string_view> words) {
  std::optional<Range> first;
  for (const std::string_view word : words) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
      if (!StandsAt(text, at, word)) continue;
      if (!first || at < first->first) first = Range{at, at + word.size()};
      break;
    }
  }
  return first;
}

std::optional<Aggregate> ChineseAggregate(std::string_view question) {
  Aggregate read;
  const auto comparative = ChineseComparative(question);
  if (comparative && comparative->superlative && FirstOf(question, kWhich)) {
    read.kind = comparative->more ? Aggregate::Kind::kMost : Aggregate::Kind::kLeast;
    read.comparative = *comparative;
    read.says.emplace_back(comparative->begin, comparative->end);
    const std::size_t which = FirstOf(question, kWhich)->second;
    const std::size_t length = LongestAt(question, which, kClassifiers);
    if (length > 0) read.says.emplace_back(which, which + length);
    return read;
  }
  if (const auto which = FirstOf(question, kWhichOnes); which && !comparative) {
    read.kind = Aggregate::Kind::kList;
    const std::size_t length = LongestAt(question, which->second, kClassifiers);
    read.says.emplace_back(which->first, which->second + length);
    return read;
  }
  const auto asks = FirstOf(question, kHowMany);
  if (!asks) return std::nullopt;
  const auto sum = FirstOf(question, kSums);
  if (sum) read.says.push_back(*sum);
  if (LongestAt(question, asks->second, kClassifiers) > 0) {
    read.kind = Aggregate::Kind::kCount;
    const std::size_t length = LongestAt(question, asks->second, kClassifiers);
    read.says.emplace_back(asks->first, asks->second + length);
    read.in_total = sum.has_value();
    return read;
  }
  if (sum) {
    read.kind = Aggregate::Kind::kSum;
    return read;
  }
  if (const auto average = FirstOf(question, kAverages)) {
    read.kind = Aggregate::Kind::kAverage;
    read.says.push_back(*average);
    return read;
  }
  return std::nullopt;
}

std::optional<Aggregate> EnglishAggregate(const std::string& lower) {
  Aggregate read;
  const auto comparative = EnglishComparative(lower);
  const bool which = std::any_of(kEnglishWhich.begin(), kEnglishWhich.end(),
                                 [&](auto word) { return lower.starts_with(word); });
  if (comparative && comparative->superlative && which) {
    read.kind = comparative->more ? Aggregate::Kind::kMost : Aggregate::Kind::kLeast;
    read.comparative = *comparative;
    read.says.emplace_back(comparative->begin, comparative->end);
    return read;
  }
  if (lower.starts_with(kAsksHowMany)) {
    read.kind = Aggregate::Kind::kCount;
    read.says.emplace_back(0, kAsksHowMany.size());
    if (const auto sum = FirstOf(lower, kEnglishSums)) {
      read.says.push_back(*sum);
      read.in_total = true;
    }
    return read;
  }
  constexpr std::string_view kWhichOf = "which ";
  if (lower.starts_with(kWhichOf) && !comparative) {
    read.kind = Aggregate::Kind::kList;
    read.says.emplace_back(0, kWhichOf.size());
    return read;
  }
  if (!lower.starts_with("what ") && !lower.starts_with("how much ")) return std::nullopt;
  if (const auto average = FirstOf(lower, kEnglishAverages)) {
    read.kind = Aggregate::Kind::kAverage;
    read.says.push_back(*average);
    return read;
  }
  if (const auto sum = FirstOf(lower, kEnglishSums)) {
    read.kind = Aggregate::Kind::kSum;
    read.says.push_back(*sum);
    return read;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Aggregate> ReadGroups(std::string_view question) {
  const std::string lower = Lower(question);
  for (const std::string_view word : kEach) {
    const std::size_t at = lower.find(word);
    if (at == std::string::npos || !StandsAt(lower, at, word)) continue;
    Aggregate read;
    read.kind = Aggregate::Kind::kGroups;
    read.group = at + word.size();
    while (read.group < lower.size() && lower[read.group] == ' ') ++read.group;
    read.counts = HasAny(lower, kCounts);
    read.says.emplace_back(at, read.group);
    for (const auto& words :
         {std::span<const std::string_view>(kSums), std::span<const std::string_view>(kAverages),
          std::span<const std::string_view>(kEnglishSums),
          std::span<const std::string_view>(kEnglishAverages)}) {
      if (const auto range = FirstOf(lower, words)) read.says.push_back(*range);
    }
    return read;
  }
  return std::nullopt;
}

std::optional<Aggregate> ReadAggregate(std::string_view question) {
  if (auto condition = ReadCondition(question)) {
    Aggregate read;
    read.kind = Aggregate::Kind::kWhere;
    read.says.emplace_back(condition->begin, condition->end);
    read.condition = std::move(condition);
    return read;
  }
  if (HasHan(question)) return ChineseAggregate(question);
  return EnglishAggregate(Lower(question));
}

}  // namespace wenyuan::answer
