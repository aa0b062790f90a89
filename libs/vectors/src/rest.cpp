#include "rest.h"

#include <algorithm>

namespace wenyuan::vectors {

const float* Zeros() {
  static constexpr std::array<float, kMostDimension> kZeros{};
  return kZeros.data();
}

// The arrays stay as they are: clearing them would cost more than all else.
Rest::Rest(std::span<const float> vector, const float* base)
    : vector_(vector), base_(base == nullptr ? Zeros() : base) {
  const std::size_t words = (vector.size() + 63) / 64;
  std::fill_n(signs_.begin() + static_cast<std::ptrdiff_t>((words - 1) * 8), 8, std::uint8_t{0});
  sums_ = BestKernels().rest(vector.data(), base_, vector.size(), numbers_.data(), signs_.data());
}

}  // namespace wenyuan::vectors
