#include "sentence_ranker.h"

#include <utility>

#include "chances.h"
#include "sentence_model.h"

namespace wenyuan::answer {
namespace {

// Off the score of a sentence whose passage lacks the codes asked about: it is about another thing,
// however alike (PPR-9087, PPR-9807).
constexpr double kWithoutItsCodes = 7;

}  // namespace

std::vector<double> RankSentences(const std::vector<SentenceFeatures>& features) {
  std::vector<double> scores;
  scores.reserve(features.size());
  for (const SentenceFeatures& row : features) {
    const auto score = static_cast<double>(search::SumOfTrees(kSentenceNodes, kSentenceRoots, row));
    const float missing = row[static_cast<std::size_t>(SentenceFeature::kCodesMissing)];
    scores.push_back(score - kWithoutItsCodes * static_cast<double>(missing));
  }
  return AsChances(std::move(scores));
}

}  // namespace wenyuan::answer
