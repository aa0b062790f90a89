#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../question/question_reading.h"
#include "cell_finder.h"
#include "table_grid.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Words of a question that neither the row, nor the names of its column, nor anything above the
// table says: 华北 where the row is of 西北, "Legal" beside Operations, a year, a company. The cell
// is of something else then, however many words it has.
struct UnsaidWords {
  bool of_something_else = false;
  // Names that the beginning of the document may say for all its tables, as the question writes
  // them.
  std::vector<std::string> names;
  std::vector<std::size_t> name_terms;  // of the question
  std::vector<std::size_t> terms;       // of all these words
  std::vector<std::size_t> needless;    // of words that need not be said, and are not
};

// A verb that only joins what is asked for with the word that asks ("spend", 花了多少) need not be
// said, nor what is true or not in a question that wants yes or no. `match` is of a row of the
// grid; `beside`, by term of the question, what the text beside the table says: of words it is
// enough, of numbers not.
UnsaidWords WordsUnsaid(const text::Analyzer& analyzer, const QuestionReading& question,
                        const TableGrid& grid, const CellMatch& match,
                        const std::vector<bool>& beside);

// Whether a stem, or a word of Chinese, is a verb or a kind of thing that a table has no need to
// say
// ("report", 公司).
bool SaysLittle(std::string_view word);

}  // namespace wenyuan::answer
