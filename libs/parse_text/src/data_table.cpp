#include "data_table.h"

#include <algorithm>
#include <unordered_map>

namespace wenyuan::parse {
namespace {

using Kind = DataTree::Kind;

constexpr std::size_t kMaxColumns = 64;
constexpr std::size_t kLongCell = 400;
constexpr std::size_t kMostOnLine = 12;
constexpr std::size_t kLongLine = 240;

void Append(const DataTree& tree, std::size_t value, int depth, std::string& line) {
  if (tree.KindOf(value) == Kind::kScalar) {
    line += tree.TextOf(value);
    return;
  }
  const bool object = tree.KindOf(value) == Kind::kObject;
  if (depth > 0) line += object ? "{" : "[";
  bool first = true;
  for (const std::size_t child : tree.ChildrenOf(value)) {
    if (!first) line += object ? "; " : ", ";
    first = false;
    const bool comment = tree.KeyOf(child) == kCommentKey;
    if (object) line += std::string(tree.KeyOf(child)) + (comment ? " " : ": ");
    Append(tree, child, depth + 1, line);
  }
  if (depth > 0) line += object ? "}" : "]";
}

bool IsShort(const DataTree& tree, std::size_t value, std::size_t most) {
  std::size_t size = 0;
  for (std::size_t i = value; i < tree.EndOf(value); ++i) {
    size += tree.TextOf(i).size() + tree.KeyOf(i).size() + 2;
    if (size > most || tree.TextOf(i).find('\n') != std::string_view::npos) return false;
  }
  return true;
}

std::optional<DataTable> Matrix(const DataTree& tree, const std::vector<std::size_t>& children) {
  DataTable table;
  for (const std::size_t child : children) {
    std::vector<std::string> row;
    for (const std::size_t cell : tree.ChildrenOf(child)) {
      if (!IsShort(tree, cell, kLongCell)) return std::nullopt;
      row.push_back(OnOneLine(tree, cell));
    }
    const bool alike = table.rows.empty() || table.rows[0].size() == row.size();
    if (!alike || row.size() < 2 || row.size() > kMaxColumns) return std::nullopt;
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::optional<DataTable> Records(const DataTree& tree, const std::vector<std::size_t>& children) {
  DataTable table;
  table.header = true;
  table.rows.emplace_back();
  std::unordered_map<std::string_view, std::size_t> columns;
  std::size_t filled = 0;
  for (const std::size_t child : children) {
    std::vector<std::string> row;
    for (const std::size_t cell : tree.ChildrenOf(child)) {
      if (!IsShort(tree, cell, kLongCell)) return std::nullopt;
      const auto [found, added] = columns.try_emplace(tree.KeyOf(cell), columns.size());
      if (columns.size() > kMaxColumns) return std::nullopt;
      if (added) table.rows[0].emplace_back(tree.KeyOf(cell));
      if (row.size() <= found->second) row.resize(found->second + 1);
      std::string& text = row[found->second];
      text += (text.empty() ? "" : "; ") + OnOneLine(tree, cell);
      ++filled;
    }
    table.rows.push_back(std::move(row));
  }
  if (columns.size() < 2 || filled * 2 < columns.size() * children.size()) return std::nullopt;
  for (auto& row : table.rows) row.resize(columns.size());
  return table;
}

}  // namespace

std::string OnOneLine(const DataTree& tree, std::size_t value) {
  std::string line;
  Append(tree, value, 0, line);
  return line;
}

bool FitsOnOneLine(const DataTree& tree, std::size_t value) {
  return tree.EndOf(value) - value <= kMostOnLine && IsShort(tree, value, kLongLine);
}

std::optional<DataTable> AsTable(const DataTree& tree, std::size_t array) {
  if (tree.KindOf(array) != Kind::kArray) return std::nullopt;
  const std::vector<std::size_t> children = tree.ChildrenOf(array);
  if (children.size() < 2) return std::nullopt;
  const Kind kind = tree.KindOf(children[0]);
  const bool same = std::all_of(children.begin(), children.end(),
                                [&](std::size_t child) { return tree.KindOf(child) == kind; });
  if (!same || kind == Kind::kScalar) return std::nullopt;
  return kind == Kind::kObject ? Records(tree, children) : Matrix(tree, children);
}

}  // namespace wenyuan::parse
