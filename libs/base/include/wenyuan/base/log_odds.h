#pragma once

#include <algorithm>
#include <cmath>

namespace wenyuan {

// ln(p / (1 - p)) of a chance, which is kept a millionth away from 0 and 1.
inline double LogOdds(double chance) {
  constexpr double kLeast = 1e-6;
  const double bounded = std::clamp(chance, kLeast, 1 - kLeast);
  return std::log(bounded / (1 - bounded));
}

}  // namespace wenyuan
