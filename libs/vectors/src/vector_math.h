#pragma once

#include <cmath>
#include <cstdint>
#include <span>

#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

inline double SquaredLength(std::span<const float> vector) {
  double sum = 0;
  for (const float number : vector) sum += static_cast<double>(number) * number;
  return sum;
}

enum class Fitness : std::uint8_t { kFit, kNotFinite, kZero };

// Above this length squares no longer fit a float.
inline constexpr double kMostSquaredLength = 1e34;

// Brings a vector to the form it is stored and asked in: of length 1 under cosine.
inline Fitness Normalise(Metric metric, std::span<float> vector) {
  const double squared = SquaredLength(vector);
  if (!std::isfinite(squared)) return Fitness::kNotFinite;
  if (metric != Metric::kCosine) {
    return squared > kMostSquaredLength ? Fitness::kNotFinite : Fitness::kFit;
  }
  if (squared == 0) return Fitness::kZero;
  const double shrink = 1 / std::sqrt(squared);
  for (float& number : vector) number = static_cast<float>(number * shrink);
  return Fitness::kFit;
}

}  // namespace wenyuan::vectors
