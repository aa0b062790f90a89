#pragma once

#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// The workbook stream with its records opened, or as it is when it is not encrypted.
// kPermissionDenied without the right password, kUnsupported for a scheme that we do not know.
Result<std::string> DecryptWorkbook(std::string stream, std::string_view password);

}  // namespace wenyuan::parse
