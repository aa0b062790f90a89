#pragma once

#include <chrono>
#include <memory>

#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {

// Asks what `by_words` refuses once more in the words that the documents have for what the question
// says in everyday ones (text::InOtherWords: 午饭 where they say 午餐); Answer::understood says
// how. What answers must be of the kind that was asked for (a weight, a sum), whatever the words.
// A refusal takes one more search and asks at most three ways, none that would begin later than
// `time` after `by_words` refused. All that is given must outlive it.
std::unique_ptr<Answerer> MakeRewordingAnswerer(
    const text::Analyzer& analyzer, const search::Searcher& searcher, const Answerer& by_words,
    std::chrono::milliseconds time = std::chrono::milliseconds(1'500));

}  // namespace wenyuan::answer
