#include "pdfium_handles.h"

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse_pdf {

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
    if (character != 0) parse::AppendUtf8(utf8, character);
  }
  return utf8;
}

}  // namespace wenyuan::parse_pdf
