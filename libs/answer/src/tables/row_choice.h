#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "../evidence/evidence.h"
#include "../question/question_reading.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// What sentences say better than cells do.
bool AsksWhyOrHow(const QuestionReading& question);

// What stands in a table's passage above its rows, and above that: its title and headings.
std::string_view CaptionOf(const Passage& passage);
std::string HeadingsOf(const Passage& passage);

// Rows whose cells answer a question.
struct RowChoice {
  // The best, and those of other documents that fit as well. Empty: no cell does better than the
  // candidate that was liked best.
  std::vector<std::size_t> candidates;
  // Every word of the question is in the names of the row and its column, above the table, or
  // elsewhere in its document: then the cell answers, however few words a row has.
  bool sure = false;
  // It would be sure if these words, names, stood elsewhere in the best row's document.
  std::vector<std::string> missing;
};
RowChoice ChooseRows(const text::Analyzer& analyzer, const QuestionReading& question,
                     const Evidence& evidence, std::size_t best);

}  // namespace wenyuan::answer
