#pragma once

#include <cstddef>
#include <cstdint>

namespace wenyuan::eval {

// SplitMix64 (Steele et al. 2014). The standard's distributions differ between libraries; a stored
// interval must not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15ULL;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
  }

  // 0 … below - 1. Requires 0 < below < 2^32; the bias is below 2^-32.
  std::size_t Below(std::size_t below) {
    return static_cast<std::size_t>(((Next() >> 32U) * static_cast<std::uint64_t>(below)) >> 32U);
  }

 private:
  std::uint64_t state_;
};

}  // namespace wenyuan::eval
