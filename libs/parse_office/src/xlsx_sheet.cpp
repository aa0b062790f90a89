#include "xlsx_sheet.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kRowsPerTable = 500;
constexpr std::uint32_t kMostHeaderRows = 4;

std::string CellText(pugi::xml_node cell, const XlsxStyles& styles,
                     const std::vector<std::string>& strings) {
  const std::string_view type = Attribute(cell, "t");
  if (type == "inlineStr") return XlsxString(Child(cell, "is"));
  const std::string_view raw = Child(cell, "v").text().get();
  if (type == "s") {
    const auto index =
        static_cast<std::size_t>(std::strtoul(std::string(raw).c_str(), nullptr, 10));
    return index < strings.size() ? strings[index] : std::string();
  }
  if (type == "b") return raw == "1" ? "TRUE" : "FALSE";
  if (type == "str" || type == "e" || type == "d") return std::string(raw);
  const std::string style(Attribute(cell, "s"));
  return raw.empty() ? std::string() : styles.Show(raw, std::strtoul(style.c_str(), nullptr, 10));
}

// Columns first to last of one table.
struct Band {
  std::uint32_t first;
  std::uint32_t last;
};

using Rows = std::map<std::uint32_t, std::vector<XlsxCell>>;
using RowIterator = Rows::const_iterator;

// Where no row from `begin` to `end` has a cell, one table ends and the next starts.
std::vector<Band> Bands(RowIterator begin, RowIterator end, const std::vector<XlsxMerge>& merges) {
  std::set<std::uint32_t> used;
  const std::uint32_t first_row = begin->first;
  const std::uint32_t last_row = std::prev(end)->first;
  for (auto row = begin; row != end; ++row) {
    for (const XlsxCell& cell : row->second) used.insert(cell.column);
  }
  for (const XlsxMerge& merge : merges) {
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

bool LooksLikeHeader(const std::vector<const XlsxCell*>& row, std::size_t columns) {
  if (row.size() < 2 || row.size() * 2 < columns) return false;
  return std::none_of(row.begin(), row.end(),
                      [](const XlsxCell* cell) { return LooksNumeric(cell->text); });
}

class RegionWriter {
 public:
  RegionWriter(const XlsxSheet& sheet, DocumentBuilder& out) : sheet_(sheet), out_(out) {
    for (const XlsxMerge& merge : sheet.merges) {
      merges_.emplace(std::pair{merge.from.row, merge.from.column}, merge.to);
    }
  }

  void Add(RowIterator begin, RowIterator end, Band band) {
    std::map<std::uint32_t, std::vector<const XlsxCell*>> rows;
    for (auto row = begin; row != end; ++row) {
      for (const XlsxCell& cell : row->second) {
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
  using Region = std::map<std::uint32_t, std::vector<const XlsxCell*>>;

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
    while (row != rows.end() && !out_.Full()) {
      Table table;
      table.columns = static_cast<std::uint32_t>(columns);
      for (auto head = header; headed && head != body; ++head) {
        AddRow(table, head->first, head->second, band, true);
      }
      const std::uint32_t header_rows = table.rows;
      while (row != rows.end() && table.rows < kRowsPerTable) {
        AddRow(table, row->first, row->second, band, false);
        ++row;
      }
      CutSpans(table, header_rows);
      out_.AddTable(std::move(table));
    }
  }

  void AddRow(Table& table, std::uint32_t sheet_row, const std::vector<const XlsxCell*>& cells,
              Band band, bool header) const {
    for (const XlsxCell* source : cells) {
      TableCell cell;
      cell.row = table.rows;
      cell.column = source->column - band.first;
      cell.header = header;
      cell.text = source->text;
      if (const auto merge = merges_.find({sheet_row, source->column}); merge != merges_.end()) {
        cell.column_span =
            std::min(merge->second.column, band.last) - std::min(source->column, band.last) + 1;
        // Rows without any text are not in the table, so a span over rows is cut to what is there.
        const auto next = sheet_.rows.upper_bound(sheet_row);
        for (auto it = next; it != sheet_.rows.end() && it->first <= merge->second.row; ++it) {
          if (it->first == sheet_row + cell.row_span) ++cell.row_span;
        }
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
    for (const XlsxCell* cell : header->second) {
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
                                    [](const XlsxCell* c) { return LooksNumeric(c->text); });
    const bool only_first = next == std::next(header);
    if (grouped && only_first && words && next->second.size() > 1 && std::next(next) != end) ++next;
    return next;
  }

  static void CutSpans(Table& table, std::uint32_t header_rows) {
    for (TableCell& cell : table.cells) {
      const std::uint32_t end = cell.header ? header_rows : table.rows;
      cell.row_span = std::min(cell.row_span, end - cell.row);
    }
  }

  const XlsxSheet& sheet_;
  DocumentBuilder& out_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, XlsxPosition> merges_;
};

}  // namespace

XlsxSheet ReadSheet(pugi::xml_node worksheet, const XlsxStyles& styles,
                    const std::vector<std::string>& strings) {
  XlsxSheet sheet;
  std::uint32_t row = 0;
  for (const pugi::xml_node line : Child(worksheet, "sheetData").children()) {
    if (LocalName(line) != "row") continue;
    std::uint32_t column = 0;
    for (const pugi::xml_node node : line.children()) {
      if (LocalName(node) != "c") continue;
      if (const XlsxPosition at = ParseReference(Attribute(node, "r")); at.valid) {
        row = at.row;
        column = at.column;
      }
      std::string text = CellText(node, styles, strings);
      if (!Trim(text).empty()) sheet.rows[row].push_back({column, std::move(text)});
      ++column;
    }
    ++row;
  }
  for (auto& [number, cells] : sheet.rows) {
    std::stable_sort(cells.begin(), cells.end(),
                     [](const XlsxCell& a, const XlsxCell& b) { return a.column < b.column; });
    // The same place twice happens in damaged files only.
    const auto same = [](const XlsxCell& a, const XlsxCell& b) { return a.column == b.column; };
    cells.erase(std::unique(cells.begin(), cells.end(), same), cells.end());
  }
  for (const pugi::xml_node node : Child(worksheet, "mergeCells").children()) {
    const std::string_view range = Attribute(node, "ref");
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos) continue;
    XlsxMerge merge{ParseReference(range.substr(0, colon)),
                    ParseReference(range.substr(colon + 1))};
    const bool ordered = merge.from.valid && merge.to.valid && merge.from.row <= merge.to.row &&
                         merge.from.column <= merge.to.column &&
                         merge.to.column - merge.from.column < 1'000;
    if (ordered) sheet.merges.push_back(merge);
  }
  return sheet;
}

void AddRegions(const XlsxSheet& sheet, DocumentBuilder& out) {
  RegionWriter writer(sheet, out);
  // Rows covered by a merge from above belong together with it.
  std::map<std::uint32_t, std::uint32_t> reach;
  for (const XlsxMerge& merge : sheet.merges) {
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
