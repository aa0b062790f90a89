#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// Valid UTF-8 (no surrogates, nothing overlong, nothing above U+10FFFF) without NUL.
bool IsCleanText(std::string_view text);

// Invalid bytes become U+FFFD, NUL goes.
std::string CleanText(std::string_view bytes);

// True where a character starts, and at the end.
inline bool IsCharacterBoundary(std::string_view text, std::size_t at) {
  return at >= text.size() ? at == text.size()
                           : (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

}  // namespace wenyuan::parse
