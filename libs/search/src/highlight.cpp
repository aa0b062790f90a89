#include "highlight.h"

#include <algorithm>

namespace wenyuan::search {

Highlighter::Highlighter(PassageTokens& tokens, const text::AnalyzedQuery& query)
    : tokens_(tokens) {
  for (const text::QueryTerm& term : query.terms) terms_.insert(term.term);
  for (const auto* phrases : {&query.must, &query.preferred}) {
    for (const text::QueryPhrase& phrase : *phrases) {
      for (const text::QueryPhrase::Part& part : phrase.parts) terms_.insert(part.term);
    }
  }
}

std::vector<Highlight> Highlighter::Mark(std::string_view text) {
  std::vector<Highlight> marks;
  for (const text::Token& token : tokens_.Of(text)) {
    if (token.begin < token.end && terms_.contains(token.term)) {
      marks.push_back({token.begin, token.end});
    }
  }
  std::sort(marks.begin(), marks.end(), [](const Highlight& left, const Highlight& right) {
    return left.begin != right.begin ? left.begin < right.begin : left.end < right.end;
  });
  std::vector<Highlight> joined;
  for (const Highlight& mark : marks) {
    if (!joined.empty() && mark.begin <= joined.back().end) {
      joined.back().end = std::max(joined.back().end, mark.end);
    } else {
      joined.push_back(mark);
    }
  }
  return joined;
}

}  // namespace wenyuan::search
