#include "wenyuan/search/compress.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {

std::size_t EstimateTokens(std::string_view text) {
  std::size_t runs = 0;
  std::size_t others = 0;
  bool in_run = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::NextCharacter(text, at);
    const bool alphanumeric = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') ||
                              (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x2000);
    if (alphanumeric && !in_run) ++runs;
    in_run = alphanumeric;
    if (!alphanumeric && c > U' ' && c != 0xA0 && c != 0x3000) ++others;
  }
  return others + (runs * 4 + 2) / 3;
}

}  // namespace wenyuan::search
