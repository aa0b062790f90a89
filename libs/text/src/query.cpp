#include "query.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "function_words.h"
#include "quotations.h"

namespace wenyuan::text {
namespace {

float WeightOf(TokenKind kind, const QueryWeights& weights) {
  switch (kind) {
    case TokenKind::kHanWord:
      return weights.word;
    case TokenKind::kHanSubWord:
      return weights.sub_word;
    case TokenKind::kHanBigram:
      return weights.bigram;
    case TokenKind::kInnerBigram:
      return weights.inner_bigram;
    case TokenKind::kUnit:
      return weights.unit;
    case TokenKind::kStem:
      return weights.stem;
    case TokenKind::kWhole:
      return weights.whole;
    case TokenKind::kCompact:
      return weights.compact;
    case TokenKind::kPart:
      return weights.part;
  }
  return 0;
}

class QuestionReader {
 public:
  QuestionReader(std::string_view question, const TokenizerParts& parts)
      : question_(question),
        parts_(parts),
        analysis_(Tokenize(question, parts)),
        quotations_(FindQuotations(question)),
        has_lower_case_(std::any_of(question.begin(), question.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || static_cast<signed char>(c) < 0;
        })) {}

  AnalyzedQuery Read(const QueryWeights& weights) {
    AnalyzedQuery query;
    query.terms = Terms(weights, true);
    if (query.terms.empty()) query.terms = Terms(weights, false);
    for (const Quotation& quotation : quotations_) {
      QueryPhrase phrase = PhraseOf(
          Tokenize(question_.substr(quotation.begin, quotation.end - quotation.begin), parts_));
      if (!phrase.parts.empty()) query.must.push_back(std::move(phrase));
    }
    for (const Compound& compound : analysis_.compounds) {
      if (compound.code) query.preferred.push_back(PhraseOf(compound));
    }
    return query;
  }

 private:
  [[nodiscard]] bool Quoted(const Token& token) const {
    const auto after = std::upper_bound(
        quotations_.begin(), quotations_.end(), token.begin,
        [](std::size_t begin, const Quotation& quotation) { return begin < quotation.begin; });
    return after != quotations_.begin() && token.end <= std::prev(after)->end;
  }

  // IT and US in a question that is not all capitals.
  [[nodiscard]] bool IsAcronym(const Token& token) const {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const std::string_view written = question_.substr(token.begin, token.end - token.begin);
    return written.size() > 1 && has_lower_case_ &&
           std::all_of(written.begin(), written.end(), is_upper);
  }

  // Whether each position belongs to a function word that stands by itself.
  [[nodiscard]] std::vector<bool> FunctionPositions() const {
    std::vector<bool> function;
    for (std::size_t i = 0; i < analysis_.tokens.size(); ++i) {
      const Token& token = analysis_.tokens[i];
      function.resize(std::max<std::size_t>(function.size(), token.position + token.length), false);
      const TokenKind kind = analysis_.kinds[i];
      if ((kind == TokenKind::kHanWord || kind == TokenKind::kUnit) && IsFunctionWord(token.term) &&
          !Quoted(token) && !IsAcronym(token)) {
        std::fill_n(function.begin() + token.position, token.length, true);
      }
    }
    for (const Compound& compound : analysis_.compounds) {  // the "of" of "state-of-the-art" stays
      std::fill_n(function.begin() + compound.position, compound.length, false);
    }
    return function;
  }

  [[nodiscard]] float Weight(std::size_t i, const QueryWeights& weights) const {
    const TokenKind kind = analysis_.kinds[i];
    const bool stem_follows =
        i + 1 < analysis_.kinds.size() && analysis_.kinds[i + 1] == TokenKind::kStem;
    const float weight = stem_follows ? weights.stemmed_unit : WeightOf(kind, weights);
    const bool of_word = kind == TokenKind::kUnit || kind == TokenKind::kStem;
    return of_word && InsideCode(analysis_.tokens[i]) ? weight * weights.unit_of_code : weight;
  }

