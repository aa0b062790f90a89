#pragma once

#include <cstddef>
#include <string_view>

namespace wenyuan {

// How many bytes must be inserted, removed or replaced to turn one into the other (Levenshtein
// 1966): what a typing error costs. Time is the product of the lengths.
std::size_t EditDistance(std::string_view left, std::string_view right);

}  // namespace wenyuan
