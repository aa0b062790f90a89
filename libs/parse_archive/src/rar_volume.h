#pragma once

#include <string_view>

namespace wenyuan::parse {

// Whether an archive of RAR says that it is one of several parts.
bool IsRarVolume(std::string_view archive);

}  // namespace wenyuan::parse
