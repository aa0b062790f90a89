#include "draft_length.h"

#include <algorithm>
#include <array>

namespace wenyuan::serving {
namespace {

// With the token that is drafted upon: 4, 8 and 16, where the tiles of matrix units end.
constexpr std::array<std::uint32_t, 3> kLengths = {3, 7, 15};
constexpr double kWeightOfTheNewest = .2;
// What a draft must promise. Some answers have no use of it and wait for the longer step.
constexpr double kWorthIt = 1.05;

}  // namespace

double DraftLength::Expected(std::uint32_t drafted) const {
  double expected = 1;
  double chance = 1;
  for (std::uint32_t token = 0; token < drafted; ++token) {
    chance *= acceptance_;
    expected += chance;
  }
  return expected;
}

std::uint32_t DraftLength::Choose(const StepCosts& costs, OtherAnswers others,
                                  std::uint32_t most) const {
  std::uint32_t best = 0;
  double best_rate = kWorthIt * (others.tokens + 1) / costs.Seconds(others.rows + 1);
  for (const std::uint32_t length : kLengths) {
    const std::uint32_t drafted = std::min(length, most);
    const double rate =
        (others.tokens + Expected(drafted)) / costs.Seconds(others.rows + 1 + drafted);
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
