#pragma once

#include <cstdint>

#include "step_costs.h"

namespace wenyuan::serving {

// What a step does for the other answers: rows that it computes, and tokens that come of them as
// far as one knows.
struct OtherAnswers {
  std::uint32_t rows = 0;
  double tokens = 0;
};

// How well the drafts of one answer fare, and how many tokens the next should have: the number that
// promises the most tokens a second, those of the other answers among them, by what steps cost
// here. One thread.
class DraftLength {
 public:
  // Requires known costs. 0: no draft is worth it.
  [[nodiscard]] std::uint32_t Choose(const StepCosts& costs, OtherAnswers others,
                                     std::uint32_t most) const;
  // Tokens that come of a step with a draft of so many.
  [[nodiscard]] double Expected(std::uint32_t drafted) const;
  void Learn(std::uint32_t drafted, std::uint32_t accepted);
  [[nodiscard]] double acceptance() const { return acceptance_; }

 private:
  double acceptance_ = .7;  // of one token after accepted ones
};

}  // namespace wenyuan::serving
