#include "rows_by_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "../tables/table_grid.h"
#include "../words.h"
#include "quantity.h"
#include "table_words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using Cells = std::vector<const parse::TableCell*>;

constexpr std::size_t kFewest = 2;
constexpr std::size_t kMostNames = 20;
constexpr std::array kSaysTheName = {"名"sv, "name"sv};

class Lister {
 public:
  Lister(const text::Analyzer& analyzer, const QuestionReading& question,
         const Aggregate& aggregate, const WholeTable& table)
      : table_(table),
        grid_(table.table()),
        words_(analyzer, question, aggregate, table),
        chinese_(question.language == Language::kChinese) {}

  [[nodiscard]] std::optional<Sentence> Run() const {
    if (grid_.header_columns() == 0 || grid_.header_rows() == 0) return std::nullopt;
    const std::vector<std::uint32_t> kinds = words_.ColumnsOfKind();
    if (kinds.empty()) return std::nullopt;
    const auto rows = Rows(kinds);
    if (!rows) return std::nullopt;
    return Said(Naming(kinds), *rows);
  }

 private:
  // The word that chooses the rows may stand under a name that the question says, too: 郝刚 under
  // 保管人.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> Rows(
      const std::vector<std::uint32_t>& kinds) const {
    for (std::uint32_t column = 0; column < grid_.table().columns; ++column) {
      std::vector<std::uint32_t> columns = kinds;
      columns.push_back(column);
      const auto chosen = words_.Rows(columns);
      if (!chosen || !chosen->by_words) continue;
      const bool stands_there =
          std::all_of(chosen->rows.begin(), chosen->rows.end(), [&](std::uint32_t row) {
            const parse::TableCell* cell = CellAt(row, column);
            return cell != nullptr && words_.SaysAWord(cell->text);
          });
      if (stands_there) return chosen->rows;
    }
    return std::nullopt;
  }

  // Of the columns that say what the rows are, the one of their names.
  [[nodiscard]] std::uint32_t Naming(const std::vector<std::uint32_t>& kinds) const {
    const auto named = std::find_if(kinds.begin(), kinds.end(), [&](std::uint32_t kind) {
      return HasAny(Lower(Joined(grid_.ColumnNames(kind))), kSaysTheName);
    });
    return named == kinds.end() ? kinds.front() : *named;
  }

  [[nodiscard]] const parse::TableCell* CellAt(std::uint32_t row, std::uint32_t column) const {
    for (const parse::TableCell* cell : grid_.Row(row)) {
      if (cell->column <= column && column < cell->column + cell->column_span) return cell;
    }
    return nullptr;
  }

  [[nodiscard]] std::optional<Sentence> Said(std::uint32_t kind,
                                             const std::vector<std::uint32_t>& rows) const {
    std::vector<std::string> names;
    Cells cited;
    for (const std::uint32_t row : rows) {
      const Cells cells = grid_.Row(row);
      const parse::TableCell* name = CellAt(row, kind);
      if (name == nullptr || cells.size() < 2 || IsTotal(cells.front()->text)) continue;
      if (QuantityOf(name->text)) return std::nullopt;  // numbers are no things
      cited.insert(cited.end(), cells.begin(), cells.end());
      if (std::find(names.begin(), names.end(), name->text) == names.end()) {
        names.push_back(name->text);
      }
    }
    if (names.size() < kFewest) return std::nullopt;
    Sentence sentence;
    sentence.computed = true;
    sentence.text = Joined(grid_.ColumnNames(kind)) + (chinese_ ? "：" : ": ");
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i) {
      if (i > 0) sentence.text += chinese_ ? "、" : ", ";
      const auto begin = static_cast<std::uint32_t>(sentence.text.size());
      sentence.text += names[i];
      sentence.spans.push_back({begin, static_cast<std::uint32_t>(sentence.text.size())});
    }
    if (names.size() > kMostNames) sentence.text += chinese_ ? "等" : ", …";
    sentence.citations = table_.Cite(cited);
    return sentence;
  }

  const WholeTable& table_;
  const TableGrid grid_;
  const TableWords words_;
  const bool chinese_;
};

}  // namespace

std::optional<Sentence> ListRowsByWords(const text::Analyzer& analyzer,
                                        const QuestionReading& question, const Aggregate& aggregate,
                                        const WholeTable& table) {
  return Lister(analyzer, question, aggregate, table).Run();
}

}  // namespace wenyuan::answer
