#include "wenyuan/answer/threshold.h"

#include <algorithm>
#include <cmath>

namespace wenyuan::answer {
namespace {

constexpr int kLeastPercent = 5;
constexpr int kMostPercent = 95;

struct Errors {
  double false_refusals = 0;
  double false_answers = 0;
  [[nodiscard]] double sum() const { return false_refusals + false_answers; }
};

Errors ErrorsAt(std::span<const JudgedChance> judged, double threshold, double answerable) {
  const double others = static_cast<double>(judged.size()) - answerable;
  Errors errors;
  for (const JudgedChance& one : judged) {
    const bool refused = one.answerability < threshold;
    if (one.answerable && refused && answerable > 0) errors.false_refusals += 1 / answerable;
    if (!one.answerable && !refused && others > 0) errors.false_answers += 1 / others;
  }
  return errors;
}

// Of a share of so many questions.
double Variance(double share, double count) { return std::max(share * (1 - share), 0.0) / count; }

}  // namespace

TunedThreshold TuneThreshold(std::span<const JudgedChance> judged, double now) {
  std::size_t answerable = 0;
  for (const JudgedChance& one : judged) answerable += one.answerable ? 1 : 0;
  const auto trues = static_cast<double>(answerable);
  const Errors before = ErrorsAt(judged, now, trues);
  TunedThreshold kept{now, false, before.false_refusals, before.false_answers};
  if (answerable < kFewestJudged || judged.size() - answerable < kFewestJudged) return kept;
  TunedThreshold best = kept;
  double least = before.sum();
  for (int percent = kLeastPercent; percent <= kMostPercent; ++percent) {
    const double threshold = percent / 100.0;
    const Errors errors = ErrorsAt(judged, threshold, trues);
    const bool nearer = std::abs(threshold - now) < std::abs(best.threshold - now);
    if (errors.sum() > least || (errors.sum() == least && !(best.own && nearer))) continue;
    least = errors.sum();
    best = {threshold, true, errors.false_refusals, errors.false_answers};
  }
  const double falses = static_cast<double>(judged.size()) - trues;
  const double error =
      std::sqrt(Variance(before.false_refusals, trues) + Variance(before.false_answers, falses));
  return before.sum() - least > error ? best : kept;
}

}  // namespace wenyuan::answer
