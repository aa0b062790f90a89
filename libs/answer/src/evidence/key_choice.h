#pragma once

#include <cstddef>
#include <optional>

#include "../question/question_reading.h"
#include "evidence.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// A line "新址：文淵大道88號" of the passage of `best` whose name is what the question asks for
// ("新地址 在哪里？"): all of the name is in the question, some of it beside the word that asks,
// and what it says is of the kind that is wanted. Nothing: no such line, or `best` is one.
std::optional<std::size_t> ChooseKeyValue(const text::Analyzer& analyzer,
                                          const QuestionReading& question, const Evidence& evidence,
                                          std::size_t best);

}  // namespace wenyuan::answer
