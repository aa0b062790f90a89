#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// An encrypted 7z archive as the same archive without encryption, because the library that unpacks
// can undo none. Nothing for other archives and for what is damaged: the library says why.
// kPermissionDenied without a password, and with a wrong one where the names are encrypted; where
// only the contents are, a wrong one gives an archive whose contents are damaged.
Result<std::optional<std::string>> OpenSevenZip(std::string_view archive,
                                                std::string_view password);

}  // namespace wenyuan::parse
