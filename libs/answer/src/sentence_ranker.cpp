#include "sentence_ranker.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sentence_model.h"

namespace wenyuan::answer {
namespace {

constexpr double kLeastScore = 1e-3;
// A smaller library counts as if it had further passages without any of the terms: beside a single
// passage, a term that it lacks would weigh five times a term that it has.
constexpr std::size_t kSmallestPool = 4;

// BM25's.
double Idf(std::size_t total, std::size_t with) {
  const auto n = static_cast<double>(total);
  const auto df = static_cast<double>(with);
  return std::log(1 + (n - df + 0.5) / (df + 0.5));
}

double& At(SentenceFeatures& features, SentenceFeature feature) {
  return features[static_cast<std::size_t>(feature)];
}

// Weighs the terms of a question by how they are spread over the sentences of one passage.
class PassageScorer {
 public:
  PassageScorer(const QuestionReading& question, const Evidence& evidence, const Passage& passage)
      : question_(question), evidence_(evidence), passage_(passage) {
    const std::size_t terms = question.terms.size();
    all_.resize(terms);
    own_.resize(terms);
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
      rarity_[term] = 1 / static_cast<double>(with);
    }
  }

  void Fill(std::vector<SentenceFeatures>& features) const {
    FillRelative(SentenceFeature::kOwnCoverage, own_, features);
    FillRelative(SentenceFeature::kOwnRarity, rarity_, features);
    FillRelative(SentenceFeature::kFocusCoverage, focus_, features);
    FillRelative(SentenceFeature::kCoverage, all_, features);
    for (std::size_t i = passage_.first; i < passage_.last; ++i) {
      const Candidate& candidate = evidence_.candidates[i];
      const std::string_view text = passage_.Text(candidate);
      SentenceFeatures& row = features[i];
      if (i > passage_.first) {
        const double before = At(features[i - 1], SentenceFeature::kOwnRarity);
        At(row, SentenceFeature::kRarityBefore) = before;
        At(row, SentenceFeature::kRarityLeanedOn) = candidate.leans ? before : 0;
      }
      At(row, SentenceFeature::kTypeFits) =
          std::any_of(question_.types.begin(), question_.types.end(),
                      [text](QuestionType type) { return Fits(type, text); })
              ? 1
              : 0;
      At(row, SentenceFeature::kLogLength) = std::log1p(static_cast<double>(candidate.units));
      At(row, SentenceFeature::kNewNumber) = candidate.new_number ? 1 : 0;
      At(row, SentenceFeature::kFirst) = i == passage_.first ? 1 : 0;
    }
  }

 private:
  void FillRelative(SentenceFeature feature, const std::vector<double>& weights,
                    std::vector<SentenceFeatures>& features) const {
    double best = 0;
    for (std::size_t i = passage_.first; i < passage_.last; ++i) {
      double& value = At(features[i], feature);
      value = Coverage(weights, evidence_.candidates[i].has);
      best = std::max(best, value);
    }
    if (best <= 0) return;
    for (std::size_t i = passage_.first; i < passage_.last; ++i) At(features[i], feature) /= best;
  }

  const QuestionReading& question_;
  const Evidence& evidence_;
  const Passage& passage_;
  std::vector<double> all_;
  std::vector<double> own_;
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

std::vector<double> PoolIdf(const QuestionReading& question, const Evidence& evidence) {
  std::vector<double> idf(question.terms.size());
  for (std::size_t term = 0; term < idf.size(); ++term) {
    const auto with =
        std::count_if(evidence.passages.begin(), evidence.passages.end(),
                      [term](const Passage& passage) { return bool{passage.has[term]}; });
    idf[term] =
        Idf(std::max(evidence.passages.size(), kSmallestPool), static_cast<std::size_t>(with));
  }
  return idf;
}

std::vector<SentenceFeatures> FeaturesOfSentences(const QuestionReading& question,
                                                  const Evidence& evidence) {
  std::vector<SentenceFeatures> features(evidence.candidates.size(), SentenceFeatures{});
  if (evidence.passages.empty()) return features;
  const std::vector<double> idf = PoolIdf(question, evidence);
  double best = kLeastScore;
  for (const Passage& passage : evidence.passages) {
    best = std::max(best, passage.hit->keyword_score);
  }
  for (const Passage& passage : evidence.passages) {
    PassageScorer(question, evidence, passage).Fill(features);
    const double score = std::log(std::max(passage.hit->keyword_score, kLeastScore) / best);
    const double covered = Coverage(idf, passage.has);
    for (std::size_t i = passage.first; i < passage.last; ++i) {
      At(features[i], SentenceFeature::kPassageScore) = score;
      At(features[i], SentenceFeature::kPoolCoverage) = Coverage(idf, evidence.candidates[i].has);
      At(features[i], SentenceFeature::kPassageCoverage) = covered;
    }
  }
  return features;
}

std::vector<double> RankSentences(const std::vector<SentenceFeatures>& features) {
  std::vector<double> chances;
  chances.reserve(features.size());
  for (const SentenceFeatures& row : features) {
    chances.push_back(std::inner_product(row.begin(), row.end(), kSentenceWeights.begin(), 0.0));
  }
  if (chances.empty()) return chances;
  const double best = *std::max_element(chances.begin(), chances.end());
  double sum = 0;
  for (double& chance : chances) sum += chance = std::exp(chance - best);
  for (double& chance : chances) chance /= sum;
  return chances;
}

}  // namespace wenyuan::answer
