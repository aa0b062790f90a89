#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "evidence.h"
#include "question_reading.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// What stands in a table's passage above its rows, and above that: its title and headings.
std::string_view CaptionOf(const Passage& passage);
std::string HeadingsOf(const Passage& passage);

// The rows, as candidates, whose cells answer the question: the best one, and those of other
// documents that fit as well. Empty: no cell does better than the candidate `best`.
std::vector<std::size_t> ChooseRows(const text::Analyzer& analyzer, const QuestionReading& question,
                                    const Evidence& evidence, std::size_t best);

}  // namespace wenyuan::answer
