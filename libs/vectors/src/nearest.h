#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "best.h"

namespace wenyuan::vectors {

// Collects the k nearest of what is offered: of all rows together, or of each of some groups.
class Nearest {
 public:
  using Heaps = std::uint8_t;  // a bit for each
  static constexpr Heaps kAllHeaps = (1U << kMostGroups) - 1;

  // Of all rows, whatever their group.
  static Nearest Together(std::size_t k) { return Nearest(k, 0); }
  static Nearest Apart(std::size_t k) { return Nearest(k, kAllHeaps); }

  [[nodiscard]] bool apart() const { return groups_ != 0; }
  // Which heaps rows of these groups go to.
  [[nodiscard]] Heaps HeapsOf(std::uint8_t groups) const {
    return apart() ? groups & groups_ : Heaps{1};
  }
  [[nodiscard]] std::size_t HeapOf(std::uint8_t group) const { return apart() ? group : 0; }
  void Offer(std::size_t heap, const Near& near) { bests_[heap].Offer(near); }
  [[nodiscard]] float Threshold(std::size_t heap) const { return bests_[heap].Threshold(); }
  // The lowest of theirs.
  [[nodiscard]] float Floor(Heaps heaps) const {
    float floor = std::numeric_limits<float>::infinity();
    for (std::size_t heap = 0; heap < kMostGroups; ++heap) {
      if ((heaps >> heap & 1U) != 0) floor = std::min(floor, Threshold(heap));
    }
    return floor;
  }
  std::vector<Near> Take(std::size_t heap) { return bests_[heap].Take(); }

 private:
  Nearest(std::size_t k, Heaps groups)
      : groups_(groups), bests_{Best(k), Best(k), Best(k), Best(k)} {
    static_assert(kMostGroups == 4);
  }

  const Heaps groups_;  // kept apart
  std::array<Best, kMostGroups> bests_;
};

}  // namespace wenyuan::vectors
