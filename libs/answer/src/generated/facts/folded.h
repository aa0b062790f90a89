#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::answer {

// A text as facts are read from it: full-width forms, capitals and traditional forms of what
// numbers and units are written with are folded, character by character.
struct Folded {
  std::u32string text;
  std::vector<std::uint32_t> begin;  // of each character in the bytes of the text; then its end
  std::vector<bool> capital;         // by character

  [[nodiscard]] bool StandsAt(std::size_t at, std::u32string_view word) const {
    return text.compare(at, word.size(), word) == 0;
  }
};

// Requires valid UTF-8.
Folded Fold(std::string_view text);

inline bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
inline bool IsLatin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

}  // namespace wenyuan::answer
