#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// Unpacks an RTF body as Outlook packs it (LZFu), as far as the bytes make sense. Each input byte
// gives at most nine.
std::string UnpackRtf(std::string_view packed);

}  // namespace wenyuan::parse
