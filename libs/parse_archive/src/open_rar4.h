#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// The same as OpenRar5 for what RAR 3 and 4 wrote. Where only contents are encrypted, a wrong
// password gives an archive whose contents are damaged. Encryption of RAR 2 and before, and
// passwords of more than 27 characters, are kUnsupported.
Result<std::optional<std::string>> OpenRar4(std::string_view archive, std::string_view password);

}  // namespace wenyuan::parse
