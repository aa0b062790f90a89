#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "bad_input.h"
#include "kernels.h"

namespace wenyuan::vectors {

// kMostDimension of them.
const float* Zeros();

// A vector's difference to a base, and what is added up of it. Lives as long as both.
class Rest {
 public:
  // nullptr: zero is the base.
  Rest(std::span<const float> vector, const float* base);
  [[nodiscard]] std::span<const float> vector() const { return vector_; }
  [[nodiscard]] const float* base() const { return base_; }
  [[nodiscard]] const RestSums& sums() const { return sums_; }
  [[nodiscard]] const float* numbers() const { return numbers_.data(); }
  // A bit for each, set where it is above 0; up to a whole word of 64.
  [[nodiscard]] const std::uint8_t* signs() const { return signs_.data(); }

 private:
  const std::span<const float> vector_;
  const float* const base_;
  std::array<float, kMostDimension> numbers_;  // as many as the vector has, as below
  std::array<std::uint8_t, kMostDimension / 8> signs_;
  RestSums sums_;
};

}  // namespace wenyuan::vectors
