#include "subject_lift.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace wenyuan::search {
namespace {

constexpr double kLargestLift = 0.1;
constexpr double kHalfwayUnits = 8;  // about a row's label and two short cells

// Where the first of the phrases begins; nothing when the text holds none whole.
std::optional<std::uint32_t> FirstPosition(const std::vector<text::Token>& tokens,
                                           const std::vector<text::QueryPhrase>& phrases) {
  std::map<std::string_view, std::set<std::uint32_t>> places;
  for (const text::Token& token : tokens) places[token.term].insert(token.position);
  std::optional<std::uint32_t> first;
  for (const text::QueryPhrase& phrase : phrases) {
    if (phrase.parts.empty()) continue;
    for (const std::uint32_t at : places[phrase.parts[0].term]) {
      const bool whole =
          std::all_of(phrase.parts.begin(), phrase.parts.end(), [&](const auto& part) {
            return places[part.term].contains(at + part.offset - phrase.parts[0].offset);
          });
      if (whole) first = std::min(first.value_or(at), at);
    }
  }
  return first;
}

}  // namespace

void LiftSubjects(PassageTokens& tokens, const text::AnalyzedQuery& query, std::vector<Hit>& hits) {
  if (query.preferred.empty()) return;
  for (Hit& hit : hits) {
    const auto position = FirstPosition(tokens.Of(hit.chunk.text), query.preferred);
    if (position) hit.score *= 1 + kLargestLift / (1 + *position / kHalfwayUnits);
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const Hit& left, const Hit& right) { return left.score > right.score; });
}

}  // namespace wenyuan::search
