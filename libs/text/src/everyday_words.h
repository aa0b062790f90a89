#pragma once

#include <vector>

#include "wenyuan/text/word_lists.h"

namespace wenyuan::text {

// What people say when they ask at work, and how its documents call it: Chinese and English.
std::vector<SynonymLine> EverydayWords();

}  // namespace wenyuan::text
