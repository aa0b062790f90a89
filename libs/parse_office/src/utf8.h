#pragma once

#include <string>

namespace wenyuan::parse {

// Surrogates and what is beyond Unicode become U+FFFD; nothing is added for NUL.
inline void AppendUtf8(std::string& text, char32_t c) {
  if (c >= 0x110000 || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
  const auto byte = [&](char32_t value) { text.push_back(static_cast<char>(value)); };
  if (c == 0) return;
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0U | (c >> 6U));
    byte(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0U | (c >> 12U));
    byte(0x80U | ((c >> 6U) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  } else {
    byte(0xF0U | (c >> 18U));
    byte(0x80U | ((c >> 12U) & 0x3FU));
    byte(0x80U | ((c >> 6U) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  }
}

}  // namespace wenyuan::parse
