#include "answerability.h"

#include <algorithm>
#include <cmath>

#include "answerability_model.h"
#include "doubt.h"
#include "wenyuan/answer/threshold.h"
#include "wenyuan/base/log_odds.h"
#include "wenyuan/search/tree_ensemble.h"
#include "word_coverage.h"

namespace wenyuan::answer {
namespace {

using E = EvidenceFeature;
using S = SentenceFeature;

constexpr std::size_t kFirstPassages = 5;
constexpr double kLeastChance = 1e-6;

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

float Of(const SentenceFeatures& row, SentenceFeature feature) {
  return row[static_cast<std::size_t>(feature)];
}

std::vector<bool> Around(const Evidence& evidence, std::size_t best) {
  const Passage& passage = evidence.passages[evidence.candidates[best].passage];
  std::vector<bool> has = evidence.candidates[best].has;
  for (const std::size_t beside : {best - 1, best + 1}) {
    if (beside < passage.first || beside >= passage.last) continue;
    const std::vector<bool>& other = evidence.candidates[beside].has;
    for (std::size_t i = 0; i < has.size(); ++i) has[i] = has[i] || other[i];
  }
  return has;
}

// What the question's whole words say.
void SetWords(const QuestionReading& question, const Evidence& evidence, std::size_t best,
              EvidenceFeatures& features) {
  using Of = WordCoverage::Of;
  const Candidate& candidate = evidence.candidates[best];
  const Passage& passage = evidence.passages[candidate.passage];
  const WordCoverage words(question, evidence);
  const auto set = [&features](E feature, double value) {
    features[static_cast<std::size_t>(feature)] = static_cast<float>(value);
  };
  const std::vector<bool> around = Around(evidence, best);
  const double body = words.Share(Of::kBody, passage.has);
  double elsewhere = 0;
  for (std::size_t place = 0; place < evidence.passages.size(); ++place) {
    if (place == candidate.passage) continue;
    elsewhere = std::max(elsewhere, words.Share(Of::kBody, evidence.passages[place].has));
  }
  set(E::kWordsOfPassage, words.Share(Of::kAll, passage.has));
  set(E::kWordsOfSentence, words.Share(Of::kAll, candidate.has));
  set(E::kWordsAround, words.Share(Of::kAll, around));
  set(E::kBodyOfPassage, body);
  set(E::kBodyOfSentence, words.Share(Of::kBody, candidate.has));
  set(E::kBodyAround, words.Share(Of::kBody, around));
  set(E::kBodyHeaviestMissing, words.HeaviestMissing(passage.has));
  set(E::kWordsMissing, static_cast<double>(words.Missing(passage.has)));
  set(E::kWordsMissingInSentence, static_cast<double>(words.Missing(candidate.has)));
  set(E::kWords, static_cast<double>(question.words.size()));
  set(E::kKindOfSentence, words.Kinds(candidate.has));
  set(E::kKnownNames, words.Names(passage.has));
  set(E::kKnownNamesOfSentence, words.Names(candidate.has));
  set(E::kBodyFocusOfSentence, words.Share(Of::kFocus, candidate.has));
  set(E::kBodyFocusOfPassage, words.Share(Of::kFocus, passage.has));
  set(E::kFirstWord, words.First(passage.has));
  set(E::kBodyLead, body - elsewhere);
  set(E::kBodyElsewhere, elsewhere);
}

}  // namespace

EvidenceFeatures FeaturesOfEvidence(const QuestionReading& question, const Evidence& evidence,
                                    const std::vector<SentenceFeatures>& sentences,
                                    const std::vector<double>& chances, std::size_t best) {
  const Candidate& candidate = evidence.candidates[best];
  const SentenceFeatures& sentence = sentences[best];
  const Passage& passage = evidence.passages[candidate.passage];
  const std::vector<double> idf = PoolIdf(question, evidence);
  std::vector<double> focus = idf;
  std::vector<double> pairs = idf;
  double heaviest = 0;
  double missing = 0;
  for (std::size_t i = 0; i < idf.size(); ++i) {
    focus[i] *= static_cast<double>(question.terms[i].focus);
    if (question.terms[i].alone) pairs[i] = 0;
    heaviest = std::max(heaviest, idf[i]);
    if (!passage.has[i]) missing = std::max(missing, idf[i]);
  }
  EvidenceFeatures features{};
  const auto set = [&features](E feature, double value) {
    features[static_cast<std::size_t>(feature)] = static_cast<float>(value);
  };
  double mean = 0;
  double elsewhere = 0;
  double share = 0;
  std::vector<bool> all(idf.size());
  const std::size_t first = std::min(kFirstPassages, evidence.passages.size());
  for (std::size_t place = 0; place < evidence.passages.size(); ++place) {
    const Passage& one = evidence.passages[place];
    const double covered = Coverage(idf, one.has);
    if (place < first) mean += covered / static_cast<double>(first);
    if (place != candidate.passage) elsewhere = std::max(elsewhere, covered);
    share = std::max(share, one.hit->coverage);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = all[i] || one.has[i];
  }
  double typed = 0;
  double rival = kLeastChance;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    if (question.types.empty() || Of(sentences[i], S::kTypeFits) > 0) {
      typed = std::max(typed, static_cast<double>(Of(sentences[i], S::kPoolCoverage)));
    }
    if (evidence.candidates[i].passage != candidate.passage) rival = std::max(rival, chances[i]);
  }
  set(E::kPassageCoverage, Coverage(idf, passage.has));
  set(E::kSentenceCoverage, Coverage(idf, candidate.has));
  set(E::kFocusOfPassage, Coverage(focus, passage.has));
  set(E::kFocusOfSentence, Coverage(focus, candidate.has));
  set(E::kPairsOfPassage, Coverage(pairs, passage.has));
  set(E::kPairsOfSentence, Coverage(pairs, candidate.has));
  set(E::kAround, Coverage(idf, Around(evidence, best)));
  set(E::kUnion, Coverage(idf, all));
  set(E::kMean, mean);
  set(E::kElsewhere, elsewhere);
  set(E::kShare, passage.hit->coverage);
  set(E::kShareOfFirst, share);
  set(E::kMargin, Margin(evidence.passages));
  set(E::kTypeFits, question.types.empty() ? 0 : Of(sentence, S::kTypeFits) > 0 ? 1 : -1);
  set(E::kTypedCoverage, typed);
  set(E::kIdentifiersMissing, ShareOfIdentifiersMissing(question, passage));
  set(E::kNames, NamesIn(question, passage.has));
  set(E::kNamesOfSentence, NamesIn(question, candidate.has));
  set(E::kHeaviestMissing, heaviest > 0 ? missing / heaviest : 0);
  set(E::kRun, Of(sentence, S::kRun));
  set(E::kChance, chances[best]);
  set(E::kLead, std::log(std::max(chances[best], kLeastChance) / rival));
  set(E::kTerms, Of(sentence, S::kTerms));
  set(E::kPassages, std::log(static_cast<double>(evidence.passages.size())));
  set(E::kHan, question.language == Language::kChinese ? 1 : 0);
  set(E::kNewShare, Of(sentence, S::kNewShare));
  SetWords(question, evidence, best, features);
  return features;
}

double Answerability(const QuestionReading& question, const Evidence& evidence,
                     const std::vector<SentenceFeatures>& sentences,
                     const std::vector<double>& chances, std::size_t best) {
  const double doubt = DoubtOf(question, evidence, best);
  if (std::isinf(doubt)) return 0;
  const double likely =
      Probability(FeaturesOfEvidence(question, evidence, sentences, chances, best));
  return doubt > 0 ? 1 / (1 + std::exp(doubt - LogOdds(likely))) : likely;
}

double RawScore(const EvidenceFeatures& features) {
  return static_cast<double>(
      search::SumOfTrees(kAnswerabilityNodes, kAnswerabilityRoots, features));
}

double Probability(const EvidenceFeatures& features) {
  return 1 / (1 + std::exp(-(kCalibrationSlope * RawScore(features) + kCalibrationBias)));
}

double RefusalThreshold() { return kRefusalThreshold; }

}  // namespace wenyuan::answer
