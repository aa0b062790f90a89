#include "wenyuan/parse/line_shape.h"

#include <array>

namespace wenyuan::parse {

std::string LineShape(std::string_view text) {
  std::string shape;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) shape += c;
    if (digit && (shape.empty() || shape.back() != '#')) shape += '#';
  }
  return shape;
}

bool IsPageNumberShape(std::string_view shape) {
  constexpr std::array<std::string_view, 14> kWords = {"page", "Page", "PAGE",   "of", "Seite",
                                                       "von",  "sur",  "第",     "页", "頁",
                                                       "共",   "之",   "ページ", "쪽"};
  while (!shape.empty()) {
    std::size_t taken = 0;
    for (const std::string_view word : kWords) {
      if (shape.starts_with(word)) taken = word.size();
    }
    const auto first = static_cast<unsigned char>(shape.front());
    const bool letter =
        (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first >= 0x80;
    if (taken == 0 && letter) return false;
    shape.remove_prefix(taken == 0 ? 1 : taken);
  }
  return true;
}

}  // namespace wenyuan::parse
