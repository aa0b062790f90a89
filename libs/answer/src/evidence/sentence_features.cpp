#include "sentence_features.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using F = SentenceFeature;

constexpr double kLeastScore = 1e-3;
// A smaller library counts as if it had further passages without any of the terms: beside a single
// passage, a term that it lacks would weigh five times a term that it has.
constexpr std::size_t kSmallestPool = 4;
constexpr std::array kMarks = {"《"sv, "“"sv, "「"sv, "『"sv, "\""sv};

// BM25's.
double Idf(std::size_t total, std::size_t with) {
  const auto n = static_cast<double>(total);
  const auto df = static_cast<double>(with);
  return std::log(1 + (n - df + 0.5) / (df + 0.5));
}

float& At(SentenceFeatures& features, SentenceFeature feature) {
  return features[static_cast<std::size_t>(feature)];
}

std::size_t MarksIn(std::string_view text) {
  std::size_t count = 0;
  for (const std::string_view mark : kMarks) {
    for (std::size_t at = text.find(mark); at != std::string_view::npos;
         at = text.find(mark, at + mark.size())) {
      ++count;
    }
  }
  return count;
}

SentenceFeature FeatureOf(QuestionType type) {
  switch (type) {
    case QuestionType::kTime:
      return F::kTime;
    case QuestionType::kNumber:
      return F::kNumber;
    case QuestionType::kPerson:
      return F::kPerson;
    case QuestionType::kPlace:
      return F::kPlace;
    case QuestionType::kReason:
      return F::kReason;
    default:
      return F::kOtherType;
  }
}

// Weighs the terms of a question by how they are spread over the sentences of one passage.
class PassageReader {
 public:
  PassageReader(const QuestionReading& question, const Evidence& evidence, const Passage& passage)
      : question_(question), evidence_(evidence), passage_(passage) {
    const std::size_t terms = question.terms.size();
    all_.resize(terms);
    own_.resize(terms);
    pairs_.resize(terms);
    rarity_.resize(terms);
    focus_.resize(terms);
    for (std::size_t term = 0; term < terms; ++term) {
      std::size_t with = 0;
      for (std::size_t i = passage.first; i < passage.last; ++i) {
        if (evidence.candidates[i].has[term]) ++with;
      }
      if (with == 0) continue;
      all_[term] = Idf(passage.last - passage.first, with);
      focus_[term] = all_[term] * static_cast<double>(question.terms[term].focus);
      if (passage.topic[term]) continue;
      own_[term] = all_[term];
      if (!question.terms[term].alone) pairs_[term] = all_[term];
      rarity_[term] = 1 / static_cast<double>(with);
    }
  }

  void Fill(std::vector<SentenceFeatures>& features) const {
    FillOfBest(F::kOwnCoverage, own_, features);
    FillOfBest(F::kOwnRarity, rarity_, features);
    FillOfBest(F::kFocusCoverage, focus_, features);
    FillOfBest(F::kCoverage, all_, features);
    FillOfBest(F::kPairCoverage, pairs_, features);
    const std::size_t count = passage_.last - passage_.first;
    std::size_t units = 0;
    std::size_t longest_run = 1;
    for (std::size_t i = passage_.first; i < passage_.last; ++i) {
      units += evidence_.candidates[i].units;
      longest_run = std::max(longest_run, evidence_.candidates[i].run);
    }
    const double mean = std::max(static_cast<double>(units) / static_cast<double>(count), 1.0);
    for (std::size_t i = passage_.first; i < passage_.last; ++i) {
      SentenceFeatures& row = features[i];
      const Candidate& candidate = evidence_.candidates[i];
      FillAlone(candidate, row);
      const auto place = static_cast<double>(i - passage_.first);
      const auto set = [&row](F feature, double value) {
        At(row, feature) = static_cast<float>(value);
      };
      if (i > passage_.first) {
        const float before = At(features[i - 1], F::kOwnRarity);
        set(F::kRarityBefore, before);
        set(F::kRarityLeanedOn, candidate.leans ? before : 0);
      }
      if (i + 1 < passage_.last) set(F::kRarityBehind, At(features[i + 1], F::kOwnRarity));
      set(F::kFirst, i == passage_.first ? 1 : 0);
      set(F::kLast, i + 1 == passage_.last ? 1 : 0);
      set(F::kPosition, count > 1 ? place / static_cast<double>(count - 1) : 0);
      set(F::kSentences, std::log1p(static_cast<double>(count)));
      set(F::kRelativeLength, static_cast<double>(candidate.units) / mean);
      set(F::kCoverageShare, Coverage(all_, candidate.has));
      set(F::kRunOfBest, static_cast<double>(candidate.run) / static_cast<double>(longest_run));
      set(F::kBestOfPassage, At(row, F::kOwnRarity) >= 1 ? 1 : 0);
    }
  }

 private:
  void FillOfBest(SentenceFeature feature, const std::vector<double>& weights,
                  std::vector<SentenceFeatures>& features) const {
    float best = 0;
    for (std::size_t i = passage_.first; i < passage_.last; ++i) {
      float& value = At(features[i], feature);
      value = static_cast<float>(Coverage(weights, evidence_.candidates[i].has));
      best = std::max(best, value);
    }
    if (best <= 0) return;
    for (std::size_t i = passage_.first; i < passage_.last; ++i) At(features[i], feature) /= best;
  }

