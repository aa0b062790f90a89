#include "wenyuan/parse_kit/sheet.h"

#include <algorithm>
#include <set>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kRowsPerTable = 500;
constexpr std::uint32_t kMostHeaderRows = 4;

// Columns first to last of one table.
struct Band {
  std::uint32_t first;
  std::uint32_t last;
};

using Rows = std::map<std::uint32_t, std::vector<SheetCell>>;
using RowIterator = Rows::const_iterator;

// Where no row from `begin` to `end` has a cell, one table ends and the next starts.
std::vector<Band> Bands(RowIterator begin, RowIterator end, const std::vector<SheetMerge>& merges) {
  std::set<std::uint32_t> used;
  const std::uint32_t first_row = begin->first;
  const std::uint32_t last_row = std::prev(end)->first;
  for (auto row = begin; row != end; ++row) {
    for (const SheetCell& cell : row->second) used.insert(cell.column);
  }
  for (const SheetMerge& merge : merges) {
    if (merge.from.row < first_row || merge.from.row > last_row) continue;
    if (used.count(merge.from.column) == 0) continue;
    for (std::uint32_t c = merge.from.column; c <= merge.to.column; ++c) used.insert(c);
  }
  std::vector<Band> bands;
  for (const std::uint32_t column : used) {
    if (bands.empty() || column > bands.back().last + 1) bands.push_back({column, column});
    bands.back().last = column;
  }
  return bands;
}

bool LooksLikeHeader(const std::vector<const SheetCell*>& row, std::size_t columns) {
  if (row.size() < 2 || row.size() * 2 < columns) return false;
  return std::none_of(row.begin(), row.end(),
                      [](const SheetCell* cell) { return LooksNumeric(cell->text); });
}

class RegionWriter {
 public:
  RegionWriter(const Sheet& sheet, DocumentBuilder& out) : sheet_(sheet), out_(out) {
    for (const SheetMerge& merge : sheet.merges) {
      merges_.emplace(std::pair{merge.from.row, merge.from.column}, merge.to);
    }
  }

  void Add(RowIterator begin, RowIterator end, Band band) {
    std::map<std::uint32_t, std::vector<const SheetCell*>> rows;
    for (auto row = begin; row != end; ++row) {
      for (const SheetCell& cell : row->second) {
        if (cell.column >= band.first && cell.column <= band.last)
          rows[row->first].push_back(&cell);
      }
    }
    if (rows.empty()) return;
    const bool list = std::all_of(rows.begin(), rows.end(),
                                  [](const auto& row) { return row.second.size() == 1; });
    if (list && (band.first == band.last || rows.size() == 1)) {
      for (const auto& [row, cells] : rows) out_.Add(BlockKind::kParagraph, cells[0]->text);
      return;
    }
    AddTables(rows, band);
  }

 private:
  using Region = std::map<std::uint32_t, std::vector<const SheetCell*>>;

  void AddTables(const Region& rows, Band band) {
    const std::size_t columns = band.last - band.first + 1;
    auto header = rows.begin();
    // A title line over the table stands before its header.
    while (header != rows.end() && header->second.size() == 1 && columns > 1) ++header;
    const bool headed = header != rows.end() && std::next(header) != rows.end() &&
                        LooksLikeHeader(header->second, columns);
    auto row = rows.begin();
    if (headed) {
      for (; row != header; ++row) out_.Add(BlockKind::kCaption, row->second[0]->text);
      row = HeaderEnd(header, rows.end());
    }
    const auto body = row;
    const auto header_rows = headed ? static_cast<std::uint32_t>(std::distance(header, body)) : 0;
    while (row != rows.end() && !out_.Full()) {
      busy_until_.assign(columns, 0);
      Table table;
      table.columns = static_cast<std::uint32_t>(columns);
      for (auto head = header; headed && head != body; ++head) {
        AddRow(table, head->first, head->second, band, header_rows);
      }
      while (row != rows.end() && table.rows < kRowsPerTable) {
        AddRow(table, row->first, row->second, band, 0);
        ++row;
      }
      for (TableCell& cell : table.cells) {
        cell.row_span = std::min(cell.row_span, table.rows - cell.row);
      }
      out_.AddTable(std::move(table));
    }
  }

