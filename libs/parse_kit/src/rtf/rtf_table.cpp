#include "rtf/rtf_table.h"

#include <algorithm>
#include <utility>

#include "wenyuan/parse_kit/table_grid.h"

namespace wenyuan::parse {
namespace {

constexpr int kSameEdge = 40;  // twips: 0.7 mm
constexpr std::size_t kMaxCells = 1'000;

}  // namespace

bool RtfTable::TakeWord(const RtfToken& word) {
  if (word.text == "trowd") {
    edges_.clear();
    next_ = {};
    header_ = false;
  } else if (word.text == "trhdr") {
    header_ = true;
  } else if (word.text == "cellx") {
    next_.right = word.number;
    if (edges_.size() < kMaxCells) edges_.push_back(next_);
    next_ = {};
  } else if (word.text == "clvmrg" || word.text == "clvmgf") {
    next_.continues_above = word.text == "clvmrg";
  } else if (word.text == "clmrg" || word.text == "clmgf") {
    next_.continues_left = word.text == "clmrg";
  } else {
    return false;
  }
  return true;
}

void RtfTable::AddCell(std::string text) {
  if (texts_.size() < kMaxCells) texts_.push_back(std::move(text));
}

void RtfTable::EndRow() {
  if (texts_.empty()) return;
  rows_.push_back({std::exchange(texts_, {}), edges_, header_});
}

// The right edges of all columns, from left to right.
std::vector<int> RtfTable::Columns() const {
  std::vector<int> all;
  for (const Row& row : rows_) {
    for (const Edge& edge : row.edges) all.push_back(edge.right);
  }
  std::sort(all.begin(), all.end());
  std::vector<int> columns;
  for (const int edge : all) {
    if (columns.empty() || edge - columns.back() > kSameEdge) columns.push_back(edge);
  }
  return columns;
}

Table RtfTable::Finish() {
  EndRow();
  const std::vector<int> columns = Columns();
  TableGrid grid;
  const bool all_headers =
      std::all_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.header; });
  for (Row& row : rows_) {
    grid.StartRow();
    std::size_t column = 0;
    for (std::size_t i = 0; i < row.texts.size(); ++i) {
      const Edge edge = i < row.edges.size() ? row.edges[i] : Edge();
      // A cell ends at its right edge; one that goes on to the right ends with the last such.
      int right = edge.right;
      std::string text = std::move(row.texts[i]);
      while (i + 1 < row.texts.size() && i + 1 < row.edges.size() &&
             row.edges[i + 1].continues_left) {
        right = row.edges[++i].right;
        if (!row.texts[i].empty()) text += (text.empty() ? "" : "\n") + row.texts[i];
      }
      std::size_t end = column;
      while (end < columns.size() && columns[end] <= right + kSameEdge) ++end;
      end = std::max(end, column + 1);
      if (edge.continues_above && text.empty()) {
        grid.ContinueAbove();
      } else {
        grid.AddCell(std::move(text), 1, static_cast<std::uint32_t>(end - column),
                     row.header && !all_headers);
      }
      column = end;
    }
  }
  rows_.clear();
  return grid.Finish();
}

}  // namespace wenyuan::parse
