#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "../evidence/evidence.h"
#include "../question/question_reading.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Rows of a table, all of which answer, and the columns whose cells do.
struct ColumnChoice {
  std::vector<std::size_t> candidates;
  std::vector<std::uint32_t> columns;
};

// The rows of a short table that answers by a case nobody named: "年假有几天？" where days stand
// beside years of service, "What does parking cost?" where prices stand beside zones. What is asked
// about is all in the names above the table and of one column, whose cells are of the kind that is
// asked for (numbers of the unit, prices, times), and no word of the question is a row's own. In
// reading order; empty: no table is such an answer.
ColumnChoice ChooseColumn(const text::Analyzer& analyzer, const QuestionReading& question,
                          const Evidence& evidence);

}  // namespace wenyuan::answer
