#include "table_calculation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "../tables/table_grid.h"
#include "../tables/table_reader.h"
#include "../tables/table_unit.h"
#include "../words.h"
#include "quantity.h"
#include "rows_by_words.h"
#include "table_rows.h"
#include "table_words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using Cells = std::vector<const parse::TableCell*>;
using Kind = Aggregate::Kind;

constexpr std::size_t kFewestRows = 2;
constexpr std::size_t kMostTied = 3;
constexpr std::size_t kMostNames = 12;  // of what was counted
constexpr std::array kNothing = {"-"sv, "—"sv, "–"sv, "/"sv, "无"sv, "n/a"sv, "N/A"sv};
constexpr std::array kOfTotals = {"总"sv, "合计"sv, "total"sv, "sum"sv};
constexpr std::array kOfAverages = {"平均"sv, "均"sv, "average"sv, "mean"sv};
constexpr std::array kHave = {"do you have"sv, "have you got"sv, "do they have"sv, "in stock"sv};
constexpr std::array kMoney = {"euro"sv, "dollar"sv, "pound"sv, "yuan"sv, "yen"sv, "hkd"sv};
constexpr std::array kSpeeds = {"速"sv, "speed"sv};

struct Value {
  std::uint32_t row = 0;
  const parse::TableCell* cell = nullptr;
  Quantity quantity;
};

// A column with numbers of one unit for the rows that the question is about.
struct Measure {
  std::uint32_t column = 0;
  std::size_t named = 0;  // words of the question that its names have
  std::vector<Value> values;
};

class Calculator {
 public:
  Calculator(const text::Analyzer& analyzer, const QuestionReading& question,
             const Aggregate& aggregate, const WholeTable& table)
      : analyzer_(analyzer),
        question_(question),
        aggregate_(aggregate),
        table_(table),
        grid_(table.table()),
        words_(analyzer, question, aggregate, table),
        kinds_(words_.ColumnsOfKind()),
        chinese_(question.language == Language::kChinese) {}

  [[nodiscard]] std::optional<Sentence> Run() const {
    if (grid_.header_columns() == 0 || grid_.header_rows() == 0) return std::nullopt;
    if (aggregate_.kind == Kind::kCount) {
      auto counted = Count();
      return counted ? std::move(counted) : SumOfKind();
    }
    std::vector<Measure> measures = Measures();
    if (measures.empty()) return std::nullopt;
    if (aggregate_.kind == Kind::kMost || aggregate_.kind == Kind::kLeast) return Extreme(measures);
    return measures.size() == 1 ? Whole(measures.front()) : std::nullopt;
  }

 private:
  [[nodiscard]] bool IsKind(std::uint32_t column) const {
    return std::find(kinds_.begin(), kinds_.end(), column) != kinds_.end();
  }

  [[nodiscard]] std::string Header(std::uint32_t column) const {
    return Joined(grid_.ColumnNames(column));
  }

  [[nodiscard]] const parse::TableCell* CellAt(std::uint32_t row, std::uint32_t column) const {
    for (const parse::TableCell* cell : grid_.Row(row)) {
      if (cell->column == column) return cell;
    }
    return nullptr;
  }

  // A total is no row, nor is a heading, nor the row of units of a table that was turned.
  [[nodiscard]] bool IsRow(std::uint32_t row) const {
    const Cells cells = grid_.Row(row);
    if (cells.size() < 2) return false;
    return std::none_of(cells.begin(), cells.end(), [&](const parse::TableCell* cell) {
      return cell->column < grid_.header_columns() &&
             (IsTotal(cell->text) || cell->text == "单位" || Lower(cell->text) == "unit");
    });
  }

  // Whether the question may mean this column without naming it.
  [[nodiscard]] bool Suits(const std::string& header, const std::vector<Value>& values) const {
    const Comparative& comparative = aggregate_.comparative;
    if (HasAny(Lower(header), comparative.names)) return true;
    const bool of_time = std::all_of(values.begin(), values.end(),
                                     [](const Value& value) { return value.quantity.of_time; });
    if (comparative.speed) return of_time || HasAny(Lower(header), kSpeeds);
    return comparative.of_time && of_time;
  }

