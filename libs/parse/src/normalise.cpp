#include "normalise.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "utf8.h"
#include "validate.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint8_t kDeepestHeading = 9;

void Clean(std::string& text) {
  if (!IsCleanText(text)) text = CleanText(text);
}

bool Clamp(PageBox& box, const std::vector<Page>& pages) {
  if (box.page == 0 || box.page > pages.size()) return false;
  const Page& page = pages[box.page - 1];
  for (float* side : {&box.left, &box.right}) {
    if (!std::isfinite(*side)) return false;
    *side = std::clamp(*side, 0.0F, page.width);
  }
  for (float* side : {&box.top, &box.bottom}) {
    if (!std::isfinite(*side)) return false;
    *side = std::clamp(*side, 0.0F, page.height);
  }
  return box.left <= box.right && box.top <= box.bottom;
}

class Normaliser {
 public:
  explicit Normaliser(Document& document) : document_(document) {}

  void Run() {
    Clean(document_.format);
    Clean(document_.title);
    for (auto& [name, value] : document_.metadata) {
      Clean(name);
      Clean(value);
    }
    for (Page& page : document_.pages) {
      if (!IsPageSize(page.width)) page.width = 0;
      if (!IsPageSize(page.height)) page.height = 0;
      Clean(page.label);
    }
    for (Block& block : document_.blocks) NormaliseBlock(block);
    std::erase_if(document_.blocks, [](const Block& block) {
      return block.text.empty() && block.table.cells.empty() && !block.box && block.picture == 0;
    });
    for (Attachment& attachment : document_.attachments) Clean(attachment.name);
    for (std::string& warning : document_.warnings) Clean(warning);
    if (lost_boxes_ > 0) Warn(lost_boxes_, "boxes outside of their pages");
    if (lost_cells_ > 0) Warn(lost_cells_, "positions of table cells that overlap");
  }

 private:
  void Warn(std::size_t count, const char* what) {
    document_.warnings.push_back("dropped " + std::to_string(count) + " " + what);
  }

  void NormaliseBlock(Block& block) {
    if (block.kind > BlockKind::kHidden) block.kind = BlockKind::kParagraph;
    if (block.kind == BlockKind::kHeading) {
      block.level = std::clamp<std::uint8_t>(block.level, 1, kDeepestHeading);
    } else if (block.kind == BlockKind::kListItem) {
      block.level = std::max<std::uint8_t>(block.level, 1);
    } else {
      block.level = 0;
    }
    if (block.page > document_.pages.size()) block.page = 0;
    block.confidence = std::min(block.confidence, kCertain);
    if (block.kind != BlockKind::kFigure || block.picture > document_.pictures.size()) {
      block.picture = 0;
    }
    if (block.box && !(MayHaveBox(block.kind) && Clamp(*block.box, document_.pages))) {
      block.box.reset();
      ++lost_boxes_;
    }
    if (block.kind == BlockKind::kTable) {
      block.text.clear();
      block.spans.clear();
      NormaliseTable(block.table);
    } else {
      block.table = {};
      NormaliseText(block);
    }
  }

  void NormaliseText(Block& block) {
    if (!IsCleanText(block.text)) {  // the spans point into what is gone
      block.text = CleanText(block.text);
      lost_boxes_ += block.spans.size();
      block.spans.clear();
    }
    std::uint32_t done = 0;
    const std::size_t before = block.spans.size();
    std::erase_if(block.spans, [&](TextSpan& span) {
      const bool fits =
          span.begin >= done && span.begin < span.end && span.end <= block.text.size() &&
          IsCharacterBoundary(block.text, span.begin) &&
          IsCharacterBoundary(block.text, span.end) && Clamp(span.box, document_.pages);
      if (fits) done = span.end;
      return !fits;
    });
    lost_boxes_ += before - block.spans.size();
  }

  void NormaliseTable(Table& table) {
    for (TableCell& cell : table.cells) {
      Clean(cell.text);
      const std::size_t before = cell.boxes.size();
      std::erase_if(cell.boxes, [&](PageBox& box) { return !Clamp(box, document_.pages); });
      lost_boxes_ += before - cell.boxes.size();
    }
    std::stable_sort(table.cells.begin(), table.cells.end(),
                     [](const TableCell& a, const TableCell& b) {
                       return std::pair(a.row, a.column) < std::pair(b.row, b.column);
                     });
    if (!table.cells.empty() && !Validate(table)) Flatten(table);
  }

  // One cell a row and column without spans, numbered anew; the order of the texts stays.
  void Flatten(Table& table) {
    lost_cells_ += table.cells.size();
    std::map<std::uint32_t, std::uint32_t> rows;
    for (const TableCell& cell : table.cells) rows.emplace(cell.row, 0);
    std::uint32_t count = 0;
    for (auto& [old_row, row] : rows) row = count++;
    table.rows = count;
    table.columns = 0;
    std::uint32_t column = 0;
    std::uint32_t last_row = 0;
    for (TableCell& cell : table.cells) {
      cell.row = rows.at(cell.row);
      column = cell.row == last_row ? column : 0;
      last_row = cell.row;
      cell.column = column++;
      cell.row_span = 1;
      cell.column_span = 1;
      table.columns = std::max(table.columns, column);
    }
  }

  Document& document_;
  std::size_t lost_boxes_ = 0;
  std::size_t lost_cells_ = 0;
};

}  // namespace

void Normalise(Document& document) { Normaliser(document).Run(); }

}  // namespace wenyuan::parse
