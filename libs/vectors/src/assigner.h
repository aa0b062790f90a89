#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "codebook.h"
#include "coded_vectors.h"

namespace wenyuan::vectors {

// Finds the nearest list for vectors, many at a time: the nearest of the lists under a vector's six
// nearest upper centroids, all in 8 bits a number. One thread.
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
  // Good until the next call.
  const float* Centroid(std::uint32_t list);

 private:
  static constexpr std::size_t kCellsTried = 6;
  using Cells = std::array<std::uint32_t, kCellsTried>;
  // Of each vector its nearest cells.
  [[nodiscard]] std::vector<Cells> NearestCells();
  // The vectors that look into each cell, cell by cell; where those of a cell begin.
  void GroupByCell(const std::vector<Cells>& cells);
  void LookInto(std::uint32_t cell, std::vector<Nearest>& nearest);

  const Codebook& codebook_;
  const std::size_t dimension_;
  const std::size_t tried_;
  CodedCentroids upper_;
  CodedCentroids lists_;  // of one cell
  CodedVectors coded_;
  std::vector<CodedVector> tile_;
  std::vector<float> distances_;
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> looking_;
  std::vector<float> centroid_;
  std::uint32_t decoded_;  // the list whose centroid that is
};

}  // namespace wenyuan::vectors