  // Nothing where a cell is no number, or of another unit than the others.
  [[nodiscard]] std::optional<std::vector<Value>> ValuesOf(
      std::uint32_t column, const std::vector<std::uint32_t>& rows) const {
    std::vector<Value> values;
    const std::vector<std::string> names = grid_.ColumnNames(column);
    const std::string above = table_.caption() + "\n" + grid_.Title();
    for (const std::uint32_t row : rows) {
      if (!IsRow(row)) continue;
      const parse::TableCell* cell = CellAt(row, column);
      const bool is_empty = cell == nullptr || std::find(kNothing.begin(), kNothing.end(),
                                                         cell->text) != kNothing.end();
      if (is_empty) continue;
      std::vector<std::string> labels;
      for (const parse::TableCell* label : grid_.Row(row)) {
        if (label->column < grid_.header_columns()) labels.push_back(label->text);
      }
      auto quantity = QuantityOf(cell->text, UnitOf(cell->text, names, labels, above));
      if (!quantity) return std::nullopt;
      if (!values.empty() && !Compare(*quantity, values.front().quantity)) return std::nullopt;
      values.push_back({row, cell, *std::move(quantity)});
    }
    if (values.size() < kFewestRows) return std::nullopt;
    return values;
  }

  // Those that the question names best; all of them, where it names several alike.
  [[nodiscard]] std::vector<Measure> Measures() const {
    std::vector<Measure> measures;
    for (std::uint32_t column = grid_.header_columns(); column < grid_.table().columns; ++column) {
      if (IsKind(column)) continue;
      std::vector<std::uint32_t> names = kinds_;
      names.push_back(column);
      const auto rows = words_.Rows(names);
      if (!rows) continue;
      auto values = ValuesOf(column, rows->rows);
      if (!values) continue;
      const std::size_t named = words_.InColumn(column);
      if (named == 0 ? !Suits(Header(column), *values) : words_.IsOfSomethingElse(column)) continue;
      if (!measures.empty() && named > measures.front().named) measures.clear();
      if (!measures.empty() && named < measures.front().named) continue;
      measures.push_back({column, named, *std::move(values)});
    }
    return measures;
  }

  // The values that no other is beyond.
  [[nodiscard]] std::vector<Value> Best(const Measure& measure) const {
    const bool takes_time = aggregate_.comparative.speed && measure.values.front().quantity.of_time;
    const bool more = (aggregate_.kind == Kind::kMost) != takes_time;
    std::vector<Value> best;
    for (const Value& value : measure.values) {
      const int order =
          best.empty() ? 0 : Compare(value.quantity, best.front().quantity).value_or(0);
      if (more ? order > 0 : order < 0) best.clear();
      if (best.empty() || order == 0) best.push_back(value);
    }
    return best;
  }

  // Of a kind that stands in several rows the rows would have to be summed up first.
  [[nodiscard]] bool NamesEachRow(const Measure& measure) const {
    return std::all_of(kinds_.begin(), kinds_.end(), [&](std::uint32_t kind) {
      std::set<std::string> names;
      return std::all_of(measure.values.begin(), measure.values.end(), [&](const Value& value) {
        const parse::TableCell* cell = CellAt(value.row, kind);
        return cell != nullptr && names.insert(cell->text).second;
      });
    });
  }

  [[nodiscard]] std::optional<Sentence> Extreme(const std::vector<Measure>& measures) const {
    const std::vector<Value> best = Best(measures.front());
    if (best.size() > kMostTied || best.size() == measures.front().values.size()) {
      return std::nullopt;
    }
    std::vector<std::uint32_t> columns;
    for (const std::uint32_t kind : kinds_) {
      if (kind >= grid_.header_columns()) columns.push_back(kind);
    }
    for (const Measure& measure : measures) {
      const std::vector<Value> others = Best(measure);
      const bool same =
          std::equal(best.begin(), best.end(), others.begin(), others.end(),
                     [](const Value& left, const Value& right) { return left.row == right.row; });
      if (!same || !NamesEachRow(measure)) return std::nullopt;
      columns.push_back(measure.column);
    }
    Sentence sentence;
    sentence.computed = true;
    Cells compared;
    for (const Value& value : best) {
      RowAnswer row = AnswerFromRow(analyzer_, question_, table_.table(), value.row,
                                    table_.caption(), table_.headings(), columns);
      if (!sentence.text.empty()) sentence.text += chinese_ ? "；" : "; ";
      const auto shift = static_cast<std::uint32_t>(sentence.text.size());
      for (const AnswerSpan& span : row.spans) {
        sentence.spans.push_back({span.begin + shift, span.end + shift});
      }
      sentence.text += row.text;
      if (best.size() == 1) sentence.cell = std::move(row.cell);
      compared.insert(compared.end(), row.cells.begin(), row.cells.end());
    }
    sentence.citations = table_.Cite(compared);
    sentence.text += Place(measures.front().values.size());
    CiteAll(measures, sentence);
    return sentence;
  }

