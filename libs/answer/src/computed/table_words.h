#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "../question/calculation.h"
#include "../question/question_reading.h"
#include "../tables/table_grid.h"
#include "wenyuan/text/analyzer.h"
#include "whole_table.h"

namespace wenyuan::answer {

struct TableRows {
  std::vector<std::uint32_t> rows;
  bool by_words = false;  // words of the question chose them; else they are all
};

// Where a table says the words of a question, those left out that say what is to be worked out.
class TableWords {
 public:
  // `table` must outlive it.
  TableWords(const text::Analyzer& analyzer, const QuestionReading& question,
             const Aggregate& aggregate, const WholeTable& table);

  // How many of the question's words the names of a column have.
  [[nodiscard]] std::size_t InColumn(std::uint32_t column) const;
  // Whether a name of the column has a word of the question behind one that nobody asked for: it is
  // of another thing (安全库存, where 库存 is asked for).
  [[nodiscard]] bool IsOfSomethingElse(std::uint32_t column) const;
  // The columns whose names say what kind of thing is asked for (部门 in 哪个部门), or name the
  // rows with a word of the question.
  [[nodiscard]] std::vector<std::uint32_t> ColumnsOfKind() const;
  // Whether a text has a word of the question.
  [[nodiscard]] bool SaysAWord(std::string_view text) const;
  [[nodiscard]] bool KindStandsAbove() const;
  // Whether a cell is what kind of thing is asked for: 零件, where a column says what each row is.
  [[nodiscard]] bool KindIsACell() const;
  // The rows that the question is about when the names of these columns say what they say: those
  // with each word that no name says. Nothing when a word is nowhere.
  [[nodiscard]] std::optional<TableRows> Rows(const std::vector<std::uint32_t>& columns) const;

 private:
  using Terms = std::vector<bool>;  // by term of the question
  [[nodiscard]] Terms Read(std::string_view text) const;
  [[nodiscard]] static bool Says(const Terms& there, const QuestionWord& word);
  [[nodiscard]] std::string_view Text(const QuestionWord& word) const;
  [[nodiscard]] bool MayBeUnsaid(const QuestionWord& word) const;

  const text::Analyzer& analyzer_;
  const QuestionReading& question_;
  const TableGrid grid_;
  std::vector<const QuestionWord*> words_;
  const QuestionWord* kind_ = nullptr;  // that is asked for
  Terms above_;
  std::vector<Terms> columns_;
  std::vector<std::vector<Terms>> rows_;  // of each row its heading, then its cells
};

}  // namespace wenyuan::answer
