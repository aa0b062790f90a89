#include "query.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compound_reader.h"
#include "query_phrases.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/query_syntax.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

constexpr std::uint32_t kLongestWordOfHan = 4;

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

std::string FoldedPrefix(std::string_view prefix, const Folder& folder) {
  std::vector<Folded> folded;
  folder.Fold(prefix, folded);
  std::string term;
  for (const Folded& c : folded) {
    const bool dash = IsHyphen(c.character) || IsDash(c.character);
    AppendCharacter(term, dash ? U'-' : c.character);
  }
  return term;
}

// The question with line breaks for what is no word of it, byte for byte.
std::string WithoutOperators(std::string_view question,
                             const std::vector<QueryOperator>& operators) {
  std::string text(question);
  const auto blank = [&text](std::size_t begin, std::size_t end) {
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin),
              text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
  };
  for (const QueryOperator& found : operators) {
    const bool stays =
        found.kind == QueryOperator::Kind::kMust || found.kind == QueryOperator::Kind::kShortPrefix;
    blank(found.whole.begin, stays ? found.content.begin : found.whole.end);
    if (stays) blank(found.content.end, found.whole.end);
  }
  return text;
}

class QuestionReader {
 public:
  QuestionReader(std::string_view question, const TokenizerParts& parts,
                 std::vector<QueryOperator> operators)
      : operators_(std::move(operators)),
        question_(WithoutOperators(question, operators_)),
        parts_(parts),
        analysis_(Tokenize(question_, parts)),
        has_lower_case_(std::any_of(question.begin(), question.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || static_cast<signed char>(c) < 0;
        })) {
    for (const QueryOperator& found : operators_) {
      if (found.kind == QueryOperator::Kind::kMust) quotations_.push_back(found.content);
    }
  }

  AnalyzedQuery Read(const QueryWeights& weights, const Synonyms* synonyms,
                     std::string_view written) const {
    AnalyzedQuery query;
    query.terms = TermsOf(weights);
    if (query.terms.size() > kMostQueryTerms) {
      query.left_out = static_cast<std::uint32_t>(query.terms.size() - kMostQueryTerms);
      query.terms.resize(kMostQueryTerms);
    }
    if (synonyms != nullptr) AddSynonyms(*synonyms, weights, query.terms);
    for (const QueryOperator& found : operators_) AddOperator(found, written, query);
    for (const Compound& compound : analysis_.compounds) {
      if (compound.code && query.preferred.size() < kMostQueryOperators) {
        query.preferred.push_back(PhraseOf(analysis_, compound));
      }
    }
    return query;
  }

 private:
  [[nodiscard]] bool Quoted(const Token& token) const {
    const auto after = std::upper_bound(
        quotations_.begin(), quotations_.end(), token.begin,
        [](std::size_t begin, const Range& quotation) { return begin < quotation.begin; });
    return after != quotations_.begin() && token.end <= std::prev(after)->end;
  }

  // IT and US in a question that is not all capitals.
  [[nodiscard]] bool IsAcronym(const Token& token) const {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const std::string_view written =
        std::string_view(question_).substr(token.begin, token.end - token.begin);
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

  // The terms of free text, function words only where there is nothing else.
  [[nodiscard]] std::vector<QueryTerm> TermsOf(const QueryWeights& weights) const {
    std::vector<QueryTerm> terms = Terms(weights, true);
    return terms.empty() ? Terms(weights, false) : terms;
  }

  void AddSynonyms(const Synonyms& synonyms, const QueryWeights& weights,
                   std::vector<QueryTerm>& terms) const {
    std::vector<Range> never = quotations_;
    for (const Compound& compound : analysis_.compounds) {
      const Token& whole = analysis_.tokens[compound.first_token];
      if (compound.code) never.push_back({whole.begin, whole.end});
    }
    std::sort(never.begin(), never.end(),
              [](const Range& left, const Range& right) { return left.begin < right.begin; });
    std::unordered_map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < terms.size(); ++i) known.emplace(terms[i].term, i);
    const std::size_t most = terms.size() + kMostSynonymTerms;
    for (const Synonyms::Found& found : synonyms.Find(question_, analysis_, never, parts_.folder)) {
      for (const std::string& other : *found.others) {
        const QuestionReader reader(other, parts_, {});
        const float share = reader.IsPhrase() ? weights.synonym_phrase : weights.synonym;
        for (const QueryTerm& term : reader.TermsOfWord(weights)) {
          const float weight = term.weight * share;
          const auto [at, is_new] = known.try_emplace(term.term, terms.size());
          if (!is_new) {
            terms[at->second].weight = std::max(terms[at->second].weight, weight);
          } else if (terms.size() < most) {
            terms.push_back({term.term, weight});
          } else {
            return;
          }
        }
      }
    }
  }

  // More than a word, or what a person takes for one: 年假 may not be in the dictionary.
  [[nodiscard]] bool IsPhrase() const {
    const std::uint32_t end = analysis_.tokens.empty() ? 0 : analysis_.tokens.back().position;
    return analysis_.units.size() > 1 || end >= kLongestWordOfHan;
  }

  // Its terms, but for single characters that only make up a word of it.
  [[nodiscard]] std::vector<QueryTerm> TermsOfWord(const QueryWeights& weights) const {
    std::vector<QueryTerm> terms = TermsOf(weights);
    const auto is_character = [](const QueryTerm& term) {
      std::size_t at = 0;
      return IsHan(NextCharacter(term.term, at)) && at == term.term.size();
    };
    if (!std::all_of(terms.begin(), terms.end(), is_character)) std::erase_if(terms, is_character);
    return terms;
  }

  void AddOperator(const QueryOperator& found, std::string_view written,
                   AnalyzedQuery& query) const {
    const std::string_view content =
        written.substr(found.content.begin, found.content.end - found.content.begin);
    using Kind = QueryOperator::Kind;
    if (found.kind == Kind::kPrefix && !found.negated) {
      query.prefixes.push_back({found.field, FoldedPrefix(content, parts_.folder)});
    }
    if (found.kind != Kind::kMust && found.kind != Kind::kMustNot) return;
    const bool exact = found.quoted || found.kind == Kind::kMustNot;
    QueryPhrase phrase =
        PhraseOf(Tokenize(content, parts_), exact ? PhraseForm::kExact : PhraseForm::kAnyEnding);
    if (phrase.parts.empty()) return;
    phrase.field = found.field;
    auto& phrases = found.kind == Kind::kMust ? query.must : query.must_not;
    phrases.push_back(std::move(phrase));
  }

  std::vector<QueryOperator> operators_;
  std::string question_;  // without what belongs to operators, in its old places
  const TokenizerParts& parts_;
  Analysis analysis_;
  std::vector<Range> quotations_;  // and other text that must occur as it is
  bool has_lower_case_;            // or another script
};

}  // namespace

AnalyzedQuery AnalyzeQuestion(std::string_view question, const TokenizerParts& parts,
                              const Synonyms* synonyms, const QueryWeights& weights) {
  return QuestionReader(question, parts, ReadOperators(question).operators)
      .Read(weights, synonyms, question);
}

}  // namespace wenyuan::text
