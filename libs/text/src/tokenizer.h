#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "folding.h"
#include "segmenter.h"
#include "stemmer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::text {

// What a token is; a question weighs them differently.
enum class TokenKind : std::uint8_t {
  kHanWord,      // of a dictionary, or a guess, or a character by itself
  kHanSubWord,   // a dictionary word inside a longer one
  kHanBigram,    // two neighbours; says nothing that a word does not say when inner_bigram
  kInnerBigram,  // two neighbours inside a dictionary word
  kUnit,         // a run of letters or digits
  kStem,         // of the unit at its place
  kWhole,        // units with what joins them: 12.5, well-known, gb/t22239-2019
  kCompact,      // a code without what joins its parts: gbt222392019
  kPart,         // inside a unit: camel of camelCase, 17 of a17
};

// Several units that a person writes as one, as in PPR-9087; or one unit of letters and digits.
struct Compound {
  std::uint32_t first_token = 0;  // in Analysis::tokens
  std::uint32_t position = 0;
  std::uint32_t length = 1;
  bool code = false;    // identifies something: has digits beside letters or signs
  bool number = false;  // has no letters
};

struct Analysis {
  std::vector<Token> tokens;
  std::vector<TokenKind> kinds;  // beside tokens
  std::vector<Compound> compounds;
  std::vector<Token> units;  // one for each position that is not Han, for phrases

  void Add(TokenKind kind, Token token) {
    tokens.push_back(std::move(token));
    kinds.push_back(kind);
  }
};

// What reading a text needs; all of it is shared and constant.
struct TokenizerParts {
  const Folder& folder;
  const Segmenter& segmenter;
  const WordTrie* user_words = nullptr;
};

Analysis Tokenize(std::string_view text, const TokenizerParts& parts);

}  // namespace wenyuan::text
