#include "whole_table.h"

#include <algorithm>
#include <map>
#include <utility>

#include "../citation.h"
#include "../tables/table_grid.h"
#include "wenyuan/parse/wire.h"

namespace wenyuan::answer {
namespace {

std::vector<std::string> TextsOf(const parse::Table& table, std::uint32_t row) {
  std::vector<std::string> texts;
  for (const parse::TableCell& cell : table.cells) {
    if (cell.row == row) texts.push_back(cell.text);
  }
  return texts;
}

// How many rows at the top of a further part repeat rows of the table before it: the names of the
// columns and the heading above its first row.
std::uint32_t Repeated(const parse::Table& whole, const parse::Table& part) {
  const std::uint32_t header_rows = HeaderRows(whole);
  std::uint32_t repeated = 0;
  while (repeated < std::min(header_rows, part.rows) &&
         TextsOf(whole, repeated) == TextsOf(part, repeated)) {
    ++repeated;
  }
  if (repeated < header_rows) return 0;
  const std::vector<std::string> heading = TextsOf(part, repeated);
  if (heading.size() != 1) return repeated;
  for (std::uint32_t row = header_rows; row < whole.rows; ++row) {
    if (TextsOf(whole, row) == heading) return repeated + 1;
  }
  return repeated;
}

}  // namespace

std::optional<WholeTable> WholeTable::Read(const search::Hit& hit,
                                           const std::vector<store::Chunk>& passages) {
  WholeTable whole;
  whole.headings_ = hit.document.title + "\n" + hit.chunk.heading_path;
  for (const store::Chunk& passage : passages) {
    const auto part = parse::DecodeTable(passage.table);
    if (!part) return std::nullopt;
    const std::vector<RowLine> lines = RowLines(passage.text, *part);
    if (lines.empty()) return std::nullopt;
    if (whole.parts_.empty()) whole.caption_ = passage.text.substr(0, lines.front().begin);
    whole.Append(hit, passage, *part, lines);
  }
  if (whole.parts_.empty()) return std::nullopt;
  return whole;
}

void WholeTable::Append(const search::Hit& hit, const store::Chunk& passage,
                        const parse::Table& part, const std::vector<RowLine>& lines) {
  const std::uint32_t skipped = parts_.empty() ? 0 : Repeated(table_, part);
  const std::uint32_t before = table_.rows;
  for (const parse::TableCell& cell : part.cells) {
    if (cell.row < skipped) continue;
    table_.cells.push_back(cell);
    table_.cells.back().row = cell.row - skipped + before;
  }
  for (std::uint32_t row = skipped; row < part.rows; ++row) {
    lines_.push_back({parts_.size(), lines[row]});
  }
  table_.rows += part.rows - skipped;
  table_.columns = std::max(table_.columns, part.columns);
  search::Hit own = hit;
  own.chunk = passage;
  parts_.push_back(std::move(own));
}

WholeTable WholeTable::Turned() const {
  WholeTable turned = *this;
  turned.turned_ = !turned_;
  std::swap(turned.table_.rows, turned.table_.columns);
  for (parse::TableCell& cell : turned.table_.cells) {
    std::swap(cell.row, cell.column);
    std::swap(cell.row_span, cell.column_span);
    cell.header = cell.row == 0;
  }
  std::stable_sort(turned.table_.cells.begin(), turned.table_.cells.end(),
                   [](const parse::TableCell& left, const parse::TableCell& right) {
                     return std::pair(left.row, left.column) < std::pair(right.row, right.column);
                   });
  return turned;
}

std::vector<Citation> WholeTable::Cite(std::span<const parse::TableCell* const> cells) const {
  struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<const parse::TableCell*> cells;
  };
  std::map<std::size_t, Place> places;  // by part
  for (const parse::TableCell* cell : cells) {
    const Line& line = lines_[turned_ ? cell->column : cell->row];
    auto [place, is_new] = places.try_emplace(line.part);
    Place& known = place->second;
    known.begin = is_new ? line.place.begin : std::min(known.begin, line.place.begin);
    known.end = std::max(known.end, line.place.end);
    known.cells.push_back(cell);
  }
  std::vector<Citation> citations;
  for (const auto& [part, place] : places) {
    citations.push_back(CiteCells(parts_[part], place.begin, place.end, place.cells));
  }
  return citations;
}

}  // namespace wenyuan::answer
