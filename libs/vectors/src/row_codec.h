#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "query.h"
#include "rest.h"

namespace wenyuan::vectors {

// One vector as a row: its difference to a base (a centroid; without one, zero) in int8 with a
// scale of its own.
//   f32 scale · f32 of the vector as it will be decoded: 1 / length (cosine), squared length (L2),
//   1 · a byte for each number: 128 + the number / scale
class RowCodec {
 public:
  explicit RowCodec(const Space& space) : metric_(space.metric), dimension_(space.dimension) {}

  [[nodiscard]] std::size_t row_bytes() const { return kHead + (dimension_ + 3) / 4 * 4; }
  // Rows lie so that none crosses the edge of a sealed block.
  [[nodiscard]] std::size_t rows_per_block() const { return kBlockBytes / row_bytes(); }
  [[nodiscard]] std::size_t dimension() const { return dimension_; }

  void Encode(const Rest& rest, char* row) const;
  void Encode(const float* vector, const float* base, char* row) const {
    Encode(Rest({vector, dimension_}, base), row);
  }
  void Decode(const char* row, const float* base, float* vector) const;
  // `base_dot` is <base, query>; up to kLanes bytes behind the row may be read.
  [[nodiscard]] float Similarity(const Query& query, const char* row, double base_dot) const;

  // <query, decoded row without its base>
  [[nodiscard]] static double Dot(const RowQuery& query, const char* row);

  static constexpr std::size_t kHead = 2 * sizeof(float);
  static constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;

 private:
  Metric metric_;
  std::size_t dimension_;
};

}  // namespace wenyuan::vectors
