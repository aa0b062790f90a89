#pragma once

#include <optional>

#include "../question/calculation.h"
#include "../question/question_reading.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/text/analyzer.h"
#include "whole_table.h"

namespace wenyuan::answer {

// All things of a kind whose rows have what the question says of them: “郝刚保管哪些设备？”.
// Nothing when that is fewer than two: one row is quoted as it stands.
std::optional<Sentence> ListRowsByWords(const text::Analyzer& analyzer,
                                        const QuestionReading& question, const Aggregate& aggregate,
                                        const WholeTable& table);

}  // namespace wenyuan::answer
