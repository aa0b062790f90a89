#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "tables.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr float kThin = 2.0F;             // points: a line, not an area
constexpr float kSnap = 2.0F;             // points: one line
constexpr float kJoin = 3.0F;             // points between pieces of one line
constexpr float kShortest = 6.0F;         // points
constexpr float kCovered = 0.8F;          // of a cell's side
constexpr std::size_t kMostEdges = 2000;  // more is a drawing
constexpr std::size_t kMostLines = 400;   // of one table, in each direction

// A line along one axis: at `at` from `begin` to `end`.
struct Edge {
  float at = 0;
  float begin = 0;
  float end = 0;
};

void Collect(const PageContent& page, std::vector<Edge>& horizontal, std::vector<Edge>& vertical) {
  for (const Rectangle& rectangle : page.rectangles) {
    const Box& box = rectangle.box;
    if (box.width() > 0.98F * page.width && box.height() > 0.98F * page.height) continue;
    const bool flat = box.height() < kThin;
    const bool narrow = box.width() < kThin;
    if (flat && !narrow) {
      horizontal.push_back({box.middle_y(), box.left, box.right});
    } else if (narrow && !flat) {
      vertical.push_back({box.middle_x(), box.top, box.bottom});
    } else if (!rectangle.filled && !flat) {
      horizontal.push_back({box.top, box.left, box.right});
      horizontal.push_back({box.bottom, box.left, box.right});
      vertical.push_back({box.left, box.top, box.bottom});
      vertical.push_back({box.right, box.top, box.bottom});
    }
  }
}

// Edges on one line become one where they touch; short rests go.
std::vector<Edge> Join(std::vector<Edge> edges) {
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });
  for (std::size_t i = 1; i < edges.size(); ++i) {
    if (edges[i].at - edges[i - 1].at < kSnap) edges[i].at = edges[i - 1].at;
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    return std::pair(a.at, a.begin) < std::pair(b.at, b.begin);
  });
  std::vector<Edge> joined;
  for (const Edge& edge : edges) {
    if (!joined.empty() && joined.back().at == edge.at && edge.begin <= joined.back().end + kJoin) {
      joined.back().end = std::max(joined.back().end, edge.end);
    } else {
      joined.push_back(edge);
    }
  }
  std::erase_if(joined, [](const Edge& edge) { return edge.end - edge.begin < kShortest; });
  return joined;
}

bool Cross(const Edge& horizontal, const Edge& vertical) {
  return vertical.at >= horizontal.begin - kSnap && vertical.at <= horizontal.end + kSnap &&
         horizontal.at >= vertical.begin - kSnap && horizontal.at <= vertical.end + kSnap;
}

struct Grid {
  std::vector<Edge> horizontal;
  std::vector<Edge> vertical;
};

// Groups of edges that hang together.
std::vector<Grid> FindGrids(const std::vector<Edge>& horizontal,
                            const std::vector<Edge>& vertical) {
  std::vector<std::size_t> group(horizontal.size() + vertical.size());
  std::iota(group.begin(), group.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (group[i] != i) i = group[i] = group[group[i]];
    return i;
  };
  for (std::size_t h = 0; h < horizontal.size(); ++h) {
    for (std::size_t v = 0; v < vertical.size(); ++v) {
      if (Cross(horizontal[h], vertical[v])) group[root(h)] = root(horizontal.size() + v);
    }
  }
  std::map<std::size_t, Grid> grids;
  for (std::size_t h = 0; h < horizontal.size(); ++h) {
    grids[root(h)].horizontal.push_back(horizontal[h]);
  }
  for (std::size_t v = 0; v < vertical.size(); ++v) {
    grids[root(horizontal.size() + v)].vertical.push_back(vertical[v]);
  }
  std::vector<Grid> useful;
  for (auto& [key, grid] : grids) useful.push_back(std::move(grid));
  return useful;
}

