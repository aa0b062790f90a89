#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// A header's value as text: folding undone, encoded words (RFC 2047) decoded, raw bytes of unknown
// charset repaired. Words that were split inside a character are joined first, which is why this is
// not left to the mail library.
std::string DecodeMailHeader(std::string_view raw);

}  // namespace wenyuan::parse
