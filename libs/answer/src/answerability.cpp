#include "answerability.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "answerability_model.h"
#include "sentence_ranker.h"

namespace wenyuan::answer {
namespace {

constexpr double kLeastMass = 1e-3;

}  // namespace

EvidenceFeatures FeaturesOfEvidence(const QuestionReading& question, const Evidence& evidence,
                                    std::size_t best, double chance) {
  const Candidate& candidate = evidence.candidates[best];
  const Passage& passage = evidence.passages[candidate.passage];
  const std::size_t terms = question.terms.size();
  const std::vector<double> idf = PoolIdf(question, evidence);
  std::vector<double> pairs(terms);
  std::vector<double> focus(terms);
  std::vector<bool> anywhere(terms);
  for (std::size_t i = 0; i < terms; ++i) {
    pairs[i] = question.terms[i].pair ? idf[i] : 0;
    focus[i] = idf[i] * static_cast<double>(question.terms[i].focus);
    anywhere[i] = std::any_of(evidence.passages.begin(), evidence.passages.end(),
                              [i](const Passage& other) { return bool{other.has[i]}; });
  }
  const double mass = std::max(std::accumulate(idf.begin(), idf.end(), 0.0), kLeastMass);

  double first = 0;
  double second = 0;
  double sum = 0;
  for (const Passage& other : evidence.passages) {
    const double score = other.hit->score;
    sum += score;
    if (score > first) {
      second = first;
      first = score;
    } else {
      second = std::max(second, score);
    }
  }
  const auto others = static_cast<double>(evidence.passages.size() - 1);

  std::size_t missing = 0;
  for (std::size_t i = 0; i < terms; ++i) {
    const bool identifier = std::find(question.identifiers.begin(), question.identifiers.end(),
                                      question.terms[i].term) != question.identifiers.end();
    if (identifier && !passage.has[i]) ++missing;
  }
  const std::string_view text = passage.Text(candidate);

  EvidenceFeatures features{};
  const auto set = [&features](EvidenceFeature feature, double value) {
    features[static_cast<std::size_t>(feature)] = value;
  };
  set(EvidenceFeature::kPassageCoverage, Coverage(idf, passage.has));
  set(EvidenceFeature::kSentenceCoverage, Coverage(idf, candidate.has));
  set(EvidenceFeature::kPairCoverage, Coverage(pairs, passage.has));
  set(EvidenceFeature::kFocusCoverage, Coverage(focus, passage.has));
  set(EvidenceFeature::kUnionCoverage, Coverage(idf, anywhere));
  set(EvidenceFeature::kLogScore, std::log1p(std::max(passage.hit->score, 0.0)));
  set(EvidenceFeature::kMargin, first > 0 ? (first - second) / first : 0);
  set(EvidenceFeature::kSpread, first > 0 && others > 0 ? (sum - first) / others / first : 0);
  set(EvidenceFeature::kLogIdfMass, std::log1p(mass));
  set(EvidenceFeature::kTypeFits,
      question.types.empty() || std::any_of(question.types.begin(), question.types.end(),
                                            [text](QuestionType type) { return Fits(type, text); })
          ? 1
          : 0);
  set(EvidenceFeature::kIdentifiersMissing,
      question.identifiers.empty()
          ? 0
          : static_cast<double>(missing) / static_cast<double>(question.identifiers.size()));
  set(EvidenceFeature::kChance, chance);
  return features;
}

double Answerability(const EvidenceFeatures& features) {
  const double score = std::inner_product(features.begin(), features.end(),
                                          kAnswerabilityWeights.begin(), kAnswerabilityBias);
  return 1 / (1 + std::exp(-score));
}

double RefusalThreshold() { return kRefusalThreshold; }

}  // namespace wenyuan::answer
