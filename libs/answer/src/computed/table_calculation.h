#pragma once

#include <optional>

#include "../question/calculation.h"
#include "../question/question_reading.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/text/analyzer.h"
#include "whole_table.h"

namespace wenyuan::answer {

// What the question wants worked out over this table, with the cells it is worked out from. Each
// word of the question must be a name above the table or of a column, or choose rows by a cell
// that has it; the column must have numbers, durations or dates of one unit. Totals are no rows.
// Nothing where that is not so, or where two columns fit alike and say different things.
std::optional<Sentence> Calculate(const text::Analyzer& analyzer, const QuestionReading& question,
                                  const Aggregate& aggregate, const WholeTable& table);

}  // namespace wenyuan::answer
