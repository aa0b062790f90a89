#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::app {

// The candidate that needs the fewest single-character changes (Levenshtein 1966), or "" when even
// that one differs in more than a third of its characters.
std::string Nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace wenyuan::app
