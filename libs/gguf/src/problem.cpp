#include "problem.h"

namespace wenyuan::gguf {
namespace {

unsigned Byte(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// Bytes of the character that begins here, or 0 when none does. Follows table 3-7 of Unicode.
std::size_t CharacterBytes(std::string_view text, std::size_t at) {
  const unsigned first = Byte(text, at);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (text.size() - at < size) return 0;
  const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (Byte(text, at + 1) < low || Byte(text, at + 1) > high) return 0;
  for (std::size_t i = 2; i < size; ++i) {
    if ((Byte(text, at + i) & 0xC0U) != 0x80U) return 0;
  }
  return size;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = CharacterBytes(text, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

std::string Printable(std::string_view name, std::size_t most_bytes) {
  std::string shown;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t size = CharacterBytes(name, at);
    if (shown.size() + size > most_bytes) return shown + "…";
    const unsigned first = Byte(name, at);
    const bool control =
        first < 0x20 || first == 0x7F || (first == 0xC2 && Byte(name, at + 1) < 0xA0);
    const bool printable = size > 0 && !control;
    shown += printable ? std::string(name.substr(at, size)) : "?";
    at += size == 0 ? 1 : size;
  }
  return shown;
}

}  // namespace wenyuan::gguf
