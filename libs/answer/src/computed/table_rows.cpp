#include "table_rows.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "../question/measure_words.h"
#include "../tables/table_grid.h"
#include "../tables/table_unit.h"
#include "../words.h"
#include "quantity.h"
#include "table_words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using Cells = std::vector<const parse::TableCell*>;

constexpr std::size_t kMostNames = 20;
constexpr std::array kAverages = {"平均"sv, "average"sv, "mean"sv};

struct Measure {
  std::uint32_t column = 0;
  std::vector<std::pair<const parse::TableCell*, Quantity>> values;  // with a number, by row
};

class Lister {
 public:
  Lister(const text::Analyzer& analyzer, const QuestionReading& question,
         const Aggregate& aggregate, const WholeTable& table)
      : question_(question),
        aggregate_(aggregate),
        table_(table),
        grid_(table.table()),
        words_(analyzer, question, aggregate, table),
        chinese_(question.language == Language::kChinese) {}

  [[nodiscard]] std::optional<Sentence> Run() const {
    if (grid_.header_columns() == 0 || grid_.header_rows() == 0) return std::nullopt;
    return aggregate_.kind == Aggregate::Kind::kWhere ? Where() : Groups();
  }

 private:
  [[nodiscard]] const parse::TableCell* CellAt(std::uint32_t row, std::uint32_t column) const {
    for (const parse::TableCell* cell : grid_.Row(row)) {
      if (cell->column <= column && column < cell->column + cell->column_span) return cell;
    }
    return nullptr;
  }

  [[nodiscard]] bool IsRow(std::uint32_t row) const {
    const Cells cells = grid_.Row(row);
    return cells.size() > 1 && !IsTotal(cells.front()->text);
  }

