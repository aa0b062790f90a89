#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>

#include "wenyuan/store/store.h"

namespace wenyuan::answer {

// A library's own threshold of refusal, 0-1, tuned on its questions; nothing: the one that is
// shipped.
using ThresholdOf = std::function<std::optional<double>(store::LibraryNumber)>;

// The one that is shipped: below it a question is refused. Where the shares of wrong refusals and
// of wrong answers to questions without one, added up, were least on training data.
double RefusalThreshold();

// What Answer::answerability said of a question, and whether the passages held an answer. A
// question of a library's set is judged twice: as it is, and with the documents it expects hidden
// (SearchRequest::without).
struct JudgedChance {
  double answerability = 0;
  bool answerable = false;
};

struct TunedThreshold {
  double threshold = 0;
  bool own = false;  // not: too few questions, or no other is better than `now`
  // At the threshold: the share of the answerable that is refused, and of the others answered.
  double false_refusals = 0;
  double false_answers = 0;
};

// Fewer of either kind say nothing.
inline constexpr std::size_t kFewestJudged = 30;

// The threshold at which both shares, added up, are least; of equals the nearest to `now`, which
// stays unless another is better by more than chance (one standard error). Between .05 and .95.
TunedThreshold TuneThreshold(std::span<const JudgedChance> judged, double now);

}  // namespace wenyuan::answer
