#include "ebcdic.h"

#include <algorithm>
#include <cstddef>

namespace wenyuan::charset {
namespace {

constexpr std::size_t kSample = 4'096;
constexpr std::size_t kFewest = 32;

constexpr bool Within(unsigned char c, unsigned first, unsigned last) {
  return c >= first && c <= last;
}

bool IsLetter(unsigned char c) {
  const unsigned char small = c & 0xBFU;  // capitals are 0x40 further
  return c >= 0x80 &&
         (Within(small, 0x81, 0x89) || Within(small, 0x91, 0x99) || Within(small, 0xA2, 0xA9));
}

}  // namespace

std::string_view EbcdicCharset(std::string_view bytes) {
  bytes = bytes.substr(0, kSample);
  std::size_t letters = 0;
  std::size_t spaces = 0;
  std::size_t others = 0;  // digits, punctuation, line ends
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    if (IsLetter(c)) {
      ++letters;
    } else if (c == 0x40) {
      ++spaces;
    } else if (c >= 0xF0 || Within(c, 0x4A, 0x50) || Within(c, 0x5A, 0x61) ||
               Within(c, 0x6A, 0x6F) || Within(c, 0x79, 0x7F) || c == 0x15 || c == 0x25 ||
               c == 0x0D || c == 0x05) {
      ++others;
    }
  }
  const std::size_t known = letters + spaces + others;
  if (bytes.size() < kFewest || known * 100 < bytes.size() * 98 || letters * 3 < bytes.size() ||
      spaces * 25 < bytes.size()) {
    return {};
  }
  // The two pages differ in brackets and marks of exclamation.
  return bytes.find('\x4A') != std::string_view::npos ? "IBM500" : "IBM037";
}

}  // namespace wenyuan::charset
