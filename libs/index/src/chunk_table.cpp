#include "chunk_table.h"

#include <algorithm>

#include "damage.h"
#include "wenyuan/base/bytes.h"

namespace wenyuan::index {

void ChunkTable::AddDocument(std::uint32_t document, std::uint32_t revision) {
  rows_.push_back({document, revision, chunks(), chunks()});
}

void ChunkTable::AddChunk(std::uint32_t number, const FieldLengths& lengths) {
  row_of_.push_back(static_cast<std::uint32_t>(rows_.size() - 1));
  numbers_.push_back(number);
  lengths_.push_back(lengths);
  rows_.back().end = chunks();
}

const DocumentRow* ChunkTable::Find(std::uint32_t document) const {
  const auto found =
      std::lower_bound(rows_.begin(), rows_.end(), document,
                       [](const DocumentRow& row, std::uint32_t d) { return row.document < d; });
  return found != rows_.end() && found->document == document ? &*found : nullptr;
}

std::optional<std::uint32_t> ChunkTable::OrdinalOf(std::uint32_t document,
                                                   std::uint32_t number) const {
  const DocumentRow* const row = Find(document);
  if (row == nullptr) return std::nullopt;
  const auto begin = numbers_.begin() + row->begin;
  const auto end = numbers_.begin() + row->end;
  const auto found = std::lower_bound(begin, end, number);
  if (found == end || *found != number) return std::nullopt;
  return static_cast<std::uint32_t>(found - numbers_.begin());
}

std::vector<float> WeightedLengths(const ChunkTable& chunks,
                                   const std::array<float, kFields>& weights) {
  std::vector<float> lengths;
  lengths.reserve(chunks.chunks());
  for (const FieldLengths& one : chunks.lengths()) lengths.push_back(WeightedLength(one, weights));
  return lengths;
}

std::string ChunkTable::Write() const {
  std::string bytes;
  PutVarint(bytes, rows_.size());
  std::int64_t document_before = -1;
  for (const DocumentRow& row : rows_) {
    PutVarint(bytes, static_cast<std::uint64_t>(row.document - document_before - 1));
    document_before = row.document;
    PutVarint(bytes, row.revision);
    PutVarint(bytes, row.end - row.begin);
    std::int64_t number_before = -1;
    for (std::uint32_t ordinal = row.begin; ordinal < row.end; ++ordinal) {
      PutVarint(bytes, static_cast<std::uint64_t>(numbers_[ordinal] - number_before - 1));
      number_before = numbers_[ordinal];
      for (const std::uint32_t length : lengths_[ordinal]) PutVarint(bytes, length);
    }
  }
  return bytes;
}

Result<ChunkTable> ChunkTable::Read(std::string_view encoded) {
  ByteReader bytes(encoded);
  ChunkTable table;
  std::int64_t document = -1;
  for (std::uint64_t rows = bytes.Varint(); rows > 0 && bytes.ok(); --rows) {
    document += static_cast<std::int64_t>(bytes.Small()) + 1;
    table.AddDocument(static_cast<std::uint32_t>(document), bytes.Small());
    std::int64_t number = -1;
    for (std::uint64_t chunks = bytes.Varint(); chunks > 0 && bytes.ok(); --chunks) {
      number += static_cast<std::int64_t>(bytes.Small()) + 1;
      FieldLengths lengths{};
      for (std::uint32_t& length : lengths) length = bytes.Small();
      table.AddChunk(static_cast<std::uint32_t>(number), lengths);
    }
  }
  if (!bytes.ok() || !bytes.AtEnd()) return Damage("the table of chunks");
  return table;
}

}  // namespace wenyuan::index
