#pragma once

#include <cstdint>
#include <vector>

#include "kernels.h"

namespace wenyuan::vectors {

// Vectors in 8 bits a number, for BestKernels().distances.
class CodedVectors {
 public:
  explicit CodedVectors(std::size_t dimension);
  void Clear();
  void Add(const float* vector);
  // One whose row, without a base, is there already.
  void AddRow(const char* row);

  [[nodiscard]] std::size_t size() const { return scales_.size(); }
  // Good until more is added.
  [[nodiscard]] CodedVector operator[](std::size_t at) const {
    return {codes_.data() + at * padded_, sums_[at], scales_[at]};
  }

 private:
  void AddCodes(const std::uint8_t* codes, float scale);

  const std::size_t dimension_;
  const std::size_t padded_;  // to a multiple of 4
  std::vector<std::int8_t> codes_;
  std::vector<std::int32_t> sums_;
  std::vector<float> scales_;
};

// Centroids side by side, likewise.
class CodedCentroids {
 public:
  explicit CodedCentroids(std::size_t dimension);
  // Makes room for so many; all of them must be set.
  void Reset(std::size_t count);
  void Set(std::size_t at, const float* centroid);
  // By its row without a base.
  void SetRow(std::size_t at, const char* row, float squared_length);

  // Numbers that distances() writes for each vector; those past the last centroid are infinite.
  [[nodiscard]] std::size_t width() const { return halves_.size(); }
  [[nodiscard]] SideBySide view() const;

 private:
  void SetCodes(std::size_t at, const std::uint8_t* codes, float scale, float squared_length);

  const std::size_t dimension_;
  const std::size_t quads_;
  std::vector<std::uint8_t> codes_;
  std::vector<float> scales_;
  std::vector<float> halves_;
};

}  // namespace wenyuan::vectors
