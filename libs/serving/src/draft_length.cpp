#include "draft_length.h"

#include <algorithm>
#include <array>

namespace wenyuan::serving {
namespace {

// With the token that is drafted upon: 4, 8 and 16, where the tiles of matrix units end.
constexpr std::array<std::uint32_t, 3> kLengths = {3, 7, 15};
constexpr double kWeightOfTheNewest = .2;

}  // namespace

std::uint32_t DraftLength::Choose(const StepCosts& costs, std::uint32_t others,
                                  std::uint32_t most) const {
  std::uint32_t best = 0;
  double best_rate = 1 / costs.Seconds(others + 1);
  for (const std::uint32_t length : kLengths) {
    const std::uint32_t drafted = std::min(length, most);
    double expected = 1;
    double chance = 1;
    for (std::uint32_t token = 0; token < drafted; ++token) {
      chance *= acceptance_;
      expected += chance;
    }
    const double rate = expected / costs.Seconds(others + 1 + drafted);
    if (rate > best_rate) {
      best = drafted;
      best_rate = rate;
    }
  }
  return best;
}

void DraftLength::Learn(std::uint32_t drafted, std::uint32_t accepted) {
  if (drafted == 0) return;
  // Each accepted token is a success; the first that was not is the one failure seen.
  for (std::uint32_t token = 0; token < accepted; ++token) {
    acceptance_ += kWeightOfTheNewest * (1 - acceptance_) / 2;
  }
  if (accepted < drafted) acceptance_ -= kWeightOfTheNewest * acceptance_;
  acceptance_ = std::clamp(acceptance_, .05, .98);
}

}  // namespace wenyuan::serving