  // A row of the body, or of a header of so many rows.
  void AddRow(Table& table, std::uint32_t sheet_row, const std::vector<const SheetCell*>& cells,
              Band band, std::uint32_t header_rows) {
    for (const SheetCell* source : cells) {
      // What a merged cell covers is not shown.
      if (busy_until_[source->column - band.first] > table.rows) continue;
      TableCell cell;
      cell.row = table.rows;
      cell.column = source->column - band.first;
      cell.header = header_rows > 0;
      cell.text = source->text;
      if (const auto merge = merges_.find({sheet_row, source->column}); merge != merges_.end()) {
        cell.column_span =
            std::min(merge->second.column, band.last) - std::min(source->column, band.last) + 1;
        // Rows without any text are not in the table, so a span over rows is cut to what is there.
        const auto next = sheet_.rows.upper_bound(sheet_row);
        for (auto it = next; it != sheet_.rows.end() && it->first <= merge->second.row; ++it) {
          if (it->first != sheet_row + cell.row_span) break;
          ++cell.row_span;
        }
      }
      if (cell.header) cell.row_span = std::min(cell.row_span, header_rows - cell.row);
      for (std::uint32_t i = 0; i < cell.column_span; ++i) {
        busy_until_[cell.column + i] = cell.row + cell.row_span;
      }
      table.cells.push_back(std::move(cell));
    }
    ++table.rows;
  }

  // Behind the rows that merged cells of the header reach into, and behind one more when cells of
  // it head several columns; the last row is left to the body.
  [[nodiscard]] Region::const_iterator HeaderEnd(Region::const_iterator header,
                                                 Region::const_iterator end) const {
    std::uint32_t last = header->first;
    bool grouped = false;
    for (const SheetCell* cell : header->second) {
      const auto merge = merges_.find({header->first, cell->column});
      if (merge == merges_.end()) continue;
      grouped = grouped || merge->second.column > cell->column;
      if (merge->second.row < header->first + kMostHeaderRows) {
        last = std::max(last, merge->second.row);
      }
    }
    auto next = std::next(header);
    while (std::next(next) != end && next->first <= last) ++next;
    const bool words = std::none_of(next->second.begin(), next->second.end(),
                                    [](const SheetCell* c) { return LooksNumeric(c->text); });
    const bool only_first = next == std::next(header);
    if (grouped && only_first && words && next->second.size() > 1 && std::next(next) != end) ++next;
    return next;
  }

  const Sheet& sheet_;
  DocumentBuilder& out_;
  std::vector<std::uint32_t> busy_until_;  // of the open table, by column: the first free row
  std::map<std::pair<std::uint32_t, std::uint32_t>, SheetPosition> merges_;
};

}  // namespace

void Sheet::Tidy() {
  for (auto& [number, cells] : rows) {
    std::stable_sort(cells.begin(), cells.end(),
                     [](const SheetCell& a, const SheetCell& b) { return a.column < b.column; });
    // The same place twice happens in damaged files only.
    const auto same = [](const SheetCell& a, const SheetCell& b) { return a.column == b.column; };
    cells.erase(std::unique(cells.begin(), cells.end(), same), cells.end());
  }
}

void Sheet::Merge(SheetPosition from, SheetPosition to) {
  const bool ordered =
      from.row <= to.row && from.column <= to.column && to.column - from.column < kMaxMergedColumns;
  if (ordered) merges.push_back({from, to});
}

void AddRegions(const Sheet& sheet, DocumentBuilder& out) {
  RegionWriter writer(sheet, out);
  // Rows covered by a merge from above belong together with it.
  std::map<std::uint32_t, std::uint32_t> reach;
  for (const SheetMerge& merge : sheet.merges) {
    std::uint32_t& end = reach[merge.from.row];
    end = std::max(end, merge.to.row);
  }
  auto begin = sheet.rows.begin();
  while (begin != sheet.rows.end() && !out.Full()) {
    auto end = begin;
    std::uint32_t last = begin->first;
    while (end != sheet.rows.end() && end->first <= last + 1) {
      const auto covered = reach.find(end->first);
      last = std::max({last, end->first, covered == reach.end() ? 0 : covered->second});
      ++end;
    }
    for (const Band band : Bands(begin, end, sheet.merges)) writer.Add(begin, end, band);
    begin = end;
  }
}

}  // namespace wenyuan::parse
