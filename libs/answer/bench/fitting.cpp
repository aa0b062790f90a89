#include "fitting.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wenyuan::answer {
namespace {

constexpr std::size_t kSteps = 50;
constexpr std::size_t kRanges = 10;

}  // namespace

Calibration Calibrate(const Judged& scores) {
  Calibration fit;
  for (std::size_t step = 0; step < kSteps; ++step) {  // Newton's
    std::array<double, 2> gradient{};
    std::array<double, 3> hessian{1e-6, 0, 1e-6};
    for (const auto& [score, is_true] : scores) {
      const double chance = 1 / (1 + std::exp(-(fit.slope * score + fit.bias)));
      const double pull = (is_true ? 1 : 0) - chance;
      const double spread = chance * (1 - chance);
      gradient[0] += pull * score;
      gradient[1] += pull;
      hessian[0] += spread * score * score;
      hessian[1] += spread * score;
      hessian[2] += spread;
    }
    const double determinant = hessian[0] * hessian[2] - hessian[1] * hessian[1];
    fit.slope += (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant;
    fit.bias += (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant;
  }
  return fit;
}

double CalibrationError(const Judged& chances) {
  std::array<double, kRanges> said{};
  std::array<double, kRanges> is{};
  for (const auto& [chance, is_true] : chances) {
    const auto range = std::min(static_cast<std::size_t>(chance * kRanges), kRanges - 1);
    said[range] += chance;
    is[range] += is_true ? 1 : 0;
  }
  double error = 0;
  for (std::size_t i = 0; i < kRanges; ++i) error += std::abs(said[i] - is[i]);
  return error / static_cast<double>(std::max<std::size_t>(chances.size(), 1));
}

double AreaUnderCurve(Judged chances) {
  std::sort(chances.begin(), chances.end());
  double pairs = 0;
  double below = 0;
  double falses = 0;
  double trues = 0;
  for (std::size_t i = 0; i < chances.size();) {
    double equal = 0;
    double equal_true = 0;
    for (const double at = chances[i].first; i < chances.size() && chances[i].first == at; ++i) {
      (chances[i].second ? equal_true : equal) += 1;
    }
    below += equal_true * (falses + equal / 2);
    falses += equal;
    trues += equal_true;
  }
  pairs = falses * trues;
  return pairs > 0 ? below / pairs : 0;
}

double ShareBelow(const Judged& chances, bool of, double bound) {
  double all = 0;
  double below = 0;
  for (const auto& [chance, is_true] : chances) {
    if (is_true != of) continue;
    ++all;
    if (chance < bound) ++below;
  }
  return all > 0 ? below / all : 0;
}

double BoundOf(const Judged& chances, double share_of_true) {
  std::vector<double> trues;
  for (const auto& [chance, is_true] : chances) {
    if (is_true) trues.push_back(chance);
  }
  if (trues.empty()) return 0;
  std::sort(trues.begin(), trues.end());
  return trues[static_cast<std::size_t>(static_cast<double>(trues.size()) * share_of_true)];
}

}  // namespace wenyuan::answer
