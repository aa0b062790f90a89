#include "wenyuan/parse_kit/heading_by_name.h"

#include <string>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {

std::uint8_t HeadingByName(std::string_view name) {
  const std::string lower = AsciiLower(name);
  for (const std::string_view word :
       {"heading", "标题", "標題", "見出し", "titre", "überschrift", "Überschrift", "título",
        "заголовок", "제목", "개요", "titolo", "kop", "rubrik"}) {
    if (lower.compare(0, word.size(), word) != 0) continue;
    const std::string_view rest = Trim(std::string_view(lower).substr(word.size()));
    if (rest.size() == 1 && rest[0] >= '1' && rest[0] <= '9') {
      return static_cast<std::uint8_t>(rest[0] - '0');
    }
  }
  return 0;
}

}  // namespace wenyuan::parse
