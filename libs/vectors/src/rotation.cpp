#include "rotation.h"

#include <bit>
#include <cmath>

#include "kernels.h"

namespace wenyuan::vectors {
namespace {

// The ends take turns; when both had one, the halves are mixed.
constexpr std::size_t kRounds = 4;
constexpr std::size_t kMixedBefore = 2;

std::uint64_t Mix(std::uint64_t value) {  // splitmix64
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

}  // namespace

Rotation::Rotation(std::uint32_t dimension)
    : dimension_(dimension), power_(std::bit_floor(std::size_t{dimension})) {
  signs_.resize(kRounds * dimension_);
  const auto shrink = static_cast<float>(1.0 / std::sqrt(static_cast<double>(power_)));
  const auto halve = static_cast<float>(1.0 / std::sqrt(2.0));
  const std::size_t half = dimension_ / 2;
  for (std::size_t round = 0; round < kRounds; ++round) {
    const std::size_t begin = round % 2 == 0 ? 0 : dimension_ - power_;
    for (std::size_t i = 0; i < dimension_; ++i) {
      float sign = (Mix(round << 32U | i) & 1U) != 0 ? 1.0F : -1.0F;
      if (i >= begin && i < begin + power_) sign *= shrink;
      signs_[round * dimension_ + i] = sign;
    }
    if (round != kMixedBefore) continue;
    for (std::size_t i = 0; i < dimension_; ++i) {
      if (i < half || i >= dimension_ - half) signs_[round * dimension_ + i] *= halve;
    }
  }
}

void Rotation::Apply(float* vector) const {
  const Kernels& kernels = BestKernels();
  const std::size_t half = dimension_ / 2;
  for (std::size_t round = 0; round < kRounds; ++round) {
    if (round == kMixedBefore) kernels.butterfly(vector, vector + (dimension_ - half), half);
    const float* const signs = signs_.data() + round * dimension_;
    for (std::size_t i = 0; i < dimension_; ++i) vector[i] *= signs[i];
    kernels.hadamard(vector + (round % 2 == 0 ? 0 : dimension_ - power_), power_);
  }
}

}  // namespace wenyuan::vectors
