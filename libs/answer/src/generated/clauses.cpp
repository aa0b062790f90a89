#include "clauses.h"

#include <algorithm>
#include <array>

namespace wenyuan::answer {

using std::string_view_literals::operator""sv;

std::vector<std::pair<std::size_t, std::size_t>> ClausesOf(std::string_view text) {
  constexpr std::array kMarks = {"，"sv, "；"sv, "。"sv, "："sv, ", "sv, "; "sv, "、"sv};
  std::vector<std::pair<std::size_t, std::size_t>> clauses;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    for (const std::string_view mark : kMarks) {
      if (text.substr(at).starts_with(mark)) length = mark.size();
    }
    if (length > 0) {
      clauses.emplace_back(begin, at);
      begin = at + length;
    }
    at += std::max<std::size_t>(length, 1);
  }
  clauses.emplace_back(begin, text.size());
  return clauses;
}

}  // namespace wenyuan::answer
