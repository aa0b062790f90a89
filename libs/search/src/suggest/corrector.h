#pragma once

#include <string_view>

#include "readable_words.h"
#include "wenyuan/search/suggester.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// Puts words that occur in place of those that do not: English ones with few typing errors, Chinese
// ones that sound the same or look alike. Fails with kUnavailable without pinyin.
Result<Correction> CorrectQuestion(std::string_view question, const ReadableWords& words,
                                   const text::Analyzer& analyzer);

}  // namespace wenyuan::search
