#include "wenyuan/parse_kit/looks_like_text.h"

#include <algorithm>

#include "wenyuan/charset/charset.h"

namespace wenyuan::parse {

bool LooksLikeText(std::string_view bytes) {
  constexpr std::size_t kSample = 64 << 10U;
  for (const std::string_view binary :
       {"PK\3\4", "%PDF-",
        "\x7f"
        "ELF",
        "\x89PNG", "GIF8", "\xFF\xD8\xFF", "\x1f\x8b", "Rar!", "{\\rtf"}) {
    if (bytes.substr(0, binary.size()) == binary) return false;
  }
  // An even sample, so that UTF-16 is not cut inside a character.
  const charset::Text text = charset::ToUtf8(bytes.substr(0, std::min(bytes.size(), kSample)));
  std::size_t bad = 0;
  for (std::size_t i = 0; i < text.utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(text.utf8[i]);
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B) ++bad;
    if (c == 0xEF && text.utf8.compare(i, 3, "\xEF\xBF\xBD") == 0) ++bad;
  }
  return !text.utf8.empty() && bad * 50 <= text.utf8.size();
}

}  // namespace wenyuan::parse
