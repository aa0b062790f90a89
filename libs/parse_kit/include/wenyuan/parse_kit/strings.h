#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// Every run of white space (ASCII, no-break and full-width space, line ends) becomes one space;
// none at the ends. Requires valid UTF-8.
std::string Collapse(std::string_view text);

// Without white space at the ends; inside nothing changes. Requires valid UTF-8.
std::string_view Trim(std::string_view text);

std::string AsciiLower(std::string_view text);

bool EndsWithIgnoringCase(std::string_view text, std::string_view ending);

// Where `wanted` (lower case ASCII) starts in `text` whatever the case there, or npos.
std::size_t FindIgnoringCase(std::string_view text, std::string_view wanted, std::size_t from = 0);

// Cells that a half-width terminal would need: Han and kana count two.
std::size_t DisplayWidth(std::string_view text);

// "12", "-1,234.50", "45 %", "¥3.2", "2024-01-31", "2024/1/31", "10:30".
bool LooksNumeric(std::string_view text);

// Surrogates and what is beyond Unicode become U+FFFD; nothing is added for NUL.
void AppendUtf8(std::string& text, char32_t character);

// What Base64 (RFC 4648) says; empty when it is none. White space in it does not count, and "%2B"
// and the like are as in addresses.
std::string FromBase64(std::string_view text);

}  // namespace wenyuan::parse
