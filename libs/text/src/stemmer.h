#pragma once

#include <string>
#include <string_view>

namespace wenyuan::text {

// The stem of a folded English word; the word itself when it has none. Any thread.
std::string EnglishStem(std::string_view word);

}  // namespace wenyuan::text
