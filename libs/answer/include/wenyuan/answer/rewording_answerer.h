#pragma once

#include <memory>

#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {

// Asks what `by_words` refuses once more in the words that the documents have for what the question
// says in everyday ones (text::InOtherWords: 午饭 where they say 午餐); Answer::understood says
// how. All that is given must outlive it.
std::unique_ptr<Answerer> MakeRewordingAnswerer(const text::Analyzer& analyzer,
                                                const search::Searcher& searcher,
                                                const Answerer& by_words);

}  // namespace wenyuan::answer
