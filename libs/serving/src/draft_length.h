#pragma once

#include <cstdint>

#include "step_costs.h"

namespace wenyuan::serving {

// How well the drafts of one answer fare, and how many tokens the next should have: the number that
// promises the most tokens a second by what steps cost here. One thread.
class DraftLength {
 public:
  // Requires known costs. `others`: tokens that the step computes anyway; 0: no draft is worth it.
  [[nodiscard]] std::uint32_t Choose(const StepCosts& costs, std::uint32_t others,
                                     std::uint32_t most) const;
  void Learn(std::uint32_t drafted, std::uint32_t accepted);
  [[nodiscard]] double acceptance() const { return acceptance_; }

 private:
  double acceptance_ = .7;  // of one token after accepted ones
};

}  // namespace wenyuan::serving
