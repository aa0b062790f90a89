#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "assigner.h"
#include "codebook.h"
#include "row_codec.h"

namespace wenyuan::vectors {

// A vector as a segment holds it: its row and, in a segment with lists, its sketch (EncodeSketch).
class RecordCodec {
 public:
  // Without a codebook there are no lists. It must outlive the codec.
  RecordCodec(const Space& space, const Codebook* codebook);

  [[nodiscard]] const RowCodec& rows() const { return rows_; }
  [[nodiscard]] const Codebook* codebook() const { return codebook_; }
  // Of the codebook; nullptr without. One thread.
  [[nodiscard]] Assigner* assigner() const { return assigner_.get(); }
  [[nodiscard]] std::size_t row_bytes() const { return rows_.row_bytes(); }
  [[nodiscard]] std::size_t sketch_bytes() const {
    return codebook_ == nullptr ? 0 : SketchBytes(SketchWords(rows_.dimension()));
  }
  [[nodiscard]] std::size_t record_bytes() const { return row_bytes() + sketch_bytes(); }
  void Encode(const float* vector, std::uint32_t list, char* record) const;

 private:
  Metric metric_;
  RowCodec rows_;
  const Codebook* codebook_;
  std::unique_ptr<Assigner> assigner_;
};

}  // namespace wenyuan::vectors
