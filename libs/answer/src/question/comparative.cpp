#include "comparative.h"

#include <algorithm>
#include <array>

#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

enum class Of : std::uint8_t { kAnything, kPrice, kWeight, kTime, kDuration, kSpeed, kCount };

struct Word {
  std::string_view word;
  bool more = true;
  Of of = Of::kAnything;
  bool superlative = false;
};

constexpr std::array kPriceNames = {"单价"sv,  "价格"sv, "价"sv,  "费"sv,     "金额"sv, "租金"sv,
                                    "price"sv, "cost"sv, "fee"sv, "charge"sv, "rate"sv};
constexpr std::array kCountNames = {"数量"sv, "人数"sv, "quantity"sv, "number"sv};
constexpr std::array kWeightNames = {"重"sv, "质量"sv, "weight"sv, "mass"sv};
constexpr std::array kDurationNames = {"时间"sv, "期"sv,     "时长"sv,
                                       "time"sv, "period"sv, "duration"sv};

constexpr Word kChinese[] = {{"便宜", false, Of::kPrice},
                             {"贵", true, Of::kPrice},
                             {"重", true, Of::kWeight},
                             {"轻", false, Of::kWeight},
                             {"早", false, Of::kTime},
                             {"晚", true, Of::kTime},
                             {"迟", true, Of::kTime},
                             {"久", true, Of::kDuration},
                             {"快", true, Of::kSpeed},
                             {"慢", false, Of::kSpeed},
                             {"高", true},
                             {"低", false},
                             {"大", true},
                             {"小", false},
                             {"多", true, Of::kCount},
                             {"少", false, Of::kCount},
                             {"长", true},
                             {"短", false},
                             {"宽", true},
                             {"窄", false},
                             {"厚", true},
                             {"薄", false}};
constexpr Word kEnglish[] = {{"more expensive", true, Of::kPrice},
                             {"less expensive", false, Of::kPrice},
                             {"most expensive", true, Of::kPrice, true},
                             {"least expensive", false, Of::kPrice, true},
                             {"cheaper", false, Of::kPrice},
                             {"cheapest", false, Of::kPrice, true},
                             {"dearer", true, Of::kPrice},
                             {"costs more", true, Of::kPrice},
                             {"cost more", true, Of::kPrice},
                             {"costs less", false, Of::kPrice},
                             {"cost less", false, Of::kPrice},
                             {"costs the most", true, Of::kPrice, true},
                             {"costs the least", false, Of::kPrice, true},
                             {"weighs more", true, Of::kWeight},
                             {"weighs less", false, Of::kWeight},
                             {"weigh more", true, Of::kWeight},
                             {"heavier", true, Of::kWeight},
                             {"heaviest", true, Of::kWeight, true},
                             {"lighter", false, Of::kWeight},
                             {"lightest", false, Of::kWeight, true},
                             {"takes longer", true, Of::kDuration},
                             {"take longer", true, Of::kDuration},
                             {"earlier", false, Of::kTime},
                             {"earliest", false, Of::kTime, true},
                             {"later", true, Of::kTime},
                             {"latest", true, Of::kTime, true},
                             {"faster", true, Of::kSpeed},
                             {"fastest", true, Of::kSpeed, true},
                             {"quicker", true, Of::kSpeed},
                             {"slower", false, Of::kSpeed},
                             {"slowest", false, Of::kSpeed, true},
                             {"higher", true},
                             {"highest", true, Of::kAnything, true},
                             {"lower", false},
                             {"lowest", false, Of::kAnything, true},
                             {"larger", true},
                             {"largest", true, Of::kAnything, true},
                             {"bigger", true},
                             {"biggest", true, Of::kAnything, true},
                             {"greater", true},
                             {"greatest", true, Of::kAnything, true},
                             {"smaller", false},
                             {"smallest", false, Of::kAnything, true},
                             {"longer", true},
                             {"longest", true, Of::kAnything, true},
                             {"shorter", false},
                             {"shortest", false, Of::kAnything, true},
                             {"wider", true},
                             {"widest", true, Of::kAnything, true},
                             {"more", true},
                             {"most", true, Of::kAnything, true},
                             {"fewer", false},
                             {"fewest", false, Of::kAnything, true},
                             {"less", false},
                             {"least", false, Of::kAnything, true}};
// What may stand behind a Chinese one that is no part of a name.
constexpr std::array kBehind = {"的"sv, "是"sv,     "吗"sv,   "呢"sv, "一些"sv, "一点"sv,
                                "些"sv, "，"sv,     "？"sv,   "?"sv,  ","sv,    "。"sv,
                                "哪"sv, "了多少"sv, "多少"sv, "几"sv, "："sv,   "嗎"sv};
constexpr std::array kSaysMore = {"更"sv, "最"sv, "比较"sv, "较"sv};
constexpr std::array kAsksWhich = {"哪"sv, "谁"sv, "誰"sv, "比"sv, "还是"sv};

std::span<const std::string_view> NamesOf(Of of) {
  switch (of) {
    case Of::kPrice:
      return kPriceNames;
    case Of::kCount:
      return kCountNames;
    case Of::kWeight:
      return kWeightNames;
    case Of::kDuration:
      return kDurationNames;
    default:
      return {};
  }
}

Comparative Made(const Word& word, std::size_t begin, std::size_t end) {
  Comparative made;
  made.more = word.more;
  made.superlative = word.superlative;
  made.speed = word.of == Of::kSpeed;
  made.of_time = word.of == Of::kTime || word.of == Of::kDuration;
  made.names = NamesOf(word.of);
  made.begin = begin;
  made.end = end;
  return made;
}

bool StandsApart(std::string_view behind) {
  return behind.empty() || std::any_of(kBehind.begin(), kBehind.end(),
                                       [behind](auto word) { return behind.starts_with(word); });
}

}  // namespace

std::optional<Comparative> ChineseComparative(std::string_view question) {
  for (std::size_t at = 0; at < question.size(); ++at) {
    for (const Word& word : kChinese) {
      if (!question.substr(at).starts_with(word.word)) continue;
      const std::size_t end = at + word.word.size();
      if (!StandsApart(question.substr(end))) continue;
      std::size_t begin = at;
      std::string_view says_more;
      for (const std::string_view more : kSaysMore) {
        if (question.substr(0, at).ends_with(more) && more.size() > says_more.size()) {
          says_more = more;
        }
      }
      begin -= says_more.size();
      // 多少, 多长: what asks is no order.
      const std::string_view before = question.substr(0, begin);
      if (says_more.empty() && (before.ends_with("多") || question.substr(at).starts_with("多少") ||
                                !HasAny(before, kAsksWhich))) {
        continue;
      }
      Comparative found = Made(word, begin, end);
      found.superlative = says_more == "最";
      return found;
    }
  }
  return std::nullopt;
}

std::optional<Comparative> EnglishComparative(std::string_view lower) {
  std::optional<Comparative> first;
  for (const Word& word : kEnglish) {
    for (std::size_t at = lower.find(word.word); at != std::string_view::npos;
         at = lower.find(word.word, at + 1)) {
      if (!StandsAt(lower, at, word.word) || lower.substr(0, at).ends_with("at ")) continue;
      const bool earlier = !first || at < first->begin;
      const bool longer = first && at == first->begin && at + word.word.size() > first->end;
      // "more" of "costs more" belongs to the verb.
      const bool inside = first && at > first->begin && at < first->end;
      if ((earlier || longer) && !inside) first = Made(word, at, at + word.word.size());
    }
  }
  return first;
}

}  // namespace wenyuan::answer
