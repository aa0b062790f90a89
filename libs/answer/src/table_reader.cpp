#include "table_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

#include "units.h"
#include "words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using Words = std::span<const std::string_view>;

constexpr std::array kTimeHeaders = {"时间"sv, "時間"sv, "日期"sv, "期限"sv,     "时"sv,
                                     "期"sv,   "date"sv, "time"sv, "interval"sv, "day"sv};
constexpr std::array kPersonHeaders = {"人"sv,   "姓名"sv,  "者"sv,     "负责"sv,
                                       "name"sv, "owner"sv, "person"sv, "contact"sv};
constexpr std::array kPlaceHeaders = {"地"sv, "位"sv, "处"sv, "place"sv, "location"sv, "address"sv};
constexpr std::array kNumberHeaders = {"数"sv,       "量"sv,    "价"sv,     "额"sv,    "number"sv,
                                       "quantity"sv, "price"sv, "amount"sv, "value"sv, "天"sv};
constexpr float kHint = 0.2F;  // a header that suits the kind of question, against one it names

Words HeadersFor(QuestionType type) {
  switch (type) {
    case QuestionType::kTime:
      return kTimeHeaders;
    case QuestionType::kPerson:
      return kPersonHeaders;
    case QuestionType::kPlace:
      return kPlaceHeaders;
    case QuestionType::kNumber:
      return kNumberHeaders;
    default:
      return {};
  }
}

bool Covers(const parse::TableCell& cell, std::uint32_t column) {
  return cell.column <= column && column < cell.column + std::max(cell.column_span, 1U);
}

// The names above a column, from the top down, each once: "单价 1至99件".
std::string HeaderOf(const parse::Table& table, std::uint32_t header_rows, std::uint32_t column) {
  std::string header;
  std::string_view last;
  for (const parse::TableCell& cell : table.cells) {
    // A name over the whole table is its title, not a column's.
    const bool title = cell.column_span >= table.columns && table.columns > 1;
    if (cell.row >= header_rows || title || cell.text.empty() || !Covers(cell, column)) continue;
    if (cell.text == last) continue;
    if (!header.empty()) header += ' ';
    header += cell.text;
    last = cell.text;
  }
  return header;
}

class RowReader {
 public:
  RowReader(const text::Analyzer& analyzer, const QuestionReading& question)
      : analyzer_(analyzer), question_(question) {
    for (const QuestionTerm& term : question.terms) weights_[term.term] = term.focus;
  }

  // How much of the question a text says. Words near the one that asks count for more.
  [[nodiscard]] float Overlap(std::string_view text) const {
    std::unordered_set<std::string> counted;
    float sum = 0;
    for (Unit& unit : UnitsOf(analyzer_, text)) {
      const auto found = weights_.find(unit.term);
      if (found != weights_.end() && counted.insert(std::move(unit.term)).second) {
        sum += 1 + found->second;
      }
    }
    return sum;
  }

  [[nodiscard]] float HeaderScore(const std::string& header) const {
    float score = Overlap(header);
    const std::string lower = Lower(header);
    for (const QuestionType type : question_.types) {
      if (HasAny(lower, HeadersFor(type))) score += kHint;
    }
    return score;
  }

 private:
  const text::Analyzer& analyzer_;
  const QuestionReading& question_;
  std::map<std::string, float, std::less<>> weights_;
};

struct Column {
  const parse::TableCell* cell = nullptr;
  std::string header;
  float header_score = 0;
  float cell_score = 0;
};

bool IsIn(const std::vector<RowLine>& lines, std::string_view text, const parse::TableCell& cell) {
  const RowLine& line = lines[cell.row];
  return text.substr(line.begin, line.end - line.begin).find(cell.text) != std::string_view::npos;
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

std::uint32_t HeaderRows(const parse::Table& table) {
  std::vector<bool> header(table.rows, true);
  for (const parse::TableCell& cell : table.cells) {
    if (!cell.header && cell.row < table.rows) header[cell.row] = false;
  }
  std::uint32_t count = 0;
  while (count < table.rows && header[count]) ++count;
  if (count == table.rows) count = table.rows > 1 ? 1 : 0;
  if (count == 0 && table.rows > 1) count = 1;
  return count;
}

RowAnswer AnswerFromRow(const text::Analyzer& analyzer, const QuestionReading& question,
                        const parse::Table& table, std::uint32_t row) {
  const RowReader reader(analyzer, question);
  const std::uint32_t header_rows = HeaderRows(table);
  std::vector<Column> columns;
  for (const parse::TableCell& cell : table.cells) {
    if (cell.row > row || row >= cell.row + std::max(cell.row_span, 1U) || cell.row < header_rows) {
      continue;
    }
    if (cell.text.empty()) continue;
    Column column{&cell, HeaderOf(table, header_rows, cell.column), 0, reader.Overlap(cell.text)};
    column.header_score = reader.HeaderScore(column.header);
    columns.push_back(std::move(column));
  }
  if (columns.empty()) return {};
  std::stable_sort(columns.begin(), columns.end(), [](const Column& left, const Column& right) {
    return left.cell->column < right.cell->column;
  });

  const auto label = std::max_element(
      columns.begin(), columns.end(),
      [](const Column& left, const Column& right) { return left.cell_score < right.cell_score; });
  float best = 0;
  for (const Column& column : columns) {
    if (&column != &*label) best = std::max(best, column.header_score);
  }

  RowAnswer answer;
  answer.text = label->cell->text;
  answer.cells.push_back(label->cell);
  const std::string_view colon = question.language == Language::kChinese ? "：" : ": ";
  for (const Column& column : columns) {
    if (&column == &*label || column.header_score < best) continue;
    answer.text += " · ";
    if (!column.header.empty()) answer.text.append(column.header).append(colon);
    answer.text += column.cell->text;
    answer.cells.push_back(column.cell);
  }
  return answer;
}

}  // namespace wenyuan::answer
