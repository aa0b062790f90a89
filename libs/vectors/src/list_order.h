#pragma once

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "codebook.h"
#include "query.h"

namespace wenyuan::vectors {

// A list to be opened.
struct OpenList {
  std::uint32_t list = 0;
  float promise = 0;
  float dot = 0;       // <centroid, query>
  float distance = 0;  // |query - centroid|

  // Without its promise.
  static OpenList Of(const Codebook& codebook, const Query& query, std::uint32_t list);
  // The similarity that is hardly ever above this one's in the list: of its vectors at `reach`
  // root mean square distances from the centroid, in the question's direction.
  [[nodiscard]] float Bound(const Codebook& codebook, const Query& query, float reach) const;
};

// The lists of a codebook in order of promise: <c,q> + .4 |q| · root mean square distance; under L2
// nearest first. The best are found by sketches of the centroids, and put in order, some at a time,
// by the centroids themselves. One thread.
class ListOrder {
 public:
  // All must outlive it. No more than `most` lists come.
  ListOrder(const Codebook& codebook, const Query& query, std::size_t most);
  // nullptr at the end; good until the next call.
  const OpenList* Next();
  // What Next() gives, if that is known already.
  [[nodiscard]] const OpenList* Peek() const {
    return next_ < ready_.size() ? &ready_[next_] : nullptr;
  }

 private:
  using Estimated = std::pair<float, std::uint32_t>;
  void Estimate();
  void Cut();
  void Refill();

  const Codebook& codebook_;
  const Query& query_;
  const std::size_t most_;
  std::vector<Estimated> best_;  // about the best of those not chosen before
  std::size_t wanted_ = 0;       // how many those may be
  std::size_t chosen_ = 0;       // with those before
  std::size_t taken_ = 0;        // of the best
  std::vector<OpenList> ready_;
  std::size_t next_ = 0;
};

}  // namespace wenyuan::vectors
