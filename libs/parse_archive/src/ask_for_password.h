#pragma once

#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// kPermissionDenied: asks for the password, or says that the one given is wrong.
Error WrongPassword(std::string_view format, std::string_view password);

}  // namespace wenyuan::parse
