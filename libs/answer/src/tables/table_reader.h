#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../question/question_reading.h"
#include "table_grid.h"
#include "wenyuan/answer/answer.h"
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

// What a row answers: "PPR-9087 · 单价：128", "净利润（2025年，单位：万元）：1,280", and the cells
// it says it from.
struct RowAnswer {
  std::string text;
  std::vector<const parse::TableCell*> cells;  // in the table
  std::vector<AnswerSpan> spans;               // the values in the text
  std::optional<CellAnswer> cell;              // when it is one
};

// The cells whose column the question asks for, named by the row's own label; the whole row when
// the question fits no column. `caption` stands above the table, `headings` above that. With
// `columns` the cells are theirs, whatever fits.
RowAnswer AnswerFromRow(const text::Analyzer& analyzer, const QuestionReading& question,
                        const parse::Table& table, std::uint32_t row, std::string_view caption = {},
                        std::string_view headings = {},
                        std::span<const std::uint32_t> columns = {});

}  // namespace wenyuan::answer