std::vector<float> Positions(const std::vector<Edge>& edges) {
  std::vector<float> positions;
  for (const Edge& edge : edges) {
    if (positions.empty() || edge.at - positions.back() > kSnap) positions.push_back(edge.at);
  }
  return positions;
}

bool Covered(const std::vector<Edge>& edges, float at, float begin, float end) {
  float covered = 0;
  for (const Edge& edge : edges) {
    if (std::abs(edge.at - at) > kSnap) continue;
    covered += std::max(0.0F, Overlap(edge.begin, edge.end, begin, end));
  }
  return covered >= kCovered * (end - begin);
}

// Cells of the grid; where the line between two is missing, they are one.
TableDraft MakeDraft(const Grid& grid, const std::vector<float>& xs, const std::vector<float>& ys) {
  TableDraft draft;
  draft.box = {xs.front(), ys.front(), xs.back(), ys.back()};
  draft.first_row_is_header = true;
  const auto columns = static_cast<std::uint32_t>(xs.size() - 1);
  const auto rows = static_cast<std::uint32_t>(ys.size() - 1);
  std::vector<bool> taken(std::size_t{rows} * columns, false);
  const auto at = [&](std::uint32_t row, std::uint32_t column) -> std::vector<bool>::reference {
    return taken[std::size_t{row} * columns + column];
  };
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (std::uint32_t column = 0; column < columns; ++column) {
      if (at(row, column)) continue;
      std::uint32_t column_end = column + 1;
      while (column_end < columns && !at(row, column_end) &&
             !Covered(grid.vertical, xs[column_end], ys[row], ys[row + 1])) {
        ++column_end;
      }
      std::uint32_t row_end = row + 1;
      while (row_end < rows && !Covered(grid.horizontal, ys[row_end], xs[column], xs[column_end])) {
        ++row_end;
      }
      for (std::uint32_t r = row; r < row_end; ++r) {
        for (std::uint32_t c = column; c < column_end; ++c) at(r, c) = true;
      }
      CellDraft& cell = draft.cells.emplace_back();
      cell.row = row;
      cell.row_end = row_end;
      cell.column = column;
      cell.column_end = column_end;
      cell.box = {xs[column], ys[row], xs[column_end], ys[row_end]};
    }
  }
  return draft;
}

}  // namespace

std::vector<FoundTable> FindRuledTables(const PageContent& page, std::uint32_t number,
                                        std::vector<Word>& words) {
  std::vector<Edge> horizontal;
  std::vector<Edge> vertical;
  Collect(page, horizontal, vertical);
  horizontal = Join(std::move(horizontal));
  vertical = Join(std::move(vertical));
  if (horizontal.size() > kMostEdges || vertical.size() > kMostEdges) return {};
  std::vector<FoundTable> tables;
  for (const Grid& grid : FindGrids(horizontal, vertical)) {
    const std::vector<float> xs = Positions(grid.vertical);
    const std::vector<float> ys = Positions(grid.horizontal);
    if (xs.size() < 3 || ys.size() < 3 || xs.size() > kMostLines || ys.size() > kMostLines) {
      continue;
    }
    TableDraft draft = MakeDraft(grid, xs, ys);
    const Box box = draft.box;
    const auto inside = [&](const Word& word) {
      return box.Contains(word.box.middle_x(), word.box.middle_y());
    };
    for (const Word& word : words) {
      if (!inside(word)) continue;
      const auto cell =
          std::find_if(draft.cells.begin(), draft.cells.end(), [&](const CellDraft& candidate) {
            return candidate.box.Contains(word.box.middle_x(), word.box.middle_y());
          });
      if (cell != draft.cells.end()) cell->words.push_back(word);
    }
    std::optional<FoundTable> table = FinishTable(std::move(draft), number);
    if (!table) continue;
    tables.push_back(*std::move(table));
    std::erase_if(words, inside);
    AttachRows(tables.back(), number, words);
  }
  return tables;
}

}  // namespace wenyuan::parse_pdf
