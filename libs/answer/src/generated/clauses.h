#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace wenyuan::answer {

// The parts of a sentence between commas and the like, as ranges of bytes [first, second).
std::vector<std::pair<std::size_t, std::size_t>> ClausesOf(std::string_view text);

}  // namespace wenyuan::answer