  [[nodiscard]] std::string Place(std::size_t rows) const {
    const Comparative& comparative = aggregate_.comparative;
    const std::string word =
        question_.text.substr(comparative.begin, comparative.end - comparative.begin);
    const std::string count = std::to_string(rows);
    return chinese_ ? "（" + count + "行中" + word + "）" : " (" + word + " of " + count + " rows)";
  }

  void CiteAll(const std::vector<Measure>& measures, Sentence& sentence) const {
    Cells cells;
    for (const Measure& measure : measures) {
      for (const Value& value : measure.values) cells.push_back(value.cell);
    }
    for (Citation& citation : table_.Cite(cells)) sentence.citations.push_back(std::move(citation));
  }

  // The sum or the average.
  [[nodiscard]] std::optional<Sentence> Whole(const Measure& measure) const {
    const std::string header = Header(measure.column);
    const bool sum = aggregate_.kind != Kind::kAverage;
    if (HasAny(Lower(header), sum ? std::span<const std::string_view>(kOfTotals)
                                  : std::span<const std::string_view>(kOfAverages))) {
      return std::nullopt;
    }
    Quantity like = measure.values.front().quantity;
    if (like.dimension == "date" || like.dimension == "month of a year" ||
        like.dimension == kTimeOfTheDay || (sum && like.dimension == "percent")) {
      return std::nullopt;
    }
    double all = 0;
    for (const Value& value : measure.values) {
      const Quantity& one = value.quantity;
      if (one.before != like.before || one.behind != like.behind) return std::nullopt;
      all += one.written;
      like.decimals = std::max(like.decimals, one.decimals);
      like.grouped = like.grouped || one.grouped;
    }
    const auto rows = static_cast<double>(measure.values.size());
    if (!sum) like.decimals += std::fmod(all, rows) == 0 ? 0 : 2;
    CellAnswer cell;
    cell.value = Written(sum ? all : all / rows, like);
    cell.row = {chinese_ ? (sum ? "合计" : "平均") : (sum ? "Total" : "Average")};
    cell.column = grid_.ColumnNames(measure.column);
    cell.unit = UnitOf(cell.value, cell.column, {}, table_.caption() + "\n" + grid_.Title());
    cell.caption = table_.caption();
    return Said(measure, std::move(cell), sum);
  }

  [[nodiscard]] Sentence Said(const Measure& measure, CellAnswer cell, bool sum) const {
    Sentence sentence;
    sentence.computed = true;
    sentence.text = cell.row.front() + " · " + Joined(cell.column);
    if (!cell.unit.empty() && sentence.text.find(cell.unit) == std::string::npos) {
      sentence.text += chinese_ ? "（" + cell.unit + "）" : " (" + cell.unit + ")";
    }
    sentence.text += chinese_ ? "：" : ": ";
    const auto begin = static_cast<std::uint32_t>(sentence.text.size());
    sentence.text += cell.value;
    sentence.spans.push_back({begin, static_cast<std::uint32_t>(sentence.text.size())});
    const std::string rows = std::to_string(measure.values.size());
    if (chinese_) {
      sentence.text += "（" + rows + (sum ? "行之和）" : "行的平均）");
    } else {
      sentence.text += (sum ? " (sum of " : " (average of ") + rows + " rows)";
    }
    sentence.cell = std::move(cell);
    CiteAll({measure}, sentence);
    return sentence;
  }

