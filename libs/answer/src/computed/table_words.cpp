#include "table_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "../question/measure_words.h"
#include "../tables/unsaid_words.h"
#include "../units.h"
#include "../words.h"
#include "wenyuan/text/function_words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

// What every row may be called, and words that only join.
constexpr std::array kNeedless = {
    "产品"sv,   "型号"sv,   "东西"sv, "物品"sv,    "商品"sv, "名称"sv,   "一个"sv,
    "来自"sv,   "属于"sv,   "位于"sv, "价值"sv,    "花费"sv, "数量"sv,   "所有"sv,
    "全部"sv,   "各个"sv,   "每个"sv, "product"sv, "item"sv, "model"sv,  "one"sv,
    "thing"sv,  "option"sv, "come"sv, "locat"sv,   "base"sv, "belong"sv, "all"sv,
    "togeth"sv, "overal"sv, "name"sv, "overall"sv, "员工"sv, "人员"sv,   "职工"sv,
    "人"sv,     "staff"sv,  "各有"sv, "各"sv,      "分别"sv, "有"sv};

}  // namespace

TableWords::TableWords(const text::Analyzer& analyzer, const QuestionReading& question,
                       const Aggregate& aggregate, const WholeTable& table)
    : analyzer_(analyzer), question_(question), grid_(table.table()) {
  for (const QuestionWord& word : question.words) {
    const bool is_said = std::any_of(
        aggregate.says.begin(), aggregate.says.end(),
        [&word](const auto& range) { return word.begin < range.second && range.first < word.end; });
    if (is_said) continue;
    words_.push_back(&word);
    // Of what stands behind the word that asks the first is the kind: 部门 in 哪个部门费用最高.
    if (word.kind && kind_ == nullptr) kind_ = &word;
  }
  above_ = Read(table.headings() + "\n" + table.caption() + "\n" + grid_.Title());
  for (std::uint32_t column = 0; column < grid_.table().columns; ++column) {
    const std::string name = Joined(grid_.ColumnNames(column));
    Terms& there = columns_.emplace_back(Read(name));
    for (const QuestionWord* word : words_) {
      if (!MeansTheMeasure(Text(*word), name)) continue;
      for (const std::size_t term : word->terms) there[term] = true;
    }
  }
  for (std::uint32_t row = 0; row < grid_.table().rows; ++row) {
    std::vector<Terms>& cells = rows_.emplace_back();
    if (row < grid_.header_rows()) continue;
    if (const parse::TableCell* section = grid_.Section(row)) cells.push_back(Read(section->text));
    for (const parse::TableCell* cell : grid_.Row(row)) cells.push_back(Read(cell->text));
  }
}

TableWords::Terms TableWords::Read(std::string_view text) const {
  Terms there(question_.terms.size());
  for (const Unit& unit : UnitsOf(analyzer_, text)) {
    for (std::size_t term = 0; term < there.size(); ++term) {
      if (question_.terms[term].term == unit.term) there[term] = true;
    }
  }
  return there;
}

bool TableWords::Says(const Terms& there, const QuestionWord& word) {
  return std::all_of(word.terms.begin(), word.terms.end(),
                     [&there](std::size_t term) { return there[term]; });
}

std::string_view TableWords::Text(const QuestionWord& word) const {
  return std::string_view(question_.text).substr(word.begin, word.end - word.begin);
}

bool TableWords::MayBeUnsaid(const QuestionWord& word) const {
  const std::string_view text = Text(word);
  if (IsMeasureWord(text)) return false;
  const auto is_needless = [](std::string_view one) {
    return SaysLittle(one) || std::find(kNeedless.begin(), kNeedless.end(), one) != kNeedless.end();
  };
  return is_needless(text) ||
         std::all_of(word.terms.begin(), word.terms.end(),
                     [&](std::size_t term) { return is_needless(question_.terms[term].term); });
}

std::size_t TableWords::InColumn(std::uint32_t column) const {
  return static_cast<std::size_t>(
      std::count_if(words_.begin(), words_.end(),
                    [&](const QuestionWord* word) { return Says(columns_[column], *word); }));
}

bool TableWords::IsOfSomethingElse(std::uint32_t column) const {
  const std::vector<std::string> names = grid_.ColumnNames(column);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    bool strange = false;
    for (const Unit& unit : UnitsOf(analyzer_, name)) {
      const bool asked =
          std::any_of(question_.terms.begin(), question_.terms.end(),
                      [&unit](const QuestionTerm& term) { return term.term == unit.term; }) ||
          text::IsFunctionWord(unit.term);
      if (asked && strange && !text::IsFunctionWord(unit.term)) return true;
      strange = strange || !asked;
    }
    return false;
  });
}

std::vector<std::uint32_t> TableWords::ColumnsOfKind() const {
  std::vector<std::uint32_t> columns;
  for (std::uint32_t column = 0; column < columns_.size(); ++column) {
    const bool names_rows = column < grid_.header_columns() && InColumn(column) > 0;
    if (names_rows || (kind_ != nullptr && Says(columns_[column], *kind_))) {
      columns.push_back(column);
    }
  }
  return columns;
}

bool TableWords::SaysAWord(std::string_view text) const {
  const Terms there = Read(text);
  return std::any_of(words_.begin(), words_.end(), [&](const QuestionWord* word) {
    return !word->terms.empty() && Says(there, *word);
  });
}

bool TableWords::KindStandsAbove() const { return kind_ != nullptr && Says(above_, *kind_); }

bool TableWords::KindIsACell() const {
  if (kind_ == nullptr) return false;
  const std::string kind =
      Lower(std::string_view(question_.text).substr(kind_->begin, kind_->end - kind_->begin));
  const std::vector<parse::TableCell>& cells = grid_.table().cells;
  return std::any_of(cells.begin(), cells.end(), [&](const parse::TableCell& cell) {
    return cell.row >= grid_.header_rows() && Lower(cell.text) == kind;
  });
}

std::optional<TableRows> TableWords::Rows(const std::vector<std::uint32_t>& columns) const {
  TableRows chosen;
  for (std::uint32_t row = grid_.header_rows(); row < grid_.table().rows; ++row) {
    chosen.rows.push_back(row);
  }
  for (const QuestionWord* word : words_) {
    const bool is_name = Says(above_, *word) ||
                         std::any_of(columns.begin(), columns.end(), [&](std::uint32_t column) {
                           return Says(columns_[column], *word);
                         });
    if (is_name) continue;
    std::vector<std::uint32_t> having;
    std::copy_if(chosen.rows.begin(), chosen.rows.end(), std::back_inserter(having),
                 [&](std::uint32_t row) {
                   return std::any_of(rows_[row].begin(), rows_[row].end(),
                                      [&](const Terms& cell) { return Says(cell, *word); });
                 });
    if (!having.empty()) {
      chosen.rows = std::move(having);
      chosen.by_words = true;
    } else if (!MayBeUnsaid(*word)) {
      return std::nullopt;
    }
  }
  return chosen;
}

}  // namespace wenyuan::answer
