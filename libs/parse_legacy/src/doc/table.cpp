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

bool DocTable::FirstRowIsHeader() const {
  const std::vector<std::string>& first = rows_[0].cells;
  return rows_.size() > 1 && first.size() > 1 &&
         std::none_of(first.begin(), first.end(), [](const std::string& text) {
           return Trim(text).empty() || LooksNumeric(text);
         });
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
      std::uint32_t span = 1;
      if (!edges.empty()) {
        const std::uint32_t from = EdgeIndex(edges, row.properties.edges[i]);
        span = std::max(EdgeIndex(edges, row.properties.edges[i + 1]), from + 1) - from;
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
