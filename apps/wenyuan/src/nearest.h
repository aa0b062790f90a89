#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::app {

// The candidate that needs the fewest single-character changes (Levenshtein 1966), or "" when even
// that one differs in more than a third of its characters.
std::string Nearest(std::string_view word, const std::vector<std::string>& candidates);

// The error, and the nearest of what there is, if one is near.
Error DidYouMean(Error error, std::string_view word, const std::vector<std::string>& candidates);

}  // namespace wenyuan::app
