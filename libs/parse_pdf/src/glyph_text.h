#pragma once

#include <string>

namespace wenyuan::parse_pdf {

constexpr char32_t kHyphen = 0x2010;  // one that may be a break mark

// What one character of a page means: ligatures spelled out, bullets of symbol fonts as such.
void AppendGlyph(char32_t character, std::string& text);

}  // namespace wenyuan::parse_pdf
