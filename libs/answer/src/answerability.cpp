#include "answerability.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "answerability_model.h"
#include "sentence_ranker.h"

namespace wenyuan::answer {
namespace {

// How far the second search score is below the first, of the first. A passage alone leads nobody.
double Margin(const std::vector<Passage>& passages) {
  if (passages.size() < 2) return 0;
  double first = 0;
  double second = 0;
  for (const Passage& passage : passages) {
    const double score = passage.hit->keyword_score;
    second = std::max(second, std::min(score, first));
    first = std::max(first, score);
  }
  return first > 0 ? (first - second) / first : 0;
}

double ShareOfIdentifiersMissing(const QuestionReading& question, const Passage& passage) {
  if (question.identifiers.empty()) return 0;
  std::size_t missing = 0;
  for (const std::size_t term : question.identifiers) {
    if (!passage.has[term]) ++missing;
  }
  return static_cast<double>(missing) / static_cast<double>(question.identifiers.size());
}

bool FitsItsType(const QuestionReading& question, std::string_view sentence) {
  return question.types.empty() ||
         std::any_of(question.types.begin(), question.types.end(),
                     [sentence](QuestionType type) { return Fits(type, sentence); });
}

}  // namespace

EvidenceFeatures FeaturesOfEvidence(const QuestionReading& question, const Evidence& evidence,
                                    std::size_t best) {
  const Candidate& candidate = evidence.candidates[best];
  const Passage& passage = evidence.passages[candidate.passage];
  const std::vector<double> idf = PoolIdf(question, evidence);
  std::vector<double> focus(idf.size());
  for (std::size_t i = 0; i < idf.size(); ++i) {
    focus[i] = idf[i] * static_cast<double>(question.terms[i].focus);
  }
  EvidenceFeatures features{};
  const auto set = [&features](EvidenceFeature feature, double value) {
    features[static_cast<std::size_t>(feature)] = value;
  };
  set(EvidenceFeature::kPassageCoverage, Coverage(idf, passage.has));
  set(EvidenceFeature::kSentenceCoverage, Coverage(idf, candidate.has));
  set(EvidenceFeature::kFocusCoverage, Coverage(focus, passage.has));
  set(EvidenceFeature::kLogScore, std::log1p(std::max(passage.hit->keyword_score, 0.0)));
  set(EvidenceFeature::kMargin, Margin(evidence.passages));
  set(EvidenceFeature::kTypeFits, FitsItsType(question, passage.Text(candidate)) ? 1 : 0);
  set(EvidenceFeature::kIdentifiersMissing, ShareOfIdentifiersMissing(question, passage));
  return features;
}

double Answerability(const QuestionReading& question, const Evidence& evidence, std::size_t best) {
  const Passage& passage = evidence.passages[evidence.candidates[best].passage];
  const bool related = std::find(passage.has.begin(), passage.has.end(), true) != passage.has.end();
  const bool lacks_a_code = std::any_of(question.codes.begin(), question.codes.end(),
                                        [&](std::size_t term) { return !passage.has[term]; });
  if (!related || lacks_a_code) return 0;
  return Probability(FeaturesOfEvidence(question, evidence, best));
}

double Probability(const EvidenceFeatures& features) {
  const double score = std::inner_product(features.begin(), features.end(),
                                          kAnswerabilityWeights.begin(), kAnswerabilityBias);
  return 1 / (1 + std::exp(-score));
}

double RefusalThreshold() { return kRefusalThreshold; }

}  // namespace wenyuan::answer
