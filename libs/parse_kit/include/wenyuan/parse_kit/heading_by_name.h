#pragma once

#include <cstdint>
#include <string_view>

namespace wenyuan::parse {

// "heading 2", "标题 2", "Überschrift 2" as the localized programs call them; 0 for other names.
std::uint8_t HeadingByName(std::string_view name);

}  // namespace wenyuan::parse
