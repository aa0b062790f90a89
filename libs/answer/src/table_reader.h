#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "question_reading.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// The bytes [begin, end) of a table passage's text in which a row stands.
struct RowLine {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// One for each row: the last lines of the text (a caption may stand above them). Empty when the
// text does not have the table's rows, cell by cell.
std::vector<RowLine> RowLines(std::string_view text, const parse::Table& table);

// How many rows at the top name the columns; never all rows. The first row of a table without
// marked headers counts as one when there are more.
std::uint32_t HeaderRows(const parse::Table& table);

// What a row answers: "PPR-9087 · 单价：128", and the cells it says it from.
struct RowAnswer {
  std::string text;
  std::vector<const parse::TableCell*> cells;  // in the table
};

// The cells whose column the question asks for, named by the row's own label; the whole row when
// the question fits no column.
RowAnswer AnswerFromRow(const text::Analyzer& analyzer, const QuestionReading& question,
                        const parse::Table& table, std::uint32_t row);

}  // namespace wenyuan::answer
