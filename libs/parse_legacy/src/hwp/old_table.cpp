#include "hwp/old_table.h"

#include <algorithm>
#include <utility>

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kNearly = 5;  // of 1800 to the inch

class Edges {
 public:
  void Add(std::uint32_t edge) { edges_.push_back(edge); }

  void Merge() {
    std::sort(edges_.begin(), edges_.end());
    std::vector<std::uint32_t> merged;
    for (const std::uint32_t edge : edges_) {
      if (merged.empty() || edge - merged.back() > kNearly) merged.push_back(edge);
    }
    edges_ = std::move(merged);
  }

  // Requires Merge, and an edge that was added.
  [[nodiscard]] std::uint32_t IndexOf(std::uint32_t edge) const {
    const auto behind = std::upper_bound(edges_.begin(), edges_.end(), edge);
    return static_cast<std::uint32_t>(behind - edges_.begin()) - 1;
  }
  [[nodiscard]] std::uint32_t Gaps() const { return static_cast<std::uint32_t>(edges_.size()) - 1; }

 private:
  std::vector<std::uint32_t> edges_;
};

}  // namespace

Table TableOfOldHangul(std::vector<OldHangulCell> cells) {
  std::erase_if(cells, [](const OldHangulCell& cell) {
    return cell.right - cell.left <= kNearly || cell.bottom - cell.top <= kNearly;
  });
  if (cells.empty()) return {};
  Edges columns;
  Edges rows;
  for (const OldHangulCell& cell : cells) {
    columns.Add(cell.left);
    columns.Add(cell.right);
    rows.Add(cell.top);
    rows.Add(cell.bottom);
  }
  columns.Merge();
  rows.Merge();
  Table table;
  table.rows = rows.Gaps();
  table.columns = columns.Gaps();
  for (OldHangulCell& cell : cells) {
    TableCell& placed = table.cells.emplace_back();
    placed.row = rows.IndexOf(cell.top);
    placed.column = columns.IndexOf(cell.left);
    placed.row_span = std::max(rows.IndexOf(cell.bottom) - placed.row, 1U);
    placed.column_span = std::max(columns.IndexOf(cell.right) - placed.column, 1U);
    placed.text = std::move(cell.text);
  }
  std::stable_sort(table.cells.begin(), table.cells.end(),
                   [](const TableCell& a, const TableCell& b) {
                     return std::pair(a.row, a.column) < std::pair(b.row, b.column);
                   });
  return table;
}

}  // namespace wenyuan::parse
