#include "doc/table.h"

#include <algorithm>
#include <utility>

#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"

namespace wenyuan::parse {
namespace {

constexpr int kSameEdge = 40;  // twips: closer edges are one

std::uint32_t EdgeIndex(const std::vector<int>& edges, int edge) {
  const auto found = std::lower_bound(edges.begin(), edges.end(), edge - kSameEdge);
  return static_cast<std::uint32_t>(found - edges.begin());
}

// Columns that a cell takes; its own edges are in twips.
std::uint32_t Width(const std::vector<int>& edges, const std::vector<std::int16_t>& own,
                    std::size_t cell) {
  const std::uint32_t from = EdgeIndex(edges, own[cell]);
  return std::max(EdgeIndex(edges, own[cell + 1]), from + 1) - from;
}

}  // namespace

void DocTable::EndRow(DocParagraph properties) {
  if (!cells_.empty()) rows_.push_back({std::exchange(cells_, {}), std::move(properties)});
}

// The edges of all rows; empty when a row does not say where its cells end.
std::vector<int> DocTable::Edges() const {
  std::vector<int> all;
  for (const Row& row : rows_) {
    const auto& edges = row.properties.edges;
    if (edges.size() != row.cells.size() + 1 || !std::is_sorted(edges.begin(), edges.end())) {
      return {};
    }
    all.insert(all.end(), edges.begin(), edges.end());
  }
  std::sort(all.begin(), all.end());
  std::vector<int> edges;
  for (const int edge : all) {
    if (edges.empty() || edge > edges.back() + kSameEdge) edges.push_back(edge);
  }
  return edges;
}

// It is when all its cells are words; what is merged into the cell before counts with that.
bool DocTable::FirstRowIsHeader() const {
  const Row& first = rows_[0];
  const auto& joined = first.properties.joined;
  std::size_t words = 0;
  for (std::size_t i = 0; i < first.cells.size(); ++i) {
    const bool empty = Trim(first.cells[i]).empty();
    if (empty && i > 0 && i < joined.size() && joined[i] != 0) continue;
    if (empty || LooksNumeric(first.cells[i])) return false;
    ++words;
  }
  return rows_.size() > 1 && words > 1;
}

void DocTable::Finish(DocumentBuilder& out) {
  EndRow({});
  if (rows_.empty()) return;
  if (rows_.size() == 1 && rows_[0].cells.size() == 1) {  // a frame around text is no table
    out.Add(BlockKind::kParagraph, rows_[0].cells[0]);
    rows_.clear();
    return;
  }
  const std::vector<int> edges = Edges();
  const bool stated = rows_.size() > 1 && rows_[0].properties.header_row;
  const bool first_is_header = stated || FirstRowIsHeader();
  TableGrid grid;
  bool heading = true;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    Row& row = rows_[r];
    heading = heading && (r == 0 ? first_is_header : row.properties.header_row);
    grid.StartRow();
    if (!edges.empty()) grid.Skip(EdgeIndex(edges, row.properties.edges[0]));
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      std::uint32_t span = edges.empty() ? 1 : Width(edges, row.properties.edges, i);
      const auto& joined = row.properties.joined;
      const auto is_joined = [&](std::size_t cell) {
        return cell < joined.size() && joined[cell] != 0;
      };
      // What is merged with the cell before has no text of its own, and gives its place to it.
      while (is_joined(i) && is_joined(i + 1) && i + 1 < row.cells.size() &&
             row.cells[i + 1].empty()) {
        row.cells[i + 1] = std::move(row.cells[i]);
        span += edges.empty() ? 1 : Width(edges, row.properties.edges, i + 1);
        ++i;
      }
      const auto& continues = row.properties.continues;
      if (i < continues.size() && continues[i] != 0 && row.cells[i].empty()) {
        grid.ContinueAbove();
      } else {
        grid.AddCell(std::move(row.cells[i]), 1, span, heading);
      }
    }
  }
  rows_.clear();
  out.AddTable(grid.Finish());
}

}  // namespace wenyuan::parse
