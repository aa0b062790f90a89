#pragma once

#include <string_view>
#include <vector>

#include "wenyuan/text/word_lists.h"

namespace wenyuan::text {

// What people say when they ask at work, and how its documents call it: Chinese and English.
std::vector<SynonymLine> EverydayWords();

// The lists of both, as in synonyms.txt. What stands left of an arrow is said by who asks; without
// one, either way.
std::string_view ChineseEverydayWords();
std::string_view EnglishEverydayWords();

}  // namespace wenyuan::text
