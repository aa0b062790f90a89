#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "facts/facts.h"

namespace wenyuan::answer {

// What a list behind a number says of it: "3 examinations, namely a, b and c".
enum class Counted : std::uint8_t { kRight, kWrong };

// For the numbers that a list of what they count stands behind, by their places among `facts` of
// `text`. Only of a list that is said to be whole ("namely", 分别为) a count can be wrong.
std::map<std::size_t, Counted> CountsOfLists(std::string_view text, const std::vector<Fact>& facts);

}  // namespace wenyuan::answer
