#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// Lays the cells of a table out on a grid, row by row, as HTML does: a cell takes the next column
// that no cell from above reaches into. Spans are cut to sane sizes. One thread at a time.
class TableGrid {
 public:
  void StartRow();
  // Requires a started row. A row span of 0 reaches to the end of the table.
  void AddCell(std::string text, std::uint32_t row_span, std::uint32_t column_span, bool header);
  // Leaves `columns` free.
  void Skip(std::uint32_t columns);
  // The cell above this position grows by the row, and its columns are skipped: how word processors
  // write a vertical merge. Without a cell above one column is skipped.
  void ContinueAbove();

  [[nodiscard]] std::uint32_t Rows() const { return rows_; }
  Table Finish();

 private:
  void MoveToFreeColumn();

  std::vector<TableCell> cells_;
  std::vector<std::uint32_t> busy_until_;  // by column: the first row that is free again
  std::vector<std::size_t> last_cell_;     // by column: index + 1 in cells_, 0 none
  std::uint32_t rows_ = 0;
  std::uint32_t column_ = 0;
};

// The cells of a table that stands inside a cell: rows as lines, cells apart by " | ".
std::string TextOf(const Table& table);

}  // namespace wenyuan::parse
