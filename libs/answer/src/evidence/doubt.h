#pragma once

#include <cstddef>
#include <vector>

#include "../question/question_reading.h"
#include "evidence.h"

namespace wenyuan::answer {

// The log-odds that a candidate loses since its document does not speak of what is asked about, or
// it says nothing of the kind that was asked for; infinite where it cannot answer: its passage has
// no word of the question, or lacks a code that it asks about (PPR-9087), or has nothing but its
// codes and numbers.
double DoubtOf(const QuestionReading& question, const Evidence& evidence, std::size_t candidate);

// One chance for each candidate: what cannot answer has none, what is doubted less. As they are
// where nothing can answer.
std::vector<double> WithDoubts(const QuestionReading& question, const Evidence& evidence,
                               const std::vector<double>& chances);

}  // namespace wenyuan::answer
