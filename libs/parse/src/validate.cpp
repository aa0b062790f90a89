#include "validate.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "utf8.h"

namespace wenyuan::parse {
namespace {

Error Wrong(const std::string& what) {
  return {ErrorCode::kCorruption, "the document is damaged: " + what};
}

Result<void> CheckText(std::string_view text, const char* what) {
  if (IsCleanText(text)) return {};
  return Wrong(std::string(what) + " is not UTF-8 without NUL");
}

bool IsBox(const PageBox& box, const std::vector<Page>* pages) {
  const bool ordered = box.left >= 0 && box.top >= 0 && box.left <= box.right &&
                       box.top <= box.bottom && box.right <= kMaxPageSize &&
                       box.bottom <= kMaxPageSize;  // false for a NaN, too
  if (!ordered || box.page == 0) return false;
  if (pages == nullptr) return true;
  if (box.page > pages->size()) return false;
  const Page& page = (*pages)[box.page - 1];
  return box.right <= page.width && box.bottom <= page.height;
}

Result<void> CheckTable(const Table& table, const std::vector<Page>* pages) {
  if (table.cells.empty() && table.rows == 0 && table.columns == 0) return {};
  std::vector<std::uint32_t> free_from_row;  // per column; grown as far as cells reach
  std::uint64_t crossed = 0;
  std::uint64_t last_position = 0;
  for (const TableCell& cell : table.cells) {
    const std::string name = "cell " + std::to_string(cell.row) + "," + std::to_string(cell.column);
    if (cell.row >= table.rows || cell.column >= table.columns || cell.row_span == 0 ||
        cell.column_span == 0 || cell.row_span > table.rows - cell.row ||
        cell.column_span > table.columns - cell.column) {
      return Wrong(name + " lies outside of its table");
    }
    const std::uint64_t position = (std::uint64_t{cell.row} << 32U) + cell.column + 1;
    if (position <= last_position) return Wrong(name + " is out of order");
    last_position = position;
    crossed += cell.column_span;
    const std::uint64_t end = std::uint64_t{cell.column} + cell.column_span;
    if (crossed > kMaxCrossedColumns || end > kMaxColumns) {
      return Wrong("a table is too wide");
    }
    if (free_from_row.size() < end) free_from_row.resize(end, 0);
    for (std::uint64_t column = cell.column; column < end; ++column) {
      if (free_from_row[column] > cell.row) return Wrong(name + " overlaps another cell");
      free_from_row[column] = cell.row + cell.row_span;
    }
    WY_CHECK(CheckText(cell.text, "a cell"));
    for (const PageBox& box : cell.boxes) {
      if (!IsBox(box, pages)) return Wrong("the box of " + name + " is outside of its page");
    }
  }
  return {};
}

Result<void> CheckLevel(const Block& block) {
  const bool right = block.kind == BlockKind::kHeading    ? block.level >= 1 && block.level <= 9
                     : block.kind == BlockKind::kListItem ? block.level >= 1
                                                          : block.level == 0;
  if (right) return {};
  return Wrong("a block has level " + std::to_string(block.level));
}

bool IsPicture(const Picture& picture) {
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return picture.sha256.size() == 64 &&
         std::all_of(picture.sha256.begin(), picture.sha256.end(), is_digit);
}

Result<void> CheckBlock(const Block& block, const std::vector<Page>& pages) {
  if (block.kind > BlockKind::kHidden) return Wrong("a block is of an unknown kind");
  WY_CHECK(CheckLevel(block));
  if (block.page > pages.size()) {
    return Wrong("a block stands on page " + std::to_string(block.page) + " of " +
                 std::to_string(pages.size()));
  }
  WY_CHECK(CheckText(block.text, "a block"));
  const bool is_table = block.kind == BlockKind::kTable;
  if (is_table && !block.text.empty()) return Wrong("a table has text beside its cells");
  if (!is_table && block.table != Table{}) return Wrong("a block that is no table has cells");
  if (block.confidence > kCertain) return Wrong("a block is more than certain");
  if (block.box) {
    if (!MayHaveBox(block.kind)) return Wrong("a block that is no figure has a region");
    if (!IsBox(*block.box, &pages)) return Wrong("the region of a block is outside of its page");
  }
  std::uint32_t done = 0;
  for (const TextSpan& span : block.spans) {
    if (span.begin < done || span.begin >= span.end || span.end > block.text.size() ||
        !IsCharacterBoundary(block.text, span.begin) ||
        !IsCharacterBoundary(block.text, span.end)) {
      return Wrong("a span does not fit its text");
    }
    done = span.end;
    if (!IsBox(span.box, &pages)) return Wrong("the box of a span is outside of its page");
  }
  return CheckTable(block.table, &pages);
}

}  // namespace

bool MayHaveBox(BlockKind kind) {
  return kind == BlockKind::kFigure || kind == BlockKind::kFormula;
}

Result<void> Validate(const Document& document) {
  WY_CHECK(CheckText(document.format, "the format"));
  WY_CHECK(CheckText(document.title, "the title"));
  for (const auto& [name, value] : document.metadata) {
    WY_CHECK(CheckText(name, "a metadata name"));
    WY_CHECK(CheckText(value, "a metadata value"));
  }
  for (const Page& page : document.pages) {
    if (!IsPageSize(page.width) || !IsPageSize(page.height)) return Wrong("a page has no size");
    WY_CHECK(CheckText(page.label, "a page label"));
  }
  for (const Block& block : document.blocks) {
    WY_CHECK(CheckBlock(block, document.pages));
    if (block.picture > document.pictures.size()) return Wrong("a figure shows no known picture");
    if (block.picture != 0 && block.kind != BlockKind::kFigure) {
      return Wrong("a block that is no figure shows a picture");
    }
  }
  if (!std::all_of(document.pictures.begin(), document.pictures.end(), IsPicture)) {
    return Wrong("a picture is not known by a SHA-256");
  }
  for (const Attachment& attachment : document.attachments) {
    WY_CHECK(CheckText(attachment.name, "the name of an attachment"));
  }
  for (const std::string& warning : document.warnings) {
    WY_CHECK(CheckText(warning, "a warning"));
  }
  return {};
}

Result<void> Validate(const Table& table) { return CheckTable(table, nullptr); }

}  // namespace wenyuan::parse
