#pragma once

#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::crypto {

// argon2id (RFC 9106) with a random salt, in the usual "$argon2id$…" text. About 50 ms, 19 MiB.
Result<std::string> HashPassword(std::string_view password);

// False for a wrong password and for a text that is no hash. The time does not tell which.
bool VerifyPassword(std::string_view password, std::string_view hash);

}  // namespace wenyuan::crypto
