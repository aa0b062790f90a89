#pragma once

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

inline bool Nearer(const Near& left, const Near& right) {
  if (left.similarity != right.similarity) return left.similarity > right.similarity;
  if (left.document != right.document) return left.document < right.document;
  if (left.chunk != right.chunk) return left.chunk < right.chunk;
  return left.shard < right.shard;
}

// The best k of what is offered.
class Best {
 public:
  explicit Best(std::size_t k) : k_(k) {}
  void Offer(const Near& near) {
    if (nears_.size() < k_) {
      nears_.push_back(near);
      std::push_heap(nears_.begin(), nears_.end(), Nearer);
    } else if (k_ > 0 && Nearer(near, nears_.front())) {
      std::pop_heap(nears_.begin(), nears_.end(), Nearer);
      nears_.back() = near;
      std::push_heap(nears_.begin(), nears_.end(), Nearer);
    }
  }
  // Below this similarity nothing is taken any more.
  [[nodiscard]] float Threshold() const {
    return nears_.size() == k_ && k_ > 0 ? nears_.front().similarity
                                         : -std::numeric_limits<float>::infinity();
  }
  std::vector<Near> Take() {
    std::sort_heap(nears_.begin(), nears_.end(), Nearer);
    return std::move(nears_);
  }

 private:
  const std::size_t k_;
  std::vector<Near> nears_;  // a heap, the worst on top
};

}  // namespace wenyuan::vectors