  [[nodiscard]] std::string Unit(const std::string& value, std::uint32_t column) const {
    const std::vector<std::string> names = grid_.ColumnNames(column);
    std::string unit = UnitOf(value, names, {}, table_.caption() + "\n" + grid_.Title());
    if (!unit.empty() || names.empty()) return unit;
    // "(weeks)": what a duration is counted in stands in brackets, too.
    const std::size_t open = names.back().rfind('(');
    const std::size_t close = names.back().rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open) return unit;
    std::string bracketed = names.back().substr(open + 1, close - open - 1);
    const auto one = QuantityOf("1", bracketed);
    return one && !one->dimension.empty() ? bracketed : unit;
  }

  // The words of the question that are left when the columns' names are said choose the rows.
  [[nodiscard]] std::optional<Measure> Read(std::uint32_t column,
                                            std::vector<std::uint32_t> columns) const {
    columns.push_back(column);
    const auto rows = words_.Rows(columns);
    if (!rows) return std::nullopt;
    Measure measure{column, {}};
    for (const std::uint32_t row : rows->rows) {
      const parse::TableCell* cell = IsRow(row) ? CellAt(row, column) : nullptr;
      if (cell == nullptr) continue;
      auto quantity = QuantityOf(cell->text, Unit(cell->text, column));
      if (!quantity) return std::nullopt;
      measure.values.emplace_back(cell, *std::move(quantity));
    }
    if (measure.values.empty()) return std::nullopt;
    return measure;
  }

  [[nodiscard]] std::optional<int> Order(const Quantity& value, std::uint32_t column) const {
    const std::string& written = aggregate_.condition->limit;
    auto limit = QuantityOf(written);
    if (limit && limit->dimension.empty()) limit = QuantityOf(written, Unit(written, column));
    if (!limit) return std::nullopt;
    return Compare(value, *limit);
  }

  // The only column that the question names best, or whose unit is the condition's.
  [[nodiscard]] std::optional<Measure> Chosen(const std::vector<std::uint32_t>& kinds) const {
    std::optional<Measure> chosen;
    std::size_t most = 0;
    bool tied = false;
    for (std::uint32_t column = grid_.header_columns(); column < grid_.table().columns; ++column) {
      if (std::find(kinds.begin(), kinds.end(), column) != kinds.end()) continue;
      auto measure = Read(column, kinds);
      if (!measure) continue;
      const std::size_t named = words_.InColumn(column);
      if (!Fits(*measure, named) || named < most) continue;
      if (named > 0 && words_.IsOfSomethingElse(column)) continue;
      tied = chosen && named == most;
      most = named;
      chosen = std::move(measure);
    }
    return tied ? std::nullopt : std::move(chosen);
  }

  [[nodiscard]] bool Fits(const Measure& measure, std::size_t named) const {
    if (aggregate_.kind == Aggregate::Kind::kGroups) return named > 0 && CanBeSummed(measure);
    const Quantity& first = measure.values.front().second;
    if (named == 0 && (first.dimension.empty() || !QuantityOf(aggregate_.condition->limit) ||
                       QuantityOf(aggregate_.condition->limit)->dimension.empty())) {
      return false;
    }
    return std::all_of(measure.values.begin(), measure.values.end(), [&](const auto& value) {
      return Order(value.second, measure.column).has_value();
    });
  }

  [[nodiscard]] static bool CanBeSummed(const Measure& measure) {
    const Quantity& like = measure.values.front().second;
    return like.dimension != "date" && like.dimension != "percent" &&
           like.dimension != kTimeOfTheDay &&
           std::all_of(measure.values.begin(), measure.values.end(), [&like](const auto& value) {
             return value.second.behind == like.behind && value.second.before == like.before;
           });
  }

  [[nodiscard]] bool Meets(const Quantity& value, std::uint32_t column) const {
    const int order = Order(value, column).value_or(0);
    switch (aggregate_.condition->kind) {
      case Condition::Kind::kAbove:
        return order > 0;
      case Condition::Kind::kBelow:
        return order < 0;
      case Condition::Kind::kAtLeast:
        return order >= 0;
      case Condition::Kind::kAtMost:
        return order <= 0;
    }
    return false;
  }

  // What a row is called: a name rather than a number of the staff where there is one.
  [[nodiscard]] std::string NameOf(std::uint32_t row) const {
    std::string name;
    for (const parse::TableCell* cell : grid_.Row(row)) {
      const bool says_who = HasAny(Lower(Joined(grid_.ColumnNames(cell->column))),
                                   std::array{"姓名"sv, "名字"sv, "name"sv});
      if (says_who) return cell->text;
      if (cell->column < grid_.header_columns()) name += (name.empty() ? "" : " ") + cell->text;
    }
    return name;
  }

  [[nodiscard]] std::optional<Sentence> Where() const {
    // 订单 in 哪些订单 is what the rows are called.
    const auto measure = Chosen(words_.ColumnsOfKind());
    if (!measure) return std::nullopt;
    Cells cited;
    std::vector<std::pair<std::string, std::string>> lines;
    for (const auto& [cell, quantity] : measure->values) {
      if (!Meets(quantity, measure->column)) continue;
      lines.emplace_back(NameOf(cell->row), cell->text);
      for (const parse::TableCell* one : grid_.Row(cell->row)) {
        if (one->column < grid_.header_columns() || one == cell) cited.push_back(one);
      }
    }
    if (lines.empty()) return std::nullopt;
    return Said(measure->column, lines, cited,
                chinese_ ? "共 " + std::to_string(lines.size()) + "，"
                         : std::to_string(lines.size()) + ", ");
  }

  // The column that the question groups by: "by region", 每个部门.
  [[nodiscard]] std::optional<std::uint32_t> GroupColumn() const {
    const std::string rest = Lower(std::string_view(question_.text).substr(aggregate_.group));
    for (std::uint32_t column = 0; column < grid_.table().columns; ++column) {
      for (const std::string& name : grid_.ColumnNames(column)) {
        if (!name.empty() && rest.starts_with(Lower(name))) return column;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Sentence> Groups() const {
    const auto group = GroupColumn();
    if (!group) return std::nullopt;
    const auto measure = Chosen({*group});
    if (!measure) return aggregate_.counts ? Counts(*group) : std::nullopt;
    Cells cited;
    std::vector<std::pair<std::string, std::vector<Quantity>>> sums;
    for (const auto& [cell, quantity] : measure->values) {
      const parse::TableCell* name = CellAt(cell->row, *group);
      if (name == nullptr) return std::nullopt;
      Named(sums, name->text).push_back(quantity);
      cited.push_back(name);
      cited.push_back(cell);
    }
    if (sums.size() < 2 || sums.size() == measure->values.size()) return std::nullopt;
    const bool average = HasAny(Lower(question_.text), kAverages);
    std::vector<std::pair<std::string, std::string>> lines;
    for (const auto& [name, values] : sums) {
      Quantity like = values.front();
      double all = 0;
      for (const Quantity& value : values) {
        all += value.written;
        like.decimals = std::max(like.decimals, value.decimals);
        like.grouped = like.grouped || value.grouped;
      }
      if (average) {
        all /= static_cast<double>(values.size());
        like.decimals += 2;
      }
      lines.emplace_back(name, Written(all, like));
    }
    return Said(measure->column, lines, cited, Prefix(average));
  }

  [[nodiscard]] std::string Prefix(bool average) const {
    if (average) return chinese_ ? "平均 · " : "Average · ";
    return chinese_ ? "合计 · " : "Total · ";
  }

  [[nodiscard]] std::optional<Sentence> Counts(std::uint32_t group) const {
    const auto rows = words_.Rows({group});
    if (!rows) return std::nullopt;
    Cells cited;
    std::vector<std::pair<std::string, std::vector<Quantity>>> counts;
    for (const std::uint32_t row : rows->rows) {
      const parse::TableCell* name = IsRow(row) ? CellAt(row, group) : nullptr;
      if (name == nullptr) continue;
      Named(counts, name->text).emplace_back();
      cited.push_back(name);
    }
    if (counts.size() < 2) return std::nullopt;
    std::vector<std::pair<std::string, std::string>> lines;
    for (const auto& [name, values] : counts) {
      lines.emplace_back(name, std::to_string(values.size()));
    }
    return Said(group, lines, cited, chinese_ ? "行数 · " : "Rows · ");
  }

  static std::vector<Quantity>& Named(
      std::vector<std::pair<std::string, std::vector<Quantity>>>& groups, const std::string& name) {
    const auto known = std::find_if(groups.begin(), groups.end(),
                                    [&name](const auto& group) { return group.first == name; });
    if (known != groups.end()) return known->second;
    return groups.emplace_back(name, std::vector<Quantity>()).second;
  }

  [[nodiscard]] std::optional<Sentence> Said(
      std::uint32_t column, const std::vector<std::pair<std::string, std::string>>& lines,
      const Cells& cited, const std::string& prefix) const {
    Sentence sentence;
    sentence.computed = true;
    sentence.text = prefix + Joined(grid_.ColumnNames(column)) + (chinese_ ? "：" : ": ");
    for (std::size_t i = 0; i < std::min(lines.size(), kMostNames); ++i) {
      if (i > 0) sentence.text += chinese_ ? "、" : ", ";
      sentence.text += lines[i].first + (chinese_ ? "（" : " (");
      const auto begin = static_cast<std::uint32_t>(sentence.text.size());
      sentence.text += lines[i].second;
      sentence.spans.push_back({begin, static_cast<std::uint32_t>(sentence.text.size())});
      sentence.text += chinese_ ? "）" : ")";
    }
    if (lines.size() > kMostNames) sentence.text += chinese_ ? "等" : ", …";
    sentence.citations = table_.Cite(cited);
    return sentence;
  }

  const QuestionReading& question_;
  const Aggregate& aggregate_;
  const WholeTable& table_;
  const TableGrid grid_;
  const TableWords words_;
  const bool chinese_;
};

}  // namespace

std::optional<Sentence> ListRows(const text::Analyzer& analyzer, const QuestionReading& question,
                                 const Aggregate& aggregate, const WholeTable& table) {
  return Lister(analyzer, question, aggregate, table).Run();
}

}  // namespace wenyuan::answer