  // What needs no other sentence.
  void FillAlone(const Candidate& candidate, SentenceFeatures& row) const {
    const std::string_view text = passage_.Text(candidate);
    const auto set = [&row](F feature, double value) {
      At(row, feature) = static_cast<float>(value);
    };
    for (const QuestionType type : question_.types) {
      const bool fits = Fits(type, text);
      set(FeatureOf(type), fits ? 1 : -1);
      if (fits) set(F::kTypeFits, 1);
    }
    set(F::kHasType, question_.types.empty() ? 0 : 1);
    const auto units = static_cast<double>(candidate.units);
    set(F::kLogLength, std::log1p(units));
    set(F::kNewShare, 1 - static_cast<double>(candidate.matched) / std::max(units, 1.0));
    set(F::kNumbers, static_cast<double>(candidate.numbers));
    set(F::kNewNumber, candidate.numbers > 0 ? 1 : 0);
    set(F::kMarks, static_cast<double>(MarksIn(text)));
    set(F::kRun, static_cast<double>(candidate.run) /
                     static_cast<double>(std::max<std::size_t>(question_.sequence.size(), 1)));
    set(F::kTerms, std::log1p(static_cast<double>(question_.terms.size())));
    set(F::kRow, candidate.row ? 1 : 0);
    set(F::kHan, question_.language == Language::kChinese ? 1 : 0);
    set(F::kLeans, candidate.leans ? 1 : 0);
    set(F::kNames, NamesIn(question_, candidate.has));
    set(F::kNamesOfPassage, NamesIn(question_, passage_.has));
    const auto missing = std::count_if(question_.codes.begin(), question_.codes.end(),
                                       [this](std::size_t term) { return !passage_.has[term]; });
    if (missing > 0) {
      set(F::kCodesMissing,
          static_cast<double>(missing) / static_cast<double>(question_.codes.size()));
    }
  }

  const QuestionReading& question_;
  const Evidence& evidence_;
  const Passage& passage_;
  std::vector<double> all_;
  std::vector<double> own_;
  std::vector<double> pairs_;
  std::vector<double> rarity_;
  std::vector<double> focus_;
};

}  // namespace

double Coverage(const std::vector<double>& weights, const std::vector<bool>& has) {
  double sum = 0;
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    total += weights[i];
    if (has[i]) sum += weights[i];
  }
  return total > 0 ? sum / total : 0;
}

double NamesIn(const QuestionReading& question, const std::vector<bool>& has) {
  if (question.names.empty()) return 1;
  const auto there = std::count_if(
      question.names.begin(), question.names.end(), [&has](const std::vector<std::size_t>& name) {
        return std::all_of(name.begin(), name.end(),
                           [&has](std::size_t term) { return has[term]; });
      });
  return static_cast<double>(there) / static_cast<double>(question.names.size());
}

double IdfInPool(std::size_t passages, std::size_t with) {
  return Idf(std::max(passages, kSmallestPool), with);
}

std::vector<double> PoolIdf(const QuestionReading& question, const Evidence& evidence) {
  std::vector<double> idf(question.terms.size());
  for (std::size_t term = 0; term < idf.size(); ++term) {
    const auto with =
        std::count_if(evidence.passages.begin(), evidence.passages.end(),
                      [term](const Passage& passage) { return bool{passage.has[term]}; });
    idf[term] = IdfInPool(evidence.passages.size(), static_cast<std::size_t>(with));
  }
  return idf;
}

std::vector<SentenceFeatures> FeaturesOfSentences(const QuestionReading& question,
                                                  const Evidence& evidence) {
  std::vector<SentenceFeatures> features(evidence.candidates.size(), SentenceFeatures{});
  if (evidence.passages.empty()) return features;
  const std::vector<double> idf = PoolIdf(question, evidence);
  std::vector<double> pairs = idf;
  std::vector<double> focus = idf;
  for (std::size_t term = 0; term < idf.size(); ++term) {
    if (question.terms[term].alone) pairs[term] = 0;
    focus[term] *= static_cast<double>(question.terms[term].focus);
  }
  double best = kLeastScore;
  for (const Passage& passage : evidence.passages) {
    best = std::max(best, passage.hit->keyword_score);
  }
  float best_coverage = 0;
  for (std::size_t place = 0; place < evidence.passages.size(); ++place) {
    const Passage& passage = evidence.passages[place];
    PassageReader(question, evidence, passage).Fill(features);
    const double score = std::log(std::max(passage.hit->keyword_score, kLeastScore) / best);
    const double covered = Coverage(idf, passage.has);
    for (std::size_t i = passage.first; i < passage.last; ++i) {
      const std::vector<bool>& has = evidence.candidates[i].has;
      const auto set = [&row = features[i]](F feature, double value) {
        At(row, feature) = static_cast<float>(value);
      };
      set(F::kPassageScore, score);
      set(F::kPoolCoverage, Coverage(idf, has));
      set(F::kPassageCoverage, covered);
      set(F::kPairPool, Coverage(pairs, has));
      set(F::kFocusPool, Coverage(focus, has));
      set(F::kRank, std::log1p(static_cast<double>(place)));
      set(F::kPassageShare, passage.hit->coverage);
      best_coverage = std::max(best_coverage, At(features[i], F::kPoolCoverage));
    }
  }
  if (best_coverage <= 0) return features;
  for (SentenceFeatures& row : features) {
    At(row, F::kPoolOfBest) = At(row, F::kPoolCoverage) / best_coverage;
  }
  return features;
}

}  // namespace wenyuan::answer
