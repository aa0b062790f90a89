#pragma once

#include <optional>

#include "../question/calculation.h"
#include "../question/question_reading.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/text/analyzer.h"
#include "whole_table.h"

namespace wenyuan::answer {

// The rows of a table whose number is as a question wants it (Aggregate::Kind::kWhere: 高于8000),
// or what the rows of each group come to (kGroups: "revenue by region"). Nothing where a word of
// the question is nowhere in the table, the numbers are of another unit, or two columns fit alike.
std::optional<Sentence> ListRows(const text::Analyzer& analyzer, const QuestionReading& question,
                                 const Aggregate& aggregate, const WholeTable& table);

}  // namespace wenyuan::answer
