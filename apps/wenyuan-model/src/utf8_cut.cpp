#include "utf8_cut.h"

#include <string_view>

namespace wenyuan::model {
namespace {

// How many bytes the character has that begins here; 0: none is right.
std::size_t CharacterBytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  const std::size_t size = lead < 0x80   ? 1
                           : lead < 0xC2 ? 0
                           : lead < 0xE0 ? 2
                           : lead < 0xF0 ? 3
                           : lead < 0xF5 ? 4
                                         : 0;
  if (size == 0 || size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return 0;
  }
  // Forms that are too long, surrogates, and what lies beyond Unicode.
  const bool wrong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) ||
                     (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F);
  return wrong ? 0 : size;
}

}  // namespace

bool CutToUtf8(std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = CharacterBytes(std::string_view(text).substr(at));
    if (size == 0) break;
    at += size;
  }
  const bool right = at + 4 > text.size();
  text.resize(at);
  return right;
}

}  // namespace wenyuan::model
