#include "row_table.h"

#include <algorithm>
#include <numeric>

#include "damage.h"
#include "wenyuan/base/bytes.h"

namespace wenyuan::vectors {
namespace {

// Of a table; so few are kept apart.
constexpr std::uint32_t kFewShare = 64;

}  // namespace

RowTable RowTable::Build(const std::vector<RowName>& names) {
  RowTable table;
  const auto rows = static_cast<std::uint32_t>(names.size());
  table.row_at_.resize(rows);
  std::iota(table.row_at_.begin(), table.row_at_.end(), 0U);
  std::sort(table.row_at_.begin(), table.row_at_.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (names[a].document != names[b].document) return names[a].document < names[b].document;
    return names[a].chunk < names[b].chunk;
  });
  table.document_of_.reserve(rows);
  table.chunks_.reserve(rows);
  for (const RowName& name : names) {
    table.document_of_.push_back(name.document);
    table.chunks_.push_back(name.chunk);
    table.group_of_.push_back(name.group);
  }
  for (std::uint32_t place = 0; place < rows; ++place) {
    const RowName& name = names[table.row_at_[place]];
    if (table.documents_.empty() || table.documents_.back().document != name.document) {
      table.documents_.push_back({name.document, name.revision, place, place});
    }
    table.documents_.back().end = place + 1;
  }
  table.IndexDocuments();
  table.CountGroups();
  return table;
}

void RowTable::CountGroups() {
  for (const std::uint8_t group : group_of_) ++rows_of_[group];
  for (std::uint8_t group = 0; group < kMostGroups; ++group) {
    if (rows_of_[group] <= rows() / kFewShare) few_rows_of_[group].reserve(rows_of_[group]);
  }
  for (std::uint32_t row = 0; row < rows(); ++row) {
    const std::uint8_t group = group_of_[row];
    if (rows_of_[group] <= rows() / kFewShare) few_rows_of_[group].push_back(row);
  }
}

const std::vector<std::uint32_t>* RowTable::FewRowsOf(std::uint8_t group) const {
  return rows_of_[group] <= rows() / kFewShare ? &few_rows_of_[group] : nullptr;
}

// So few steps that documents numbered without gaps are found at once.
void RowTable::IndexDocuments() {
  first_.clear();
  if (documents_.empty()) return;
  const std::uint32_t last = documents_.back().document;
  while ((last >> shift_) > documents_.size() + 1) ++shift_;
  first_.resize((last >> shift_) + 2, static_cast<std::uint32_t>(documents_.size()));
  for (std::size_t i = documents_.size(); i-- > 0;) {
    first_[documents_[i].document >> shift_] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t i = first_.size() - 1; i-- > 0;) first_[i] = std::min(first_[i], first_[i + 1]);
}

const DocumentRows* RowTable::Find(std::uint32_t document) const {
  if (documents_.empty() || document > documents_.back().document) return nullptr;
  const auto begin = documents_.begin() + first_[document >> shift_];
  const auto end = documents_.begin() + first_[(document >> shift_) + 1];
  const auto found =
      std::lower_bound(begin, end, document,
                       [](const DocumentRows& rows, std::uint32_t d) { return rows.document < d; });
  return found != end && found->document == document ? &*found : nullptr;
}

const std::uint32_t* RowTable::FindRow(const DocumentRows& rows, std::uint32_t chunk) const {
  const auto end = row_at_.begin() + rows.end;
  const auto found =
      std::lower_bound(row_at_.begin() + rows.begin, end, chunk,
                       [&](std::uint32_t row, std::uint32_t c) { return chunks_[row] < c; });
  return found != end && chunks_[*found] == chunk ? &*found : nullptr;
}

std::size_t RowTable::resident_bytes() const {
  std::size_t few = 0;
  for (const auto& rows : few_rows_of_) few += rows.size();
  return documents_.size() * sizeof(DocumentRows) +
         (row_at_.size() + document_of_.size() + chunks_.size() + first_.size()) *
             sizeof(std::uint32_t) +
         group_of_.size() + few * sizeof(std::uint32_t);
}

std::string RowTable::Write() const {
  std::string bytes;
  PutVarint(bytes, rows());
  PutVarint(bytes, documents_.size());
  std::uint32_t next_document = 0;
  for (const DocumentRows& rows : documents_) {
    PutVarint(bytes, rows.document - next_document);
    next_document = rows.document + 1;
    PutVarint(bytes, rows.revision);
    PutVarint(bytes, rows.end - rows.begin);
    std::uint32_t next_chunk = 0;
    for (std::uint32_t place = rows.begin; place < rows.end; ++place) {
      const std::uint32_t row = row_at_[place];
      PutVarint(bytes, chunks_[row] - next_chunk);
      next_chunk = chunks_[row] + 1;
      PutVarint(bytes, std::uint64_t{row} * kMostGroups + group_of_[row]);
    }
  }
  return bytes;
}

Result<RowTable> RowTable::Read(std::string_view encoded) {
  ByteReader bytes(encoded);
  RowTable table;
  const std::uint32_t rows = bytes.Small();
  if (rows > encoded.size()) return Damage("the table of rows");
  table.document_of_.resize(rows);
  table.chunks_.resize(rows);
  table.group_of_.resize(rows);
  std::vector<bool> named(rows);
  std::uint32_t document = 0;
  for (std::uint64_t count = bytes.Varint(); count > 0 && bytes.ok(); --count) {
    document += bytes.Small();
    const auto begin = static_cast<std::uint32_t>(table.row_at_.size());
    table.documents_.push_back({document, bytes.Small(), begin, begin});
    std::uint32_t chunk = 0;
    for (std::uint64_t chunks = bytes.Varint(); chunks > 0 && bytes.ok(); --chunks) {
      chunk += bytes.Small();
      const std::uint64_t packed = bytes.Varint();
      const auto row = static_cast<std::uint32_t>(packed / kMostGroups);
      if (packed / kMostGroups >= rows || named[row]) return Damage("the table of rows");
      named[row] = true;
      table.row_at_.push_back(row);
      table.document_of_[row] = document;
      table.chunks_[row] = chunk++;
      table.group_of_[row] = static_cast<std::uint8_t>(packed % kMostGroups);
    }
    table.documents_.back().end = static_cast<std::uint32_t>(table.row_at_.size());
    ++document;
  }
  if (!bytes.ok() || !bytes.AtEnd() || table.row_at_.size() != rows) {
    return Damage("the table of rows");
  }
  table.IndexDocuments();
  table.CountGroups();
  return table;
}

}  // namespace wenyuan::vectors
