#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// UTF-16, lower byte first, as UTF-8; a half surrogate becomes U+FFFD, an odd last byte is dropped.
std::string WideToUtf8(std::string_view wide);

// Requires valid UTF-8.
std::string Utf8ToWide(std::string_view utf8);

// Bytes of a Windows code page (936, 1252, …) as valid UTF-8. When they mean nothing there, or the
// number is unknown, the charset is detected.
std::string CodePageToUtf8(std::string_view bytes, unsigned code_page);

// The name of a code page's charset, empty for an unknown one.
std::string_view CharsetOfCodePage(unsigned code_page);

// The code page in which programs wrote a language (a Windows language number).
unsigned CodePageOfLanguage(unsigned language);

}  // namespace wenyuan::parse
