#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {

using FieldLengths = std::array<std::uint32_t, kFields>;  // in tokens

// As a score counts it.
inline float WeightedLength(const FieldLengths& lengths,
                            const std::array<float, kFields>& weights) {
  float length = 0;
  for (std::size_t field = 0; field < kFields; ++field) {
    length += weights[field] * static_cast<float>(lengths[field]);
  }
  return length;
}

// One document of a segment and its chunks, the ordinals [begin, end).
struct DocumentRow {
  std::uint32_t document = 0;
  std::uint32_t revision = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Which chunk an ordinal is, and how long. Rows ascend by document; a document's chunks by number.
class ChunkTable {
 public:
  static Result<ChunkTable> Read(std::string_view bytes);
  [[nodiscard]] std::string Write() const;

  // Requires a higher document than the one before.
  void AddDocument(std::uint32_t document, std::uint32_t revision);
  // Of the document added last; requires a higher number than its chunk before.
  void AddChunk(std::uint32_t number, const FieldLengths& lengths);

  [[nodiscard]] std::uint32_t chunks() const { return static_cast<std::uint32_t>(numbers_.size()); }
  [[nodiscard]] const std::vector<DocumentRow>& rows() const { return rows_; }
  [[nodiscard]] const DocumentRow* Find(std::uint32_t document) const;
  [[nodiscard]] std::optional<std::uint32_t> OrdinalOf(std::uint32_t document,
                                                       std::uint32_t number) const;
  [[nodiscard]] const DocumentRow& RowOf(std::uint32_t ordinal) const {
    return rows_[row_of_[ordinal]];
  }
  [[nodiscard]] std::uint32_t number(std::uint32_t ordinal) const { return numbers_[ordinal]; }
  [[nodiscard]] const std::vector<FieldLengths>& lengths() const { return lengths_; }

 private:
  std::vector<DocumentRow> rows_;
  std::vector<std::uint32_t> row_of_;  // by ordinal, as are the next two
  std::vector<std::uint32_t> numbers_;
  std::vector<FieldLengths> lengths_;
};

// By ordinal.
std::vector<float> WeightedLengths(const ChunkTable& chunks,
                                   const std::array<float, kFields>& weights);

}  // namespace wenyuan::index
