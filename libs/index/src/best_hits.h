#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "wenyuan/index/library_index.h"

namespace wenyuan::index {

inline bool Better(const Hit& left, const Hit& right) {
  if (left.score != right.score) return left.score > right.score;
  if (left.document != right.document) return left.document < right.document;
  if (left.chunk != right.chunk) return left.chunk < right.chunk;
  return left.shard < right.shard;
}

// The best k of what is offered.
class BestHits {
 public:
  explicit BestHits(std::size_t k) : k_(k) {}
  void Offer(const Hit& hit) {
    if (hits_.size() < k_) {
      hits_.push_back(hit);
      std::push_heap(hits_.begin(), hits_.end(), Better);
    } else if (k_ > 0 && Better(hit, hits_.front())) {
      std::pop_heap(hits_.begin(), hits_.end(), Better);
      hits_.back() = hit;
      std::push_heap(hits_.begin(), hits_.end(), Better);
    }
  }
  // Below this score nothing is taken any more.
  [[nodiscard]] float Threshold() const {
    return k_ > 0 && hits_.size() == k_ ? hits_.front().score : 0;
  }
  std::vector<Hit> Take() {
    std::sort_heap(hits_.begin(), hits_.end(), Better);
    return std::move(hits_);
  }

 private:
  const std::size_t k_;
  std::vector<Hit> hits_;  // a heap, the worst on top
};

}  // namespace wenyuan::index
