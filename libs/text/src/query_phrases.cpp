#include "query_phrases.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace wenyuan::text {
namespace {

// Units leave a sign out: C++, 12.5%.
bool HasSign(std::string_view term) { return term.find_first_of("%+#") != std::string::npos; }

QueryPhrase Alone(const std::string& term) {
  QueryPhrase phrase;
  phrase.parts.push_back({term, 0});
  return phrase;
}

bool IsHanToken(TokenKind kind) { return kind <= TokenKind::kInnerBigram; }

}  // namespace

QueryPhrase PhraseOf(const Analysis& analysis, PhraseForm form) {
  if (analysis.compounds.size() == 1 && !analysis.tokens.empty()) {
    const Compound& compound = analysis.compounds.front();
    const Token& whole = analysis.tokens[compound.first_token];
    const Token& last = analysis.tokens.back();
    if (HasSign(whole.term) && compound.position == 0 && last.position < compound.length) {
      return Alone(whole.term);
    }
  }
  std::vector<std::pair<std::uint32_t, std::string_view>> parts;
  for (const Token& unit : analysis.units) parts.emplace_back(unit.position, unit.term);
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
    const Token& token = analysis.tokens[i];
    if (IsHanToken(analysis.kinds[i]) && token.length == 2) {
      parts.emplace_back(token.position, token.term);
    }
  }
  if (parts.empty() && !analysis.tokens.empty()) return Alone(analysis.tokens.front().term);
  if (parts.size() == 1 && analysis.units.size() == 1 && form == PhraseForm::kAnyEnding) {
    for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
      if (analysis.kinds[i] == TokenKind::kStem) return Alone(analysis.tokens[i].term);
    }
  }
  std::sort(parts.begin(), parts.end());
  QueryPhrase phrase;
  for (const auto& [position, term] : parts) {
    phrase.parts.push_back({std::string(term), position - parts.front().first});
  }
  return phrase;
}

QueryPhrase PhraseOf(const Analysis& analysis, const Compound& compound) {
  const Token& whole = analysis.tokens[compound.first_token];
  // 3.2 is not 3-2.
  if (compound.number || HasSign(whole.term)) return Alone(whole.term);
  QueryPhrase phrase;
  auto unit = std::lower_bound(
      analysis.units.begin(), analysis.units.end(), compound.position,
      [](const Token& token, std::uint32_t position) { return token.position < position; });
  for (; unit != analysis.units.end() && unit->position < compound.position + compound.length;
       ++unit) {
    phrase.parts.push_back({unit->term, unit->position - compound.position});
  }
  return phrase;
}

}  // namespace wenyuan::text
