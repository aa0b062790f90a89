#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// A list number as Word's numFmt `format` writes it: 4 is "4", "d", "iv", "四", "④".
std::string FormatListNumber(unsigned number, std::string_view format);

}  // namespace wenyuan::parse
