#include "step_costs.h"

#include <algorithm>

namespace wenyuan::serving {
namespace {

constexpr double kWeightOfTheNewest = .25;
constexpr double kDoubt = .98;

}  // namespace

std::size_t StepCosts::Nearest(std::uint32_t tokens) {
  std::size_t nearest = 0;
  for (std::size_t at = 1; at < kSizes.size(); ++at) {
    const auto distance = [&](std::size_t size) {
      return kSizes[size] > tokens ? kSizes[size] - tokens : tokens - kSizes[size];
    };
    if (distance(at) < distance(nearest)) nearest = at;
  }
  return nearest;
}

void StepCosts::Doubt(std::uint32_t tokens) { seconds_[Nearest(tokens)] *= kDoubt; }

void StepCosts::Add(std::uint32_t tokens, double seconds) {
  if (tokens == 0) return;
  const std::size_t nearest = Nearest(tokens);  // in proportion
  const double scaled = seconds * kSizes[nearest] / tokens;
  double& known = seconds_[nearest];
  known = known == 0 ? scaled : known + kWeightOfTheNewest * (scaled - known);
  known_ = true;
}

double StepCosts::Seconds(std::uint32_t tokens) const {
  std::size_t below = kSizes.size();
  std::size_t above = kSizes.size();
  for (std::size_t at = 0; at < kSizes.size(); ++at) {
    if (seconds_[at] == 0) continue;
    if (kSizes[at] <= tokens) below = at;
    if (kSizes[at] >= tokens && above == kSizes.size()) above = at;
  }
  if (below == kSizes.size()) {  // a step of one token costs no less than its weights
    return seconds_[above] * std::max(.5, static_cast<double>(tokens) / kSizes[above]);
  }
  if (above == kSizes.size()) return seconds_[below] * tokens / kSizes[below];
  if (above == below) return seconds_[below];
  const double part = static_cast<double>(tokens - kSizes[below]) / (kSizes[above] - kSizes[below]);
  return seconds_[below] + part * (seconds_[above] - seconds_[below]);
}

std::uint32_t StepCosts::TokensWithin(double seconds, std::uint32_t least, std::uint32_t most,
                                      std::uint32_t multiple) {
  std::uint32_t tokens = least;
  while (tokens + multiple <= most) {
    if (Seconds(tokens + multiple) > seconds) {
      Doubt(tokens + multiple);
      break;
    }
    tokens += multiple;
  }
  return std::min(tokens, most);
}

}  // namespace wenyuan::serving
