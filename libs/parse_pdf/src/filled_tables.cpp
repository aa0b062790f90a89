#include <algorithm>
#include <cmath>
#include <utility>

#include "tables.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr float kLowestCell = 5;     // points
constexpr float kSameEdge = 1.5F;    // points: one row
constexpr float kSnap = 2.0F;        // points: one column edge
constexpr float kRowGap = 3.0F;      // points between rows of one table
constexpr float kBackground = 0.6F;  // of the page: not a cell

struct Row {
  float top = 0;
  float bottom = 0;
  std::vector<Box> cells;  // from left to right, without overlap
};

std::vector<Box> CellBoxes(const PageContent& page) {
  std::vector<Box> boxes;
  for (const Rectangle& rectangle : page.rectangles) {
    const Box& box = rectangle.box;
    if (!rectangle.filled || box.height() < kLowestCell || box.width() < 0.5F) continue;
    if (box.width() * box.height() > kBackground * page.width * page.height) continue;
    boxes.push_back(box);
  }
  std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) {
    return std::pair(a.top, a.left) < std::pair(b.top, b.left);
  });
  return boxes;
}

// Boxes with one top edge, the narrow ones where they overlap: a wide one is what lies below.
void AddRow(std::vector<Box> boxes, std::vector<Row>& rows) {
  std::sort(boxes.begin(), boxes.end(),
            [](const Box& a, const Box& b) { return a.width() < b.width(); });
  Row row;
  for (const Box& box : boxes) {
    const bool overlaps = std::any_of(row.cells.begin(), row.cells.end(), [&](const Box& cell) {
      return Overlap(box.left, box.right, cell.left, cell.right) > 1;
    });
    if (!overlaps) row.cells.push_back(box);
  }
  std::sort(row.cells.begin(), row.cells.end(),
            [](const Box& a, const Box& b) { return a.left < b.left; });
  row.top = row.cells.front().top;
  row.bottom = row.cells.front().bottom;
  for (const Box& cell : row.cells) row.bottom = std::min(row.bottom, cell.bottom);
  rows.push_back(std::move(row));
}

std::vector<Row> FindRows(const PageContent& page) {
  std::vector<Row> rows;
  std::vector<Box> same_top;
  for (const Box& box : CellBoxes(page)) {
    if (!same_top.empty() && box.top - same_top.front().top > kSameEdge) {
      AddRow(std::exchange(same_top, {}), rows);
    }
    same_top.push_back(box);
  }
  if (!same_top.empty()) AddRow(std::move(same_top), rows);
  return rows;
}

Box Bounds(const std::vector<Row>& rows) {
  Box bounds = rows.front().cells.front();
  for (const Row& row : rows) {
    for (const Box& cell : row.cells) bounds.Add(cell);
  }
  return bounds;
}

// Edges of all cells, those closer than kSnap as one.
std::vector<float> ColumnEdges(const std::vector<Row>& rows) {
  std::vector<float> edges;
  for (const Row& row : rows) {
    for (const Box& cell : row.cells) {
      edges.push_back(cell.left);
      edges.push_back(cell.right);
    }
  }
  std::sort(edges.begin(), edges.end());
  std::vector<float> distinct;
  for (const float edge : edges) {
    if (distinct.empty() || edge - distinct.back() > kSnap) distinct.push_back(edge);
  }
  return distinct;
}

std::uint32_t EdgeIndex(const std::vector<float>& edges, float x) {
  const auto next = std::upper_bound(edges.begin(), edges.end(), x + 0.01F);
  return next == edges.begin() ? 0 : static_cast<std::uint32_t>(next - edges.begin() - 1);
}

TableDraft MakeDraft(const std::vector<Row>& rows) {
  TableDraft draft;
  draft.box = Bounds(rows);
  const std::vector<float> edges = ColumnEdges(rows);
  for (std::uint32_t r = 0; r < rows.size(); ++r) {
    for (const Box& box : rows[r].cells) {
      CellDraft& cell = draft.cells.emplace_back();
      cell.row = r;
      cell.row_end = r + 1;
      cell.column = EdgeIndex(edges, box.left);
      cell.column_end = std::max(cell.column + 1, EdgeIndex(edges, box.right));
      cell.box = box;
    }
  }
  return draft;
}

// Gives every word inside of the draft to its cell; true when each found one.
void Distribute(TableDraft& draft, const std::vector<Word>& words) {
  for (const Word& word : words) {
    const float x = word.box.middle_x();
    const float y = word.box.middle_y();
    CellDraft* smallest = nullptr;
    for (CellDraft& cell : draft.cells) {
      if (!cell.box.Contains(x, y)) continue;
      const float area = cell.box.width() * cell.box.height();
      if (smallest == nullptr || area < smallest->box.width() * smallest->box.height()) {
        smallest = &cell;
      }
    }
    if (smallest != nullptr) smallest->words.push_back(word);
  }
}

}  // namespace

std::vector<FoundTable> FindFilledTables(const PageContent& page, std::uint32_t number,
                                         std::vector<Word>& words) {
  std::vector<FoundTable> tables;
  std::vector<Row> open;
  const auto finish = [&] {
    // A single box at the end is what follows the table: a background of a paragraph.
    while (!open.empty() && open.back().cells.size() < 2) open.pop_back();
    const std::vector<Row> rows = std::exchange(open, {});
    if (rows.size() < 2) return;
    TableDraft draft = MakeDraft(rows);
    Distribute(draft, words);
    std::vector<CellDraft> cells = draft.cells;
    std::optional<FoundTable> table = FinishTable(std::move(draft), number);
    if (!table) return;
    tables.push_back(*std::move(table));
    std::erase_if(words, [&](const Word& word) {
      return std::any_of(cells.begin(), cells.end(), [&](const CellDraft& cell) {
        return cell.box.Contains(word.box.middle_x(), word.box.middle_y());
      });
    });
    AttachRows(tables.back(), number, words);
  };
  for (Row& row : FindRows(page)) {
    if (!open.empty()) {
      const Box bounds = Bounds(open);
      const bool below = row.top <= open.back().bottom + kRowGap;
      const bool within = row.cells.front().left >= bounds.left - 3 * kSnap &&
                          row.cells.back().right <= bounds.right + 3 * kSnap;
      const bool beyond = row.cells.front().left <= bounds.left + 3 * kSnap &&
                          row.cells.back().right >= bounds.right - 3 * kSnap;
      if (!below || !(within || beyond)) finish();
    }
    if (open.empty() && row.cells.size() < 2) continue;
    open.push_back(std::move(row));
  }
  finish();
  return tables;
}

}  // namespace wenyuan::parse_pdf
