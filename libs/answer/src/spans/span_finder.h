#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "../question/question_reading.h"
#include "span_candidates.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// A run of a sentence, and how much of it and of the right answer are expected to be the same
// (F1, 0-1; docs/decisions/0295).
struct FoundSpan {
  AnswerSpan span;
  double expected = 0;
};

// The run that is most likely what was asked for, however unlikely; nothing when the sentence has
// no word.
std::optional<FoundSpan> BestSpan(const text::Analyzer& analyzer, const QuestionReading& question,
                                  std::string_view sentence);

// What is shown: of a question that wants yes or no, the words that say it (不得, "must not"); else
// the best run, when it is likely enough. None is better than a wrong one.
std::vector<AnswerSpan> SpansToShow(const text::Analyzer& analyzer, const QuestionReading& question,
                                    std::string_view sentence);

// The chance of each candidate, if one of them is right.
std::vector<double> SpanChances(bool han, const std::vector<SpanCandidate>& candidates);

}  // namespace wenyuan::answer
