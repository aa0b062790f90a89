#include "word_coverage.h"

#include <algorithm>
#include <limits>

#include "sentence_features.h"

namespace wenyuan::answer {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool Has(const QuestionWord& word, const std::vector<bool>& has) {
  return std::all_of(word.terms.begin(), word.terms.end(),
                     [&has](std::size_t term) { return has[term]; });
}

double ShareOf(const QuestionWord& word, const std::vector<bool>& has) {
  const auto there = std::count_if(word.terms.begin(), word.terms.end(),
                                   [&has](std::size_t term) { return bool{has[term]}; });
  const double share = static_cast<double>(there) / static_cast<double>(word.terms.size());
  return share * share;
}

}  // namespace

WordCoverage::WordCoverage(const QuestionReading& question, const Evidence& evidence)
    : words_(question.words) {
  for (const QuestionWord& word : words_) {
    const auto with = std::count_if(evidence.passages.begin(), evidence.passages.end(),
                                    [&](const Passage& passage) { return Has(word, passage.has); });
    const double weight = IdfInPool(evidence.passages.size(), static_cast<std::size_t>(with));
    weights_.push_back(weight);
    body_.push_back(word.kind ? 0 : weight);
    focus_.push_back(body_.back() * static_cast<double>(word.focus));
    heaviest_ = std::max(heaviest_, body_.back());
  }
}

double WordCoverage::Share(Of of, const std::vector<bool>& has) const {
  const std::vector<double>& weights = of == Of::kAll ? weights_ : of == Of::kBody ? body_ : focus_;
  double sum = 0;
  double all = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    all += weights[i];
    if (weights[i] > 0) sum += weights[i] * ShareOf(words_[i], has);
  }
  return all > 0 ? sum / all : kNone;
}

double WordCoverage::HeaviestMissing(const std::vector<bool>& has) const {
  if (heaviest_ <= 0) return kNone;
  double missing = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (!Has(words_[i], has)) missing = std::max(missing, body_[i]);
  }
  return missing / heaviest_;
}

std::size_t WordCoverage::Missing(const std::vector<bool>& has) const {
  return static_cast<std::size_t>(
      std::count_if(words_.begin(), words_.end(),
                    [&has](const QuestionWord& word) { return !word.kind && !Has(word, has); }));
}

double WordCoverage::Names(const std::vector<bool>& has) const {
  double names = 0;
  double there = 0;
  for (const QuestionWord& word : words_) {
    if (!word.name) continue;
    ++names;
    if (Has(word, has)) ++there;
  }
  return names > 0 ? there / names : kNone;
}

double WordCoverage::Kinds(const std::vector<bool>& has) const {
  double kinds = 0;
  double there = 0;
  for (const QuestionWord& word : words_) {
    if (!word.kind) continue;
    ++kinds;
    if (Has(word, has)) ++there;
  }
  return kinds > 0 ? there / kinds : kNone;
}

double WordCoverage::First(const std::vector<bool>& has) const {
  const auto first = std::find_if(words_.begin(), words_.end(),
                                  [](const QuestionWord& word) { return !word.kind; });
  if (first != words_.end()) return ShareOf(*first, has);
  return words_.empty() ? kNone : ShareOf(words_.front(), has);
}

}  // namespace wenyuan::answer