  // Whether the unit is one of several that make a code: the 03 of HT-2024/03.
  [[nodiscard]] bool InsideCode(const Token& unit) const {
    const auto after =
        std::upper_bound(analysis_.compounds.begin(), analysis_.compounds.end(), unit.position,
                         [](std::uint32_t position, const Compound& compound) {
                           return position < compound.position;
                         });
    if (after == analysis_.compounds.begin()) return false;
    const Compound& compound = *std::prev(after);
    return compound.code && compound.length > 1 &&
           unit.position < compound.position + compound.length;
  }

  [[nodiscard]] bool TouchesFunctionWord(std::size_t i, const std::vector<bool>& function) const {
    const Token& token = analysis_.tokens[i];
    if (analysis_.kinds[i] == TokenKind::kWhole || analysis_.kinds[i] == TokenKind::kCompact) {
      return false;
    }
    const auto first = function.begin() + token.position;
    return std::find(first, first + token.length, true) != first + token.length;
  }

  [[nodiscard]] std::vector<QueryTerm> Terms(const QueryWeights& weights, bool drop) const {
    const std::vector<bool> function = FunctionPositions();
    std::vector<QueryTerm> terms;
    std::unordered_map<std::string_view, std::size_t> known;
    for (std::size_t i = 0; i < analysis_.tokens.size(); ++i) {
      const Token& token = analysis_.tokens[i];
      const float weight = Weight(i, weights);
      if (weight <= 0 || (drop && TouchesFunctionWord(i, function))) continue;
      const auto [at, is_new] = known.try_emplace(token.term, terms.size());
      if (is_new) {
        terms.push_back({token.term, weight});
      } else {
        terms[at->second].weight = std::max(terms[at->second].weight, weight);
      }
    }
    return terms;
  }

  // What every document with these characters in a row has, however it was cut into words: all
  // pairs of neighbours, and all units.
  static QueryPhrase PhraseOf(const Analysis& analysis) {
    std::vector<std::pair<std::uint32_t, std::string_view>> parts;
    for (const Token& unit : analysis.units) parts.emplace_back(unit.position, unit.term);
    for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
      const Token& token = analysis.tokens[i];
      if (analysis.kinds[i] <= TokenKind::kInnerBigram && token.length == 2) {
        parts.emplace_back(token.position, token.term);
      }
    }
    std::sort(parts.begin(), parts.end());
    QueryPhrase phrase;
    for (const auto& [position, term] : parts) {
      phrase.parts.push_back({std::string(term), position - parts.front().first});
    }
    return phrase;
  }

  [[nodiscard]] QueryPhrase PhraseOf(const Compound& compound) const {
    QueryPhrase phrase;
    const Token& whole = analysis_.tokens[compound.first_token];
    // Units leave a sign out, and 3.2 is not 3-2.
    if (compound.number || whole.term.find_first_of("%+#") != std::string::npos) {
      phrase.parts.push_back({whole.term, 0});
      return phrase;
    }
    auto unit = std::lower_bound(
        analysis_.units.begin(), analysis_.units.end(), compound.position,
        [](const Token& token, std::uint32_t position) { return token.position < position; });
    for (; unit != analysis_.units.end() && unit->position < compound.position + compound.length;
         ++unit) {
      phrase.parts.push_back({unit->term, unit->position - compound.position});
    }
    return phrase;
  }

  std::string_view question_;
  const TokenizerParts& parts_;
  Analysis analysis_;
  std::vector<Quotation> quotations_;
  bool has_lower_case_;  // or another script
};

}  // namespace

AnalyzedQuery AnalyzeQuestion(std::string_view question, const TokenizerParts& parts,
                              const QueryWeights& weights) {
  return QuestionReader(question, parts).Read(weights);
}

}  // namespace wenyuan::text
