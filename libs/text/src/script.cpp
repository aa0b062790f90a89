#include "wenyuan/text/script.h"

#include <unicode/uchar.h>

#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

bool IsKana(char32_t character) { return character >= 0x3040 && character <= 0x30FF; }

}  // namespace

Script DominantScript(std::string_view text) {
  std::size_t characters = 0;
  std::size_t words = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = NextCharacter(text, at);
    const bool han = IsHan(character) || IsKana(character);
    const bool letter = !han && u_isalpha(static_cast<UChar32>(character)) != 0;
    if (han) ++characters;
    if (letter && !in_word) ++words;
    in_word = letter;
  }
  // A Chinese word has about two characters.
  return characters > 0 && characters >= 2 * words ? Script::kHan : Script::kOther;
}

}  // namespace wenyuan::text
