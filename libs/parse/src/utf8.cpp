#include "utf8.h"

#include <cstdint>
#include <cstring>

namespace wenyuan::parse {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The length of the valid character at `at`, or 0. Table 3-7 of the Unicode standard.
std::size_t CharacterLength(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) -> unsigned {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
  };
  const auto follows = [&](std::size_t offset) { return (byte(offset) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80U) return lead == 0 ? 0 : 1;
  if (lead >= 0xC2U && lead <= 0xDFU) return follows(1) ? 2 : 0;
  if (lead >= 0xE0U && lead <= 0xEFU) {
    const unsigned low = lead == 0xE0U ? 0xA0U : 0x80U;
    const unsigned high = lead == 0xEDU ? 0x9FU : 0xBFU;
    return byte(1) >= low && byte(1) <= high && follows(2) ? 3 : 0;
  }
  if (lead >= 0xF0U && lead <= 0xF4U) {
    const unsigned low = lead == 0xF0U ? 0x90U : 0x80U;
    const unsigned high = lead == 0xF4U ? 0x8FU : 0xBFU;
    return byte(1) >= low && byte(1) <= high && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

// How far from `at` on the text is plain ASCII without NUL, in steps of eight bytes.
std::size_t SkipAscii(std::string_view text, std::size_t at) {
  while (at + 8 <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    const std::uint64_t has_zero = (word - 0x0101010101010101U) & ~word & 0x8080808080808080U;
    if ((word & 0x8080808080808080U) != 0 || has_zero != 0) break;
    at += 8;
  }
  return at;
}

}  // namespace

bool IsCleanText(std::string_view text) {
  for (std::size_t at = SkipAscii(text, 0); at < text.size();) {
    const std::size_t length = CharacterLength(text, at);
    if (length == 0) return false;
    at = length == 1 ? SkipAscii(text, at + 1) : at + length;
  }
  return true;
}

std::string CleanText(std::string_view bytes) {
  std::string clean;
  clean.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = CharacterLength(bytes, at);
    if (length > 0) {
      clean.append(bytes.substr(at, length));
    } else if (bytes[at] != '\0') {
      clean.append(kReplacement);
    }
    at += length > 0 ? length : 1;
  }
  return clean;
}

}  // namespace wenyuan::parse
