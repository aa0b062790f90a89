#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "codebook.h"

namespace wenyuan::vectors {

// Finds the nearest list for vectors, many at a time: the nearest of the lists under a vector's six
// nearest upper centroids. Holds the centroids in f32, so it is made for a write and let go. One
// thread.
class Assigner {
 public:
  // Must outlive it.
  explicit Assigner(const Codebook& codebook);

  struct Nearest {
    std::uint32_t list = 0;
    float distance = 0;  // squared
  };
  // Row-major. Cheapest per vector in batches of best_batch().
  std::vector<Nearest> Assign(std::span<const float> vectors);
  [[nodiscard]] std::size_t best_batch() const;
  [[nodiscard]] const float* centroid(std::uint32_t list) const {
    return lists_.data() + list * dimension_;
  }

 private:
  // A vector that looks into a cell.
  struct Look {
    std::uint32_t cell = 0;
    std::uint32_t vector = 0;
  };
  [[nodiscard]] std::vector<Look> Looks(std::span<const float> vectors, std::size_t count);
  void LookInto(std::span<const float> vectors, std::span<const Look> looks,
                std::vector<Nearest>& nearest);

  const Codebook& codebook_;
  const std::size_t dimension_;
  std::vector<float> lists_;
  std::vector<float> half_upper_;  // half the squared length of each
  std::vector<float> half_lists_;
  std::vector<float> gathered_;
  std::vector<float> dots_;
};

}  // namespace wenyuan::vectors
