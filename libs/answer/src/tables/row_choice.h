#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "../evidence/evidence.h"
#include "../question/question_reading.h"
#include "unsaid_words.h"
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
};
// Rows of something else (unsaid_words.h) are not among them.
RowChoice ChooseRows(const text::Analyzer& analyzer, const QuestionReading& question,
                     const Evidence& evidence, std::size_t best);

// The words of the question that a candidate would have to say and does not. A row of one cell, or
// whose value is prose, is judged as sentences are: it has none. So has what is no row.
UnsaidWords UnsaidOf(const text::Analyzer& analyzer, const QuestionReading& question,
                     const Evidence& evidence, std::size_t candidate);

}  // namespace wenyuan::answer
