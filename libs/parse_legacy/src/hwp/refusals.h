#pragma once

#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

constexpr std::string_view kHangulFormat = "hwp";

// What versions 3 and 5 of the format are refused for alike.
Error HangulIsEncrypted();
Error HangulUnpacksTooLarge();

}  // namespace wenyuan::parse
