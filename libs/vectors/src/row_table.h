#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

// Which passage a row is of.
struct RowName {
  std::uint32_t document = 0;
  std::uint32_t revision = 0;
  std::uint32_t chunk = 0;
  std::uint8_t group = 0;
};

// One document of a segment; its passages, ascending, are the places [begin, end).
struct DocumentRows {
  std::uint32_t document = 0;
  std::uint32_t revision = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Which passage each row of a segment is of, and back. Never changes once built. Any thread.
class RowTable {
 public:
  // By row; a document has one revision and each passage once.
  static RowTable Build(const std::vector<RowName>& names);
  static Result<RowTable> Read(std::string_view bytes);
  [[nodiscard]] std::string Write() const;

  [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(chunks_.size()); }
  [[nodiscard]] const std::vector<DocumentRows>& documents() const { return documents_; }
  [[nodiscard]] const DocumentRows* Find(std::uint32_t document) const;
  // Nothing for a passage that has no row.
  [[nodiscard]] const std::uint32_t* FindRow(const DocumentRows& rows, std::uint32_t chunk) const;
  [[nodiscard]] std::uint32_t Row(std::uint32_t place) const { return row_at_[place]; }
  [[nodiscard]] std::uint32_t document(std::uint32_t row) const { return document_of_[row]; }
  [[nodiscard]] std::uint32_t chunk(std::uint32_t row) const { return chunks_[row]; }
  [[nodiscard]] std::uint8_t group(std::uint32_t row) const { return group_of_[row]; }
  // All rows of a group that has few, ascending; nullptr for one that has not.
  [[nodiscard]] const std::vector<std::uint32_t>* FewRowsOf(std::uint8_t group) const;
  [[nodiscard]] std::size_t resident_bytes() const;

 private:
  void IndexDocuments();
  void CountGroups();

  std::vector<DocumentRows> documents_;
  std::vector<std::uint32_t> row_at_;       // by place
  std::vector<std::uint32_t> document_of_;  // by row, as are the next
  std::vector<std::uint32_t> chunks_;
  std::vector<std::uint8_t> group_of_;
  std::array<std::uint32_t, kMostGroups> rows_of_{};  // by group, as is the next
  std::array<std::vector<std::uint32_t>, kMostGroups> few_rows_of_{};
  std::uint32_t shift_ = 0;
  std::vector<std::uint32_t> first_;  // of the documents with the same number >> shift_
};

}  // namespace wenyuan::vectors
