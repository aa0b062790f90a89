#pragma once

#include <string>

namespace wenyuan::parse {

// Adds a character as Hangul up to version 3 numbered them: ASCII, syllables put together of their
// letters, signs and Han characters in the order of KS X 1001. False for what has no Unicode, as
// the program's own ornaments; then nothing is added.
bool AppendOldHangul(std::string& text, char16_t character);

}  // namespace wenyuan::parse
