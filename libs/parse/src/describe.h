#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// A file's name as messages show it: clean, on one line, not longer than a line can bear.
std::string ShortName(std::string_view name);

// "1.5 GB", "64 MB", "900 bytes".
std::string HumanBytes(std::size_t bytes);

}  // namespace wenyuan::parse
