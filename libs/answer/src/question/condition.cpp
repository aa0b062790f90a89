#include "condition.h"

#include <algorithm>
#include <vector>

#include "../generated/facts/facts.h"
#include "../words.h"

namespace wenyuan::answer {
namespace {

using Kind = Condition::Kind;

struct Word {
  std::string_view word;
  Kind kind;
};

// The longer before those they begin or end with.
constexpr Word kBefore[] = {{"不超过", Kind::kAtMost},        {"不高于", Kind::kAtMost},
                            {"不多于", Kind::kAtMost},        {"不大于", Kind::kAtMost},
                            {"不低于", Kind::kAtLeast},       {"不少于", Kind::kAtLeast},
                            {"不小于", Kind::kAtLeast},       {"至少", Kind::kAtLeast},
                            {"最多", Kind::kAtMost},          {"高于", Kind::kAbove},
                            {"超过", Kind::kAbove},           {"大于", Kind::kAbove},
                            {"多于", Kind::kAbove},           {"高过", Kind::kAbove},
                            {"低于", Kind::kBelow},           {"小于", Kind::kBelow},
                            {"少于", Kind::kBelow},           {"不到", Kind::kBelow},
                            {"不足", Kind::kBelow},           {"no more than", Kind::kAtMost},
                            {"not more than", Kind::kAtMost}, {"at most", Kind::kAtMost},
                            {"up to", Kind::kAtMost},         {"no less than", Kind::kAtLeast},
                            {"at least", Kind::kAtLeast},     {"more than", Kind::kAbove},
                            {"higher than", Kind::kAbove},    {"greater than", Kind::kAbove},
                            {"longer than", Kind::kAbove},    {"over", Kind::kAbove},
                            {"above", Kind::kAbove},          {"less than", Kind::kBelow},
                            {"lower than", Kind::kBelow},     {"fewer than", Kind::kBelow},
                            {"cheaper than", Kind::kBelow},   {"shorter than", Kind::kBelow},
                            {"under", Kind::kBelow},          {"below", Kind::kBelow}};
constexpr Word kBehind[] = {{"及以上", Kind::kAtLeast}, {"或以上", Kind::kAtLeast},
                            {"以上", Kind::kAtLeast},   {"及以下", Kind::kAtMost},
                            {"或以下", Kind::kAtMost},  {"以下", Kind::kAtMost},
                            {"以内", Kind::kAtMost}};

std::size_t LengthOfSpaces(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] == ' ') ++end;
  return end - at;
}

}  // namespace

std::optional<Condition> ReadCondition(std::string_view question) {
  const std::string lower = Lower(question);
  std::vector<Condition> found;
  for (const Fact& fact : FactsOf(question)) {
    if (fact.kind != Fact::Kind::kQuantity || fact.ordinal || fact.vague) continue;
    std::size_t from = fact.begin;
    while (from > 0 && lower[from - 1] == ' ') --from;
    Condition condition;
    condition.limit = question.substr(fact.begin, fact.end - fact.begin);
    const std::size_t behind = fact.end + LengthOfSpaces(lower, fact.end);
    bool compares = false;
    for (const Word& word : kBefore) {
      const bool there =
          from >= word.word.size() && StandsAt(lower, from - word.word.size(), word.word);
      if (!there || compares) continue;
      condition.kind = word.kind;
      condition.begin = from - word.word.size();
      condition.end = fact.end;
      compares = true;
    }
    for (const Word& word : kBehind) {
      if (compares || !StandsAt(lower, behind, word.word)) continue;
      condition.kind = word.kind;
      condition.begin = fact.begin;
      condition.end = behind + word.word.size();
      compares = true;
    }
    if (compares) found.push_back(std::move(condition));
  }
  if (found.size() != 1) return std::nullopt;
  return found.front();
}

}  // namespace wenyuan::answer
