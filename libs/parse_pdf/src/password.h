#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse_pdf {

// The password as files of the newest encryption have it (SASLprep, RFC 4013). Unchanged where it
// has characters that no password may have. Opens nothing after the first call.
std::string PreparedPassword(std::string_view utf8);

}  // namespace wenyuan::parse_pdf
