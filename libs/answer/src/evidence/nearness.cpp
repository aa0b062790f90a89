#include "nearness.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace wenyuan::answer {

text::Script ScriptOf(const QuestionReading& question) {
  return question.language == Language::kChinese ? text::Script::kHan : text::Script::kOther;
}

std::vector<search::Hit> NearestHits(const QuestionReading& question, Languages languages,
                                     const std::vector<search::Hit>& hits, std::size_t most) {
  const bool same = languages == Languages::kOfTheQuestion;
  std::vector<search::Hit> nearest;
  std::copy_if(hits.begin(), hits.end(), std::back_inserter(nearest), [&](const search::Hit& hit) {
    return hit.similarity && (text::DominantScript(hit.chunk.text) == ScriptOf(question)) == same;
  });
  std::stable_sort(nearest.begin(), nearest.end(),
                   [](const search::Hit& one, const search::Hit& two) {
                     return *one.similarity > *two.similarity;
                   });
  if (nearest.size() > most) nearest.resize(most);
  return nearest;
}

double Cosine(std::span<const float> one, std::span<const float> other) {
  const double dot = std::inner_product(one.begin(), one.end(), other.begin(), 0.0);
  const double lengths = std::inner_product(one.begin(), one.end(), one.begin(), 0.0) *
                         std::inner_product(other.begin(), other.end(), other.begin(), 0.0);
  return dot / std::sqrt(lengths);
}

}  // namespace wenyuan::answer
