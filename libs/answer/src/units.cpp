#include "units.h"

#include <map>
#include <utility>

#include "question/irregular_verbs.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

// How many characters the term has if all of them are Han, else 0.
std::size_t HanLength(std::string_view term) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < term.size(); ++count) {
    if (!text::IsHan(text::NextCharacter(term, at))) return 0;
  }
  return count;
}

}  // namespace

std::vector<Unit> UnitsOf(const text::Analyzer& analyzer, std::string_view text) {
  // By place: of several forms of the same bytes (word and stem) the last counts.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> found;
  for (text::Token& token : analyzer.Tokens(text)) {
    const std::size_t length = HanLength(token.term);
    if (length > 2) continue;
    if (length == 2 && token.length == 2) {
      std::size_t first = 0;
      std::size_t cut = token.begin;
      text::NextCharacter(token.term, first);
      text::NextCharacter(text, cut);
      const auto middle = static_cast<std::uint32_t>(cut);
      found[{token.begin, middle}] = token.term.substr(0, first);
      if (middle < token.end) found[{middle, token.end}] = token.term.substr(first);
    }
    std::string& term = found[{token.begin, token.end}];
    term = length > 0 ? std::move(token.term) : std::string(VerbOf(token.term));
  }
  std::vector<Unit> units;
  units.reserve(found.size());
  for (auto& [place, term] : found) units.push_back({std::move(term), place.first, place.second});
  return units;
}

}  // namespace wenyuan::answer
