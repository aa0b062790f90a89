#include "segments.h"

#include <algorithm>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

bool AllHan(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!text::IsHan(text::NextCharacter(text, at))) return false;
  }
  return true;
}

}  // namespace

std::vector<Segment> SegmentsOf(const text::Analyzer& analyzer, std::string_view text) {
  std::vector<text::Token> tokens = analyzer.Tokens(text);
  std::stable_sort(
      tokens.begin(), tokens.end(), [](const text::Token& left, const text::Token& right) {
        return left.begin != right.begin ? left.begin < right.begin : left.end > right.end;
      });
  std::vector<Segment> segments;
  std::size_t behind = 0;
  for (const text::Token& token : tokens) {
    if (token.begin < behind) continue;
    const bool han = AllHan(token.term);
    const bool known = !han || analyzer.IsWord(token.term);
    std::size_t end = token.end;
    if (han && !known && token.length == 2) {  // a pair of neighbours, no word
      end = token.begin;
      text::NextCharacter(text, end);
    }
    const bool whole = end == token.end;
    segments.push_back(
        {{token.begin, end},
         whole ? token.term : std::string(text.substr(token.begin, end - token.begin)),
         han,
         known && whole});
    behind = end;
  }
  return segments;
}

}  // namespace wenyuan::answer
