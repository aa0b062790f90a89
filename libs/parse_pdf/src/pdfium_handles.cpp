#include "pdfium_handles.h"

namespace wenyuan::parse_pdf {

void AppendUtf8(std::string& text, char32_t character) {
  const auto byte = [&](char32_t value) { text.push_back(static_cast<char>(value)); };
  if (character < 0x80) {
    byte(character);
  } else if (character < 0x800) {
    byte(0xC0U | (character >> 6U));
    byte(0x80U | (character & 0x3FU));
  } else if (character < 0x10000) {
    byte(0xE0U | (character >> 12U));
    byte(0x80U | ((character >> 6U) & 0x3FU));
    byte(0x80U | (character & 0x3FU));
  } else {
    byte(0xF0U | (character >> 18U));
    byte(0x80U | ((character >> 12U) & 0x3FU));
    byte(0x80U | ((character >> 6U) & 0x3FU));
    byte(0x80U | (character & 0x3FU));
  }
}

std::string FromUtf16(const std::u16string& text) {
  std::string utf8;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t character = text[i];
    if (character >= 0xD800 && character < 0xE000) {
      const bool pair = character < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 &&
                        text[i + 1] < 0xE000;
      if (!pair) continue;
      character = 0x10000 + ((character - 0xD800) << 10U) + (text[++i] - 0xDC00U);
    }
    if (character != 0) AppendUtf8(utf8, character);
  }
  return utf8;
}

}  // namespace wenyuan::parse_pdf
