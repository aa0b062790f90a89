#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// An encrypted archive of RAR 5 as the same archive without encryption, because the library that
// unpacks can undo none. Nothing for other archives and for what is damaged before anything is
// encrypted: the library says why. kPermissionDenied without a password, and with a wrong one.
Result<std::optional<std::string>> OpenRar5(std::string_view archive, std::string_view password);

}  // namespace wenyuan::parse
