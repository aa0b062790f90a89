#include "table_grid.h"

#include <algorithm>
#include <array>

#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kTotals = {"total"sv, "合计"sv, "合計"sv, "总计"sv,
                                "總計"sv,  "小计"sv, "小計"sv};

bool Covers(const parse::TableCell& cell, std::uint32_t column) {
  return cell.column <= column && column < cell.column + std::max(cell.column_span, 1U);
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A form without marked headers: two columns, and the second does not begin with a name where
// below it are numbers.
bool IsForm(const parse::Table& table) {
  if (table.columns != 2) return false;
  std::size_t numbers = 0;
  std::size_t others = 0;
  bool first_is_name = false;
  for (const parse::TableCell& cell : table.cells) {
    if (cell.header && cell.row == 0) return false;
    if (cell.column != 1 || cell.text.empty()) continue;
    if (cell.row == 0) {
      first_is_name = !HasDigit(cell.text);
    } else {
      ++(HasDigit(cell.text) ? numbers : others);
    }
  }
  return !first_is_name || numbers <= others;
}

}  // namespace

std::string Joined(const std::vector<std::string>& names, std::string_view by) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : by).append(name);
  return text;
}

bool IsTotal(std::string_view label) {
  const std::string lower = Lower(label.substr(0, 24));
  return std::any_of(kTotals.begin(), kTotals.end(), [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

std::uint32_t HeaderRows(const parse::Table& table) {
  std::vector<bool> header(table.rows, true);
  std::vector<bool> reaches(table.rows, table.columns < 2);  // beyond the first column
  for (const parse::TableCell& cell : table.cells) {
    if (cell.row >= table.rows) continue;
    if (!cell.header) header[cell.row] = false;
    if (!cell.text.empty() && cell.column + std::max(cell.column_span, 1U) > 1) {
      reaches[cell.row] = true;
    }
  }
  std::uint32_t count = 0;
  while (count < table.rows && header[count] && reaches[count]) ++count;
  if (count == table.rows) count = table.rows > 1 ? 1 : 0;
  if (count == 0 && table.rows > 1 && !IsForm(table)) count = 1;
  return count;
}

TableGrid::TableGrid(const parse::Table& table)
    : table_(table), header_rows_(HeaderRows(table)), rows_(table.rows) {
  for (const parse::TableCell& cell : table.cells) {
    const std::uint32_t end = std::min(cell.row + std::max(cell.row_span, 1U), table.rows);
    for (std::uint32_t row = cell.row; row < end; ++row) rows_[row].push_back(&cell);
  }
  for (auto& row : rows_) {
    std::stable_sort(row.begin(), row.end(), [](const auto* left, const auto* right) {
      return left->column < right->column;
    });
  }
  if (table.columns < 2) return;
  header_columns_ = 1;
  // More where a name spans rows, so that the next column tells them apart; or as they are marked.
  bool marked = false;
  for (const parse::TableCell& cell : table.cells) {
    if (cell.row < header_rows_ || IsTitle(cell)) continue;
    const bool names_rows = cell.row_span > 1 && cell.column + 2 < table.columns;
    if (names_rows) header_columns_ = std::max(header_columns_, cell.column + 2);
    marked = marked || (cell.header && cell.column == 1);
  }
  if (marked && table.columns > 2) {
    std::size_t headers = 0;
    std::size_t all = 0;
    for (const parse::TableCell& cell : table.cells) {
      if (cell.row < header_rows_ || cell.column != 1 || cell.text.empty()) continue;
      ++all;
      if (cell.header) ++headers;
    }
    if (2 * headers > all) header_columns_ = std::max(header_columns_, 2U);
  }
}

// A name over the whole table, or over all but the first column, alone in its row.
bool TableGrid::IsTitle(const parse::TableCell& cell) const {
  return cell.column_span >= table_.columns && table_.columns > 1;
}

bool TableGrid::IsName(const parse::TableCell& cell) const {
  if (cell.row >= header_rows_ || cell.text.empty() || IsTitle(cell)) return false;
  const std::string_view text = cell.text;
  const bool bracketed = (text.starts_with("(") && text.ends_with(")")) ||
                         (text.starts_with("（") && text.ends_with("）"));
  return !bracketed && !text.starts_with("单位：") && !text.starts_with("單位：");
}

std::vector<const parse::TableCell*> TableGrid::Row(std::uint32_t row) const {
  std::vector<const parse::TableCell*> cells;
  if (row >= rows_.size()) return cells;
  for (const parse::TableCell* cell : rows_[row]) {
    if (!cell->text.empty() && cell->row >= header_rows_) cells.push_back(cell);
  }
  return cells;
}

std::vector<std::string> TableGrid::ColumnNames(std::uint32_t column) const {
  std::vector<std::string> names;
  for (const parse::TableCell& cell : table_.cells) {
    if (!IsName(cell) || !Covers(cell, column)) continue;
    if (names.empty() || names.back() != cell.text) names.push_back(cell.text);
  }
  return names;
}

const parse::TableCell* TableGrid::Section(std::uint32_t row) const {
  if (table_.columns < 2) return nullptr;
  for (std::uint32_t above = row; above-- > header_rows_;) {
    const auto cells = Row(above);
    if (cells.empty()) continue;
    if (IsTotal(cells.front()->text)) return nullptr;
    const bool alone = cells.size() == 1 && cells.front()->column == 0;
    if (alone && cells.front()->row_span <= 1) return cells.front();
  }
  return nullptr;
}

std::string TableGrid::Title() const {
  std::string title;
  for (const parse::TableCell& cell : table_.cells) {
    if (cell.row >= header_rows_ || cell.text.empty() || IsName(cell)) continue;
    if (!title.empty()) title += '\n';
    title += cell.text;
  }
  return title;
}

}  // namespace wenyuan::answer
