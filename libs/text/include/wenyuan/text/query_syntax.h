#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::text {

// Something in a question that is more than a word of it:
//   "annual leave" “年假”   must occur so           +word -word   must, must not occur
//   title:word heading:"…"  must occur there        PPR-90*       the beginning of an identifier
// and, for names that a caller knows, name:value. A sign or a name counts at the beginning of a
// word alone, and a sign before a digit is a number's: e-mail, PPR-9087, -5°C, 3:2, https://… and a
// dash between blanks stay text.
struct QueryOperator {
  enum class Kind : std::uint8_t {
    kMust,         // a quoted phrase, +word, title:word
    kMustNot,      // -word
    kPrefix,       // PPR-90*
    kShortPrefix,  // P*: one letter would find too much; the star means nothing
    kFilter,       // a name of the caller's, and its value
  };
  Kind kind = Kind::kMust;
  QueryField field = QueryField::kAny;
  bool quoted = false;
  bool negated = false;    // -type:pdf, -PPR-90*: what cannot be excluded
  std::size_t filter = 0;  // which of the caller's names
  Range whole;             // bytes of the question, with sign, name and quotes
  Range content;           // what is meant
  friend bool operator==(const QueryOperator&, const QueryOperator&) = default;
};

struct QueryOperators {
  std::vector<QueryOperator> operators;  // in order, apart; at most kMostQueryOperators
  bool more = false;                     // the rest of the question is taken for text
};
inline constexpr std::size_t kMostQueryOperators = 64;

// Requires valid UTF-8. `filters`: names in small letters. Linear in the length. Any thread.
QueryOperators ReadOperators(std::string_view question,
                             std::span<const std::string_view> filters = {});

// What a field is called in a question, as people are told: title, heading, body.
std::string_view Name(QueryField field);

}  // namespace wenyuan::text
