// Reads lines of hexadecimal bytes on standard input and prints what wenyuan::charset makes of
// each: UTF-8 in hexadecimal.
#include <iostream>
#include <string>

#include "wenyuan/charset/charset.h"

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::string FromHex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(kDigits.find(hex[i]) * 16 + kDigits.find(hex[i + 1]));
  }
  return bytes;
}

std::string ToHex(const std::string& bytes) {
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte / 16];
    hex += kDigits[byte % 16];
  }
  return hex;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << ToHex(wenyuan::charset::ToUtf8(FromHex(line)).utf8) << "\n";
  }
  return 0;
}
