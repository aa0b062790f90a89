#include "glyph_text.h"

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse_pdf {

void AppendGlyph(char32_t character, std::string& text) {
  switch (character) {
    case 0xFB00:
      text += "ff";
      return;
    case 0xFB01:
      text += "fi";
      return;
    case 0xFB02:
      text += "fl";
      return;
    case 0xFB03:
      text += "ffi";
      return;
    case 0xFB04:
      text += "ffl";
      return;
    case 0xFB05:
    case 0xFB06:
      text += "st";
      return;
    case 0xF0B7:
    case 0xF0A7:
      text += "•";
      return;  // the bullets of the Symbol and Wingdings fonts
    case kHyphen:
      text += '-';
      return;
    default:
      parse::AppendUtf8(text, character);
  }
}

}  // namespace wenyuan::parse_pdf
