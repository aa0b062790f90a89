#include "wenyuan/parse_kit/table_grid.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kMaxColumns = 16'384;
constexpr std::uint32_t kMaxColumnSpan = 1'000;
constexpr std::uint32_t kMaxRowSpan = 65'534;
constexpr std::uint32_t kToTheEnd = std::numeric_limits<std::uint32_t>::max();

}  // namespace

void TableGrid::StartRow() {
  ++rows_;
  column_ = 0;
}

void TableGrid::MoveToFreeColumn() {
  const std::uint32_t row = rows_ - 1;
  while (column_ < busy_until_.size() && busy_until_[column_] > row) ++column_;
}

void TableGrid::AddCell(std::string text, std::uint32_t row_span, std::uint32_t column_span,
                        bool header) {
  if (rows_ == 0) StartRow();
  MoveToFreeColumn();
  if (column_ >= kMaxColumns) return;
  TableCell cell;
  cell.row = rows_ - 1;
  cell.column = column_;
  cell.row_span = row_span == 0 ? kToTheEnd : std::min(row_span, kMaxRowSpan);
  cell.column_span = std::clamp(column_span, 1U, std::min(kMaxColumnSpan, kMaxColumns - column_));
  // A cell from above may stand in the way of the whole width.
  for (std::uint32_t i = 1; i < cell.column_span; ++i) {
    if (column_ + i < busy_until_.size() && busy_until_[column_ + i] > cell.row) {
      cell.column_span = i;
    }
  }
  cell.header = header;
  cell.text = std::move(text);
  const std::uint32_t end = column_ + cell.column_span;
  if (busy_until_.size() < end) {
    busy_until_.resize(end);
    last_cell_.resize(end);
  }
  for (; column_ < end; ++column_) {
    busy_until_[column_] = row_span == 0 ? kToTheEnd : cell.row + cell.row_span;
    last_cell_[column_] = cells_.size() + 1;
  }
  cells_.push_back(std::move(cell));
}

void TableGrid::Skip(std::uint32_t columns) {
  column_ = std::min(column_ + std::min(columns, kMaxColumns), kMaxColumns);
}

void TableGrid::ContinueAbove() {
  if (rows_ == 0) StartRow();
  const std::size_t above = column_ < last_cell_.size() ? last_cell_[column_] : 0;
  TableCell* cell = above == 0 ? nullptr : &cells_[above - 1];
  if (cell == nullptr || cell->row + cell->row_span + 1 < rows_) {
    Skip(1);
    return;
  }
  cell->row_span = std::max(cell->row_span, rows_ - cell->row);
  column_ = cell->column + cell->column_span;
}

Table TableGrid::Finish() {
  Table table;
  table.rows = rows_;
  for (TableCell& cell : cells_) {
    cell.row_span = std::min(cell.row_span, rows_ - cell.row);
    table.columns = std::max(table.columns, cell.column + cell.column_span);
  }
  table.cells = std::move(cells_);
  *this = TableGrid();
  return table;
}

std::string TextOf(const Table& table) {
  std::string text;
  std::uint32_t row = 0;
  for (const TableCell& cell : table.cells) {
    if (cell.text.empty()) continue;
    if (!text.empty()) text += cell.row == row ? " | " : "\n";
    row = cell.row;
    text += cell.text;
  }
  return text;
}

}  // namespace wenyuan::parse
