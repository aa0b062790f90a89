#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "readable_words.h"
#include "wenyuan/search/suggester.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// Completes the end of a question. The longest end that begins a word counts.
Result<std::vector<Completion>> CompleteQuestion(std::string_view question,
                                                 const ReadableWords& words, std::size_t most,
                                                 const text::Analyzer& analyzer);

}  // namespace wenyuan::search
