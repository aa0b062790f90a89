#pragma once

#include <cstddef>
#include <string_view>

namespace wenyuan::answer {

// Where the list ends that a sentence leads to ("包括以下几项：", "The kit contains:"): the lines
// behind it that are items. `end` where no list follows. Requires that `end` is in the text.
std::size_t EndOfItems(std::string_view text, std::size_t begin, std::size_t end);

// For a question that asks for several things: the lead and all items of the list in which
// [begin, end) is one item; the same place when it is in none.
struct ListPlace {
  std::size_t begin = 0;
  std::size_t end = 0;
};
ListPlace ListAround(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace wenyuan::answer
