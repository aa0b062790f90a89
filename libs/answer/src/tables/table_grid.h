#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse/document.h"

namespace wenyuan::answer {

// A table by rows and columns: what names each of them, spans and headings of several levels
// counted. Borrows the table.
class TableGrid {
 public:
  explicit TableGrid(const parse::Table& table);

  [[nodiscard]] std::uint32_t header_rows() const { return header_rows_; }
  // How many columns at the left name the rows; at least one when there are more.
  [[nodiscard]] std::uint32_t header_columns() const { return header_columns_; }

  // The cells that cover a row, from left to right, without empty ones.
  [[nodiscard]] std::vector<const parse::TableCell*> Row(std::uint32_t row) const;
  // The names above a column, from the top down, each once: {"单价", "1至99件"}.
  [[nodiscard]] std::vector<std::string> ColumnNames(std::uint32_t column) const;
  // The heading above a row that is a row of its own ("Net sales:"), to the next such heading or
  // behind a total; nullptr: none.
  [[nodiscard]] const parse::TableCell* Section(std::uint32_t row) const;
  // A name over the whole table: its title, and what stands among the names of columns without
  // being one: "单位：万元", "(In millions)", "(unaudited)". One line each.
  [[nodiscard]] std::string Title() const;
  [[nodiscard]] const parse::Table& table() const { return table_; }

 private:
  [[nodiscard]] bool IsTitle(const parse::TableCell& cell) const;
  // Whether it names columns of those below.
  [[nodiscard]] bool IsName(const parse::TableCell& cell) const;

  const parse::Table& table_;
  std::uint32_t header_rows_;
  std::uint32_t header_columns_ = 0;
  std::vector<std::vector<const parse::TableCell*>> rows_;
};

// How many rows at the top name the columns; never all rows. The first row of a table without
// marked headers counts as one when there are more, except of a form: two columns, a name and what
// it is.
std::uint32_t HeaderRows(const parse::Table& table);

// Names of a row or a column as one text.
std::string Joined(const std::vector<std::string>& names, std::string_view by = " ");

// Whether a row of this name sums up the rows above it: 合计, "Total assets".
bool IsTotal(std::string_view label);

}  // namespace wenyuan::answer
