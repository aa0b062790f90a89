#pragma once

#include <cstddef>
#include <cstdint>

#include "codebook.h"
#include "row_codec.h"

namespace wenyuan::vectors {

// A vector as a segment holds it: its row and, in a segment with lists, its sketch:
//   a bit for each number, set where it is above the centroid's, in words of 64 ·
//   f32 factor · f32 offset, see SketchGroups
class RecordCodec {
 public:
  // Without a codebook there are no lists. It must outlive the codec.
  RecordCodec(const Space& space, const Codebook* codebook)
      : metric_(space.metric), rows_(space), codebook_(codebook) {}

  [[nodiscard]] const RowCodec& rows() const { return rows_; }
  [[nodiscard]] const Codebook* codebook() const { return codebook_; }
  [[nodiscard]] std::size_t row_bytes() const { return rows_.row_bytes(); }
  [[nodiscard]] std::size_t words() const { return (rows_.dimension() + 63) / 64; }
  [[nodiscard]] std::size_t sketch_bytes() const {
    return codebook_ == nullptr ? 0 : words() * sizeof(std::uint64_t) + 2 * sizeof(float);
  }
  [[nodiscard]] std::size_t record_bytes() const { return row_bytes() + sketch_bytes(); }
  void Encode(const float* vector, std::uint32_t list, char* record) const;

 private:
  void Sketch(const float* vector, const float* centroid, char* sketch) const;

  Metric metric_;
  RowCodec rows_;
  const Codebook* codebook_;
};

}  // namespace wenyuan::vectors
