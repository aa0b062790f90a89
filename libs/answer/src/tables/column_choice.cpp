#include "column_choice.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "../spans/typed_runs.h"
#include "../units.h"
#include "../words.h"
#include "row_choice.h"
#include "table_grid.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kPassagesLookedAt = 5;
constexpr std::size_t kMostRows = 12;  // more are no answer but a table to look things up in
constexpr std::size_t kFewestRows = 2;

// What asks for a price, and what says that there is one.
constexpr std::array kPriceWords = {"cost"sv, "price"sv, "fee"sv,  "charg"sv, "rate"sv,
                                    "pay"sv,  "价"sv,    "价格"sv, "费"sv,    "费用"sv,
                                    "钱"sv,   "收费"sv,  "金额"sv, "票价"sv,  "租金"sv};
constexpr std::array kPriceMarks = {"price"sv, "cost"sv, "fee"sv,  "charge"sv, "rate"sv, "$"sv,
                                    "€"sv,     "£"sv,    "¥"sv,    "￥"sv,     "eur"sv,  "usd"sv,
                                    "价"sv,    "费"sv,   "金额"sv, "元"sv,     "租金"sv};
constexpr std::array kAskForPrice = {"how much"sv, "cost"sv,     "price"sv,  "fee"sv,    "fees"sv,
                                     "costs"sv,    "prices"sv,   "多少钱"sv, "多少錢"sv, "价格"sv,
                                     "價格"sv,     "怎么收费"sv, "收费"sv,   "费用"sv};

class Chooser {
 public:
  Chooser(const text::Analyzer& analyzer, const QuestionReading& question)
      : analyzer_(analyzer), question_(question) {
    for (std::size_t i = 0; i < question.terms.size(); ++i) places_[question.terms[i].term] = i;
    price_ = HasAny(Lower(question.text), kAskForPrice);
    for (const QuestionType type : question.types) {
      number_ = number_ || type == QuestionType::kNumber;
      time_ = time_ || type == QuestionType::kTime;
    }
    for (const QuestionWord& word : question.words) {
      if (IsPriceWord(word)) continue;
      (word.kind ? kinds_ : topics_).push_back(&word);
    }
  }

  [[nodiscard]] bool MayAnswer() const { return (price_ || number_ || time_) && !topics_.empty(); }

  // The columns of a table that answer by its rows.
  [[nodiscard]] std::vector<std::uint32_t> Columns(const Passage& passage) const {
    const TableGrid grid(*passage.table);
    const std::uint32_t rows = grid.table().rows - grid.header_rows();
    if (rows < kFewestRows || rows > kMostRows || grid.header_columns() == 0) return {};
    std::string names =
        HeadingsOf(passage) + "\n" + std::string(CaptionOf(passage)) + "\n" + grid.Title();
    for (std::uint32_t column = 0; column < grid.header_columns(); ++column) {
      for (const std::string& name : grid.ColumnNames(column)) names += "\n" + name;
    }
    const std::vector<bool> above = Terms(names);
    for (std::uint32_t column = grid.header_columns(); column < grid.table().columns; ++column) {
      for (const std::string& name : grid.ColumnNames(column)) names += "\n" + name;
    }
    const std::vector<bool> all_names = Terms(names);
    for (std::uint32_t row = grid.header_rows(); row < grid.table().rows; ++row) {
      if (NamesRow(grid, row, all_names)) return {};
    }
    std::vector<std::uint32_t> columns;
    std::size_t most = 0;  // words of the question that a column's own name has
    for (std::uint32_t column = grid.header_columns(); column < grid.table().columns; ++column) {
      if (!Fits(grid, column, above)) continue;
      const std::size_t named = TopicsNamed(grid, column);
      if (named > most) columns.clear();
      if (named < most) continue;
      most = named;
      columns.push_back(column);
    }
    return columns;
  }

 private:
  [[nodiscard]] bool IsPriceWord(const QuestionWord& word) const {
    return price_ && std::all_of(word.terms.begin(), word.terms.end(), [&](std::size_t term) {
             const std::string& text = question_.terms[term].term;
             return std::find(kPriceWords.begin(), kPriceWords.end(), text) != kPriceWords.end();
           });
  }

