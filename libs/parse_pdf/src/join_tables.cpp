#include "join_tables.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace wenyuan::parse_pdf {
namespace {

using parse::BlockKind;
using parse::Table;
using parse::TableCell;

constexpr float kSharedWidth = 0.5F;  // of the narrower one: columns in one place
constexpr std::uint32_t kMostHeaderRows = 6;

struct Extent {
  float left = 1e9F;
  float right = -1e9F;
};

std::vector<Extent> ColumnsOf(const Table& table) {
  std::vector<Extent> columns(table.columns);
  for (const TableCell& cell : table.cells) {
    if (cell.column_span != 1 || cell.text.empty()) continue;
    Extent& column = columns[cell.column];
    for (const PageBox& box : cell.boxes) {
      column.left = std::min(column.left, box.left);
      column.right = std::max(column.right, box.right);
    }
  }
  return columns;
}

bool SameColumns(const Table& a, const Table& b) {
  if (a.columns != b.columns || a.columns < 2) return false;
  const std::vector<Extent> left = ColumnsOf(a);
  const std::vector<Extent> right = ColumnsOf(b);
  std::size_t known = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const float narrow = std::min(left[i].right - left[i].left, right[i].right - right[i].left);
    if (narrow <= 0) continue;
    ++known;
    const float shared =
        std::min(left[i].right, right[i].right) - std::max(left[i].left, right[i].left);
    if (shared < kSharedWidth * narrow) return false;
  }
  return known >= 2;
}

using Row = std::vector<std::pair<std::uint32_t, std::string>>;

Row TextsOf(const Table& table, std::uint32_t row) {
  Row texts;
  for (const TableCell& cell : table.cells) {
    if (cell.row == row) texts.emplace_back(cell.column, cell.text);
  }
  return texts;
}

std::uint32_t HeaderRows(const Table& table) {
  std::uint32_t rows = 0;
  while (rows < std::min(table.rows, kMostHeaderRows)) {
    bool all = false;
    for (const TableCell& cell : table.cells) {
      if (cell.row != rows) continue;
      if (!cell.header) return rows;
      all = all || cell.column > 0;
    }
    if (!all) return rows;  // a label alone heads what follows
    ++rows;
  }
  return rows;
}

// How many rows at the start of `next` repeat the header of `table`; -1 when it has one of its own.
int RepeatedRows(const Table& table, const Table& next) {
  const std::uint32_t headed = HeaderRows(next);
  std::uint32_t same = 0;
  while (same < std::min(table.rows, next.rows) && same < kMostHeaderRows &&
         TextsOf(table, same) == TextsOf(next, same)) {
    ++same;
  }
  if (same < headed) return -1;
  return same < next.rows ? static_cast<int>(std::min(same, std::max(headed, 1U))) : -1;
}

void Append(Table& table, Table next, std::uint32_t dropped) {
  const std::uint32_t offset = table.rows - dropped;
  for (TableCell& cell : next.cells) {
    if (cell.row < dropped) continue;
    cell.row += offset;
    table.cells.push_back(std::move(cell));
  }
  table.rows += next.rows - dropped;
}

bool IsBetween(const Paragraph& paragraph) {
  return paragraph.block.kind == BlockKind::kPageHeader || paragraph.block.kind == BlockKind::kNote;
}

}  // namespace

void JoinTables(std::vector<Paragraph>& paragraphs) {
  Paragraph* open = nullptr;  // a table that nothing followed yet
  std::uint32_t last_page = 0;
  for (Paragraph& paragraph : paragraphs) {
    if (IsBetween(paragraph)) continue;
    parse::Block& block = paragraph.block;
    if (block.kind != BlockKind::kTable) {
      open = nullptr;
      continue;
    }
    if (open != nullptr && block.page == last_page + 1 &&
        SameColumns(open->block.table, block.table)) {
      const int repeated = RepeatedRows(open->block.table, block.table);
      if (repeated >= 0) {
        Append(open->block.table, std::exchange(block.table, {}),
               static_cast<std::uint32_t>(repeated));
        last_page = block.page;
        continue;
      }
    }
    open = &paragraph;
    last_page = block.page;
  }
  std::erase_if(paragraphs, [](const Paragraph& paragraph) {
    return paragraph.block.kind == BlockKind::kTable && paragraph.block.table.rows == 0;
  });
}

}  // namespace wenyuan::parse_pdf