  // "How many units did we sell to Fjord Water?": a column of numbers says how many of each row.
  [[nodiscard]] std::optional<Sentence> SumOfKind() const {
    if (kinds_.size() != 1 || kinds_.front() < grid_.header_columns()) return std::nullopt;
    const auto rows = words_.Rows(kinds_);
    if (!rows || (!rows->by_words && !aggregate_.in_total)) return std::nullopt;
    auto values = ValuesOf(kinds_.front(), rows->rows);
    return values ? Whole({kinds_.front(), 1, *std::move(values)}) : std::nullopt;
  }

  [[nodiscard]] bool AsksHowManyOneHas() const { return HasAny(Lower(question_.text), kHave); }

  // Its rows are kinds of things, of which there may be any number.
  [[nodiscard]] bool IsPriceList(const std::vector<std::uint32_t>& rows) const {
    for (std::uint32_t column = grid_.header_columns(); column < grid_.table().columns; ++column) {
      const auto values = ValuesOf(column, rows);
      const bool money =
          values && std::all_of(values->begin(), values->end(), [](const Value& one) {
            return std::find(kMoney.begin(), kMoney.end(), one.quantity.dimension) != kMoney.end();
          });
      if (!money) return false;
    }
    return true;
  }

  // How many different things of the kind the rows name that have what the question says of them.
  [[nodiscard]] std::optional<Sentence> Count() const {
    if (kinds_.size() > 1) return std::nullopt;
    const auto rows = words_.Rows(kinds_);
    if (!rows) return std::nullopt;
    // A list of things is counted whole only where it says of itself what it is a list of.
    if (kinds_.empty() ? !words_.KindIsACell() : !rows->by_words && !words_.KindStandsAbove()) {
      return std::nullopt;
    }
    if (!rows->by_words && AsksHowManyOneHas() && IsPriceList(rows->rows)) return std::nullopt;
    const std::uint32_t kind = kinds_.empty() ? 0 : kinds_.front();
    std::vector<std::string> names;
    Cells cells;
    for (const std::uint32_t row : rows->rows) {
      const parse::TableCell* cell = CellAt(row, kind);
      if (!IsRow(row) || cell == nullptr) continue;
      if (QuantityOf(cell->text)) return std::nullopt;  // a column of numbers says how many itself
      for (const parse::TableCell* one : grid_.Row(row)) cells.push_back(one);
      if (std::find(names.begin(), names.end(), cell->text) == names.end()) {
        names.push_back(cell->text);
      }
    }
    if (names.empty()) return std::nullopt;
    Sentence sentence;
    sentence.computed = true;
    if (chinese_) sentence.text = "共 ";
    const auto begin = static_cast<std::uint32_t>(sentence.text.size());
    sentence.text += std::to_string(names.size());
    sentence.spans.push_back({begin, static_cast<std::uint32_t>(sentence.text.size())});
    sentence.text += chinese_ ? "：" : ": ";
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i) {
      if (i > 0) sentence.text += chinese_ ? "、" : ", ";
      sentence.text += names[i];
    }
    if (names.size() > kMostNames) sentence.text += chinese_ ? "等" : ", …";
    sentence.citations = table_.Cite(cells);
    return sentence;
  }

  const text::Analyzer& analyzer_;
  const QuestionReading& question_;
  const Aggregate& aggregate_;
  const WholeTable& table_;
  const TableGrid grid_;
  const TableWords words_;
  const std::vector<std::uint32_t> kinds_;
  const bool chinese_;
};

}  // namespace

std::optional<Sentence> Calculate(const text::Analyzer& analyzer, const QuestionReading& question,
                                  const Aggregate& aggregate, const WholeTable& table) {
  if (aggregate.kind == Aggregate::Kind::kList) {
    return ListRowsByWords(analyzer, question, aggregate, table);
  }
  const bool lists = aggregate.kind == Kind::kWhere || aggregate.kind == Kind::kGroups;
  if (lists) return ListRows(analyzer, question, aggregate, table);
  return Calculator(analyzer, question, aggregate, table).Run();
}

}  // namespace wenyuan::answer
