#include "table_reader.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "../units.h"
#include "cell_finder.h"
#include "table_unit.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostSpans =
    3;  // values that are shown as the answer; more are the whole row

bool IsIn(const std::vector<RowLine>& lines, std::string_view text, const parse::TableCell& cell) {
  const RowLine& line = lines[cell.row];
  return text.substr(line.begin, line.end - line.begin).find(cell.text) != std::string_view::npos;
}

std::string WithoutColon(std::string text) {
  for (const std::string_view colon : {":", "："}) {
    if (text.ends_with(colon)) text.erase(text.size() - colon.size());
  }
  return text;
}

// The lines above a table that say more than its unit.
std::string CaptionOf(std::string_view above) {
  std::string caption;
  for (std::size_t begin = 0; begin < above.size();) {
    const std::size_t end = std::min(above.find('\n', begin), above.size());
    const std::string_view line = above.substr(begin, end - begin);
    begin = end + 1;
    const bool only_unit =
        !UnitIn(line).empty() && (line.starts_with("单位") || line.starts_with("(") ||
                                  line.starts_with("（") || line.starts_with("Unit"));
    if (line.empty() || only_unit) continue;
    if (!caption.empty()) caption += ' ';
    caption += line;
  }
  return caption;
}

// The cells that say what a row is about: those at its left, or, where one names it, the one that
// has most words of the question.
std::vector<const parse::TableCell*> Labels(const text::Analyzer& analyzer,
                                            const QuestionReading& question, const TableGrid& grid,
                                            std::uint32_t row,
                                            const std::vector<const parse::TableCell*>& values) {
  std::unordered_set<std::string_view> asked;
  for (const QuestionTerm& term : question.terms) asked.insert(term.term);
  std::vector<const parse::TableCell*> labels;
  std::size_t most = 0;
  const parse::TableCell* best = nullptr;
  for (const parse::TableCell* cell : grid.Row(row)) {
    if (std::find(values.begin(), values.end(), cell) != values.end()) continue;
    if (cell->column < grid.header_columns()) labels.push_back(cell);
    std::size_t known = 0;
    for (const Unit& unit : UnitsOf(analyzer, cell->text))
      known += asked.contains(unit.term) ? 1 : 0;
    if (best == nullptr || known > most) {
      best = cell;
      most = known;
    }
  }
  if (labels.size() > 1 || best == nullptr) return labels;
  return {best};
}

class RowWriter {
 public:
  RowWriter(const TableGrid& grid, std::string_view caption, bool chinese)
      : grid_(grid), above_(std::string(caption) + "\n" + grid.Title()), chinese_(chinese) {}

  RowAnswer Write(std::uint32_t row, const std::vector<const parse::TableCell*>& labels,
                  const std::vector<const parse::TableCell*>& values) {
    CellAnswer cell;
    if (const parse::TableCell* section = grid_.Section(row)) {
      cell.row.push_back(WithoutColon(section->text));
    }
    for (const parse::TableCell* label : labels) {
      cell.row.push_back(label->text);
      answer_.cells.push_back(label);
    }
    answer_.text = Joined(cell.row, " › ");
    for (const parse::TableCell* value : values) {
      cell.column = grid_.ColumnNames(value->column);
      cell.value = value->text;
      cell.unit = UnitOf(value->text, cell.column, cell.row, above_);
      WriteValue(cell);
      answer_.cells.push_back(value);
    }
    cell.caption = CaptionOf(above_);
    if (values.size() == 1) answer_.cell = std::move(cell);
    if (values.size() > kMostSpans) answer_.spans.clear();
    return std::move(answer_);
  }

 private:
  void WriteValue(const CellAnswer& cell) {
    const std::string header = Joined(cell.column, " ");
    const bool says_unit = !cell.unit.empty() && header.find(cell.unit) == std::string::npos &&
                           answer_.text.find(cell.unit) == std::string::npos;
    const std::string_view colon = chinese_ ? "：" : ": ";
    if (says_unit && answer_.spans.empty()) {
      const bool scale = cell.unit.starts_with("in ");
      answer_.text.append(chinese_ ? "（" : " (").append(header);
      if (!header.empty()) answer_.text += chinese_ ? "，" : ", ";
      if (!scale) answer_.text += chinese_ ? "单位：" : "unit: ";
      answer_.text.append(cell.unit).append(chinese_ ? "）" : ")").append(colon);
    } else if (header.empty()) {
      answer_.text += answer_.spans.empty() ? colon : " · ";
    } else {
      answer_.text.append(answer_.text.empty() ? "" : " · ").append(header).append(colon);
    }
    const auto begin = static_cast<std::uint32_t>(answer_.text.size());
    answer_.text += cell.value;
    answer_.spans.push_back({begin, static_cast<std::uint32_t>(answer_.text.size())});
  }

  const TableGrid& grid_;
  const std::string above_;
  const bool chinese_;
  RowAnswer answer_;
};

RowAnswer FromColumns(const TableGrid& grid, const QuestionReading& question, std::uint32_t row,
                      std::string_view caption, std::span<const std::uint32_t> columns) {
  std::vector<const parse::TableCell*> labels;
  std::vector<const parse::TableCell*> values;
  for (const parse::TableCell* cell : grid.Row(row)) {
    if (cell->column < grid.header_columns()) labels.push_back(cell);
    if (std::find(columns.begin(), columns.end(), cell->column) != columns.end()) {
      values.push_back(cell);
    }
  }
  if (values.empty()) return {};
  return RowWriter(grid, caption, question.language == Language::kChinese)
      .Write(row, labels, values);
}

}  // namespace

std::vector<RowLine> RowLines(std::string_view text, const parse::Table& table) {
  std::vector<RowLine> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back({begin, end});
    begin = end + 1;
  }
  if (lines.size() < table.rows) return {};
  lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(table.rows));
  const bool same = std::all_of(table.cells.begin(), table.cells.end(), [&](const auto& cell) {
    return cell.row < lines.size() && IsIn(lines, text, cell);
  });
  return same ? lines : std::vector<RowLine>{};
}

RowAnswer AnswerFromRow(const text::Analyzer& analyzer, const QuestionReading& question,
                        const parse::Table& table, std::uint32_t row, std::string_view caption,
                        std::string_view headings, std::span<const std::uint32_t> columns) {
  const TableGrid grid(table);
  const std::string above = std::string(headings) + "\n" + std::string(caption);
  if (!columns.empty()) return FromColumns(grid, question, row, caption, columns);
  std::vector<const parse::TableCell*> values;
  if (auto match = CellFinder(analyzer, question).InRow(grid, above, row)) values = match->cells;
  std::vector<const parse::TableCell*> labels = Labels(analyzer, question, grid, row, values);
  if (values.empty()) {
    for (const parse::TableCell* cell : grid.Row(row)) {
      if (std::find(labels.begin(), labels.end(), cell) == labels.end()) values.push_back(cell);
    }
  }
  if (values.empty() && labels.empty()) return {};
  // Where every cell fits alike, the row's name is none of them.
  if (labels.empty()) {
    labels.push_back(values.front());
    values.erase(values.begin());
  }
  return RowWriter(grid, caption, question.language == Language::kChinese)
      .Write(row, labels, values);
}

}  // namespace wenyuan::answer
