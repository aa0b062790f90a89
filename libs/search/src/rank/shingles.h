#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace wenyuan::search {

// As ShinglesOf(), but as they come, and those that come again, again.
std::vector<std::uint64_t> AllShinglesOf(std::string_view text);

}  // namespace wenyuan::search