  [[nodiscard]] std::vector<bool> Terms(std::string_view text) const {
    std::vector<bool> has(question_.terms.size());
    for (const Unit& unit : UnitsOf(analyzer_, text)) {
      if (const auto found = places_.find(unit.term); found != places_.end()) {
        has[found->second] = true;
      }
    }
    return has;
  }

  // Whether the row's label has a word of the question that no name of the table has: "年" of
  // "年假" stands in "满1年", too.
  [[nodiscard]] bool NamesRow(const TableGrid& grid, std::uint32_t row,
                              const std::vector<bool>& names) const {
    for (const parse::TableCell* cell : grid.Row(row)) {
      if (cell->column >= grid.header_columns()) continue;
      const std::vector<bool> has = Terms(cell->text);
      for (const auto* words : {&topics_, &kinds_}) {
        for (const QuestionWord* word : *words) {
          if (All(*word, has) && !All(*word, names)) return true;
        }
      }
    }
    return false;
  }

  [[nodiscard]] static bool All(const QuestionWord& word, const std::vector<bool>& has) {
    return std::all_of(word.terms.begin(), word.terms.end(),
                       [&has](std::size_t term) { return has[term]; });
  }

  [[nodiscard]] std::size_t TopicsNamed(const TableGrid& grid, std::uint32_t column) const {
    std::string header;
    for (const std::string& name : grid.ColumnNames(column)) header += name + " ";
    const std::vector<bool> has = Terms(header);
    return static_cast<std::size_t>(
        std::count_if(topics_.begin(), topics_.end(),
                      [&has](const QuestionWord* word) { return All(*word, has); }));
  }

  [[nodiscard]] bool Fits(const TableGrid& grid, std::uint32_t column,
                          const std::vector<bool>& above) const {
    std::string header;
    for (const std::string& name : grid.ColumnNames(column)) header += name + " ";
    std::string values;
    std::size_t cells = 0;
    std::size_t typed = 0;
    for (std::uint32_t row = grid.header_rows(); row < grid.table().rows; ++row) {
      for (const parse::TableCell* cell : grid.Row(row)) {
        if (cell->column != column) continue;
        ++cells;
        values += cell->text + "\n";
        if (!TypedRunsIn(cell->text).empty()) ++typed;
      }
    }
    if (cells < kFewestRows || 2 * typed <= cells) return false;
    if (price_ && !HasAny(Lower(header + values), kPriceMarks)) return false;
    const std::vector<bool> own = Terms(header);
    std::vector<bool> said = above;
    for (std::size_t i = 0; i < said.size(); ++i) said[i] = said[i] || own[i];
    const bool about = std::all_of(topics_.begin(), topics_.end(),
                                   [&](const QuestionWord* word) { return All(*word, said); });
    const std::vector<bool> in_values = Terms(values);
    return about && std::all_of(kinds_.begin(), kinds_.end(), [&](const QuestionWord* word) {
             return All(*word, said) || All(*word, in_values);
           });
  }

  const text::Analyzer& analyzer_;
  const QuestionReading& question_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<const QuestionWord*> topics_;  // what it is about
  std::vector<const QuestionWord*> kinds_;   // 天 in 几天
  bool price_ = false;
  bool number_ = false;
  bool time_ = false;
};

}  // namespace

ColumnChoice ChooseColumn(const text::Analyzer& analyzer, const QuestionReading& question,
                          const Evidence& evidence) {
  ColumnChoice choice;
  const Chooser chooser(analyzer, question);
  if (!chooser.MayAnswer()) return choice;
  const std::size_t looked_at = std::min(kPassagesLookedAt, evidence.passages.size());
  for (std::size_t place = 0; place < looked_at; ++place) {
    const Passage& passage = evidence.passages[place];
    if (!passage.table) continue;
    choice.columns = chooser.Columns(passage);
    if (choice.columns.empty()) continue;
    for (std::size_t i = passage.first; i < passage.last; ++i) choice.candidates.push_back(i);
    break;
  }
  return choice;
}

}  // namespace wenyuan::answer
