#include "quotations.h"

#include <array>
#include <utility>

namespace wenyuan::text {

std::vector<Quotation> FindQuotations(std::string_view question) {
  std::array<std::pair<std::string_view, std::string_view>, 4> quotes = {
      {{"“", "”"}, {"\"", "\""}, {"「", "」"}, {"『", "』"}}};
  std::vector<Quotation> found;
  for (std::size_t at = 0; at < question.size();) {
    std::size_t next = at + 1;
    for (auto& [open, close] : quotes) {
      if (open.empty() || !question.substr(at).starts_with(open)) continue;
      const std::size_t begin = at + open.size();
      const std::size_t end = question.find(close, begin);
      if (end == std::string_view::npos) {
        open = {};  // nor will a later one be closed
        break;
      }
      found.push_back({begin, end});
      next = end + close.size();
      break;
    }
    at = next;
  }
  return found;
}

}  // namespace wenyuan::text
