#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::text {

// One searchable term of a text. Several tokens may stand at one place (a word, its stem, the
// bigrams and parts inside it). `position` counts units: one for each Han character, one for each
// run of letters or digits; a token's position is that of its first unit and `length` its units, so
// that phrases can be checked by position arithmetic. [begin, end) are bytes of the text as given.
struct Token {
  std::string term;
  std::uint32_t position = 0;
  std::uint32_t length = 1;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Token&, const Token&) = default;
};

struct QueryTerm {
  std::string term;
  float weight = 1;  // of this term beside the others; idf and library statistics come later
};

// Terms that must stand at these distances from the first, as in a quoted phrase or an identifier.
enum class QueryField : std::uint8_t { kAny, kTitle, kHeading, kBody };

struct QueryPhrase {
  struct Part {
    std::string term;
    std::uint32_t offset = 0;
  };
  std::vector<Part> parts;
  QueryField field = QueryField::kAny;  // where it must stand
};

// The beginning of an identifier: PPR-90*.
struct QueryPrefix {
  QueryField field = QueryField::kAny;
  std::string prefix;  // folded as terms are; two characters or more
};

// What a question asks of the index.
struct AnalyzedQuery {
  std::vector<QueryTerm> terms;            // any may match; no duplicates
  std::vector<QueryPhrase> must;           // each must match: "quoted phrases", +word, title:word
  std::vector<QueryPhrase> preferred;      // identifiers: a chunk that has them whole comes first
  std::vector<QueryPhrase> must_not = {};  // none may match: -word, -"phrase"
  std::vector<QueryPrefix> prefixes = {};  // each must match
  std::uint32_t left_out = 0;  // terms of a question that is too long; it was asked without them
};

// Turns text into terms, the same way for documents and questions: NFKC, full- and half-width and
// traditional/simplified folding, case, cppjieba words in search mode and character bigrams for
// Chinese, words and a light stem for English, identifiers (PPR-9087, GB/T 22239-2019, v1.2.3)
// whole and in parts. Any thread.
class Analyzer {
 public:
  virtual ~Analyzer() = default;
  // Requires valid UTF-8. Tokens in order of position. Linear in the length of the text.
  [[nodiscard]] virtual std::vector<Token> Tokens(std::string_view text) const = 0;
  // Reads operators (query_syntax.h), drops function words (unless nothing else is left or they are
  // quoted) and adds synonyms, with less weight, to what is neither quoted nor an identifier. Of a
  // question of any length it takes the first 512 terms and 64 operators.
  [[nodiscard]] virtual AnalyzedQuery Query(std::string_view question) const = 0;
  // Whether a dictionary, ours or the user's, has this Chinese word as Tokens() writes it.
  [[nodiscard]] virtual bool IsWord(std::string_view term) const = 0;
  // Whether our dictionary has it as the name of a person, a place, an organisation or a make. An
  // analyzer without a dictionary knows none.
  [[nodiscard]] virtual bool IsName(std::string_view /*term*/) const { return false; }
  // Reads the user dictionary and the synonyms again (word_lists.h), without a pause for others; a
  // broken line is an error that names it, and what was read before stays.
  virtual Result<void> ReloadUserDictionary() = 0;
};

struct AnalyzerOptions {
  std::filesystem::path dictionary_folder;  // jieba.dict.utf8, hmm_model.utf8
  std::filesystem::path user_dictionary;    // one word per line; may be absent
  std::filesystem::path synonyms = {};      // one group per line; may be absent
};

Result<std::unique_ptr<Analyzer>> MakeAnalyzer(const AnalyzerOptions& options);

}  // namespace wenyuan::text
