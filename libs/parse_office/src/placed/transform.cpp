#include "placed/transform.h"

#include <charconv>

namespace wenyuan::parse {

std::vector<double> Numbers(std::string_view text, std::size_t most) {
  std::vector<double> numbers;
  std::size_t at = 0;
  while (numbers.size() < most) {
    at = text.find_first_of("+-.0123456789", at);
    if (at == std::string_view::npos) break;
    if (text[at] == '+') ++at;
    double value = 0;
    const auto end = std::from_chars(text.data() + at, text.data() + text.size(), value);
    if (end.ec != std::errc()) {
      ++at;
      continue;
    }
    at = static_cast<std::size_t>(end.ptr - text.data());
    numbers.push_back(value);
  }
  return numbers;
}

Transform TransformOf(std::string_view text) {
  const std::vector<double> n = Numbers(text, 6);
  return n.size() < 6 ? Transform() : Transform{n[0], n[1], n[2], n[3], n[4], n[5]};
}

}  // namespace wenyuan::parse
