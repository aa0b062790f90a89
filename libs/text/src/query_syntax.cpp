#include "wenyuan/text/query_syntax.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

using Kind = QueryOperator::Kind;

struct FieldName {
  std::string_view name;
  QueryField field;
};
constexpr std::array<FieldName, 8> kFieldNames = {{{"title", QueryField::kTitle},
                                                   {"heading", QueryField::kHeading},
                                                   {"body", QueryField::kBody},
                                                   {"标题", QueryField::kTitle},
                                                   {"標題", QueryField::kTitle},
                                                   {"章节", QueryField::kHeading},
                                                   {"章節", QueryField::kHeading},
                                                   {"正文", QueryField::kBody}}};

bool IsBlank(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }
bool IsDigit(char32_t c) { return u_isdigit(static_cast<UChar32>(c)) != 0; }
bool IsWordly(char32_t c) { return IsHan(c) || u_isalnum(static_cast<UChar32>(c)) != 0; }
bool IsPlus(char32_t c) { return c == U'+' || c == U'＋'; }
bool IsMinus(char32_t c) { return c == U'-' || c == U'－'; }
bool IsColon(char32_t c) { return c == U':' || c == U'：'; }
bool IsStar(char32_t c) { return c == U'*' || c == U'＊'; }
// Ends a word written without blanks.
bool EndsWord(char32_t c) {
  return IsBlank(c) || std::u32string_view(U"，。；？！、（）“”「」『』《》\"＂").find(c) !=
                           std::u32string_view::npos;
}
// A word begins behind it.
bool BeforeWord(char32_t c) {
  return IsBlank(c) ||
         std::u32string_view(U"，。；：？！、（(").find(c) != std::u32string_view::npos;
}
// Belongs to the letter in front of it.
bool IsMark(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_M_MASK | U_GC_CF_MASK)) != 0;
}
// Of an identifier.
bool IsCodeCharacter(char32_t c) {
  return !IsHan(c) && (IsWordly(c) || IsMark(c) ||
                       std::u32string_view(U"-_./@&\\－").find(c) != std::u32string_view::npos);
}

class OperatorReader {
 public:
  OperatorReader(std::string_view question, std::span<const std::string_view> filters)
      : question_(question), filters_(filters) {}

  QueryOperators Read() && {
    std::size_t at = 0;
    while (at < question_.size()) {
      const std::optional<QueryOperator> found = OperatorAt(at);
      if (found) {
        if (found_.operators.size() == kMostQueryOperators) {
          found_.more = true;
          break;
        }
        found_.operators.push_back(*found);
        at = found->whole.end;
        before_ = U'"';
        code_begin_ = at;
        continue;
      }
      before_ = NextCharacter(question_, at);
      if (!IsCodeCharacter(before_)) code_begin_ = at;
    }
    return std::move(found_);
  }

 private:
  struct Quotation {
    Range content;
    std::size_t end = 0;  // behind the closing quote
  };

  [[nodiscard]] char32_t At(std::size_t at) const {
    return at < question_.size() ? NextCharacter(question_, at) : U'\0';
  }
  [[nodiscard]] std::size_t Behind(std::size_t at) const {
    NextCharacter(question_, at);
    return at;
  }

  std::optional<QueryOperator> OperatorAt(std::size_t at) {
    if (at == 0 || BeforeWord(before_)) {
      if (auto signed_or_named = SignedOrNamed(at)) return signed_or_named;
    }
    if (IsStar(At(at))) return PrefixBefore(at);
    if (IsDigit(before_)) return std::nullopt;  // 6" is a size
    const std::optional<Quotation> quoted = QuotedAt(at);
    if (!quoted) return std::nullopt;
    return Must(at, QueryField::kAny, *quoted);
  }

  // +…, -…, name:…, and signs before names.
  std::optional<QueryOperator> SignedOrNamed(std::size_t begin) {
    const char32_t sign = At(begin);
    const bool minus = IsMinus(sign);
    const bool has_sign = minus || IsPlus(sign);
    const std::size_t at = has_sign ? Behind(begin) : begin;
    std::optional<QueryOperator> found = Named(begin, at);
    if (!found && has_sign) found = Signed(begin, at);
    if (!found) return std::nullopt;
    found->negated = minus && found->kind != Kind::kMust;
    if (minus && found->kind == Kind::kMust) found->kind = Kind::kMustNot;
    return found;
  }

  std::optional<QueryOperator> Signed(std::size_t begin, std::size_t at) {
    const char32_t first = At(at);
    if (IsDigit(first)) return std::nullopt;  // -5°C, +86
    if (const auto quoted = QuotedAt(at)) return Must(begin, QueryField::kAny, *quoted);
    if (!IsWordly(first)) return std::nullopt;
    const std::size_t second = Behind(at);
    const bool alone = second == question_.size() || EndsWord(At(second));
    if (alone && !IsHan(first)) return std::nullopt;  // ls -l
    return WordAt(begin, at, QueryField::kAny);
  }

  std::optional<QueryOperator> Named(std::size_t begin, std::size_t at) {
    const auto content_behind = [&](std::string_view name) -> std::size_t {
      const std::size_t colon = at + name.size();
      return StartsWithName(at, name) && IsColon(At(colon)) ? Behind(colon) : 0;
    };
    for (const FieldName& name : kFieldNames) {
      const std::size_t content = content_behind(name.name);
      if (content == 0) continue;
      if (const auto quoted = QuotedAt(content)) return Must(begin, name.field, *quoted);
      return WordAt(begin, content, name.field);
    }
    for (std::size_t i = 0; i < filters_.size(); ++i) {
      const std::size_t content = content_behind(filters_[i]);
      if (content == 0) continue;
      std::optional<QueryOperator> found;
      if (const auto quoted = QuotedAt(content)) {
        found = Must(begin, QueryField::kAny, *quoted);
      } else {
        found = WordAt(begin, content, QueryField::kAny);
      }
      if (!found) return std::nullopt;
      found->kind = Kind::kFilter;
      found->filter = i;
      return found;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool StartsWithName(std::size_t at, std::string_view name) const {
    const std::string_view found = question_.substr(at, name.size());
    return found.size() == name.size() &&
           std::equal(name.begin(), name.end(), found.begin(), [](char wanted, char c) {
             return wanted == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
           });
  }

  // The word up to a blank or a full-width sign, without what ends a sentence.
  std::optional<QueryOperator> WordAt(std::size_t begin, std::size_t at, QueryField field) const {
    std::size_t end = at;
    std::size_t word_end = at;  // behind the last letter, digit or sign of a name as in C++
    bool wordly = false;
    while (end < question_.size() && !EndsWord(At(end))) {
      const char32_t c = NextCharacter(question_, end);
      wordly = wordly || IsWordly(c);
      if (std::u32string_view(U",.;:!?)：").find(c) == std::u32string_view::npos) word_end = end;
    }
    if (!wordly) return std::nullopt;
    QueryOperator found;
    found.field = field;
    found.whole = {begin, word_end};
    found.content = {at, word_end};
    const std::size_t star = question_.substr(at, word_end - at).ends_with("＊") ? 3 : 1;
    if (!question_.substr(at, word_end - at).ends_with("*") && star == 1) return found;
    found.content.end -= star;
    const auto [characters, han] = Count(found.content);
    if (!han) found.kind = characters < 2 ? Kind::kShortPrefix : Kind::kPrefix;
    return found;
  }

  // The identifier that ends here, in running text.
  std::optional<QueryOperator> PrefixBefore(std::size_t star) const {
    const std::size_t end = Behind(star);
    const bool ends = end == question_.size() || (!IsCodeCharacter(At(end)) && !IsStar(At(end)));
    if (!ends || !IsWordly(before_)) return std::nullopt;
    std::size_t begin = code_begin_;
    while (begin < star && !IsWordly(At(begin))) begin = Behind(begin);
    if (begin == star || (code_begin_ > 0 && question_[code_begin_ - 1] == '*')) {
      return std::nullopt;  // a*b*
    }
    const std::size_t characters = Count({begin, star}).first;
    if (characters < 2 && IsDigit(before_)) return std::nullopt;
    QueryOperator found;
    found.kind = characters < 2 ? Kind::kShortPrefix : Kind::kPrefix;
    found.whole = {begin, end};
    found.content = {begin, star};
    return found;
  }

  // Letters and digits, and whether there are Han characters.
  [[nodiscard]] std::pair<std::size_t, bool> Count(Range range) const {
    std::pair<std::size_t, bool> count;
    for (std::size_t at = range.begin; at < range.end;) {
      const char32_t c = NextCharacter(question_, at);
      if (IsWordly(c)) ++count.first;
      count.second = count.second || IsHan(c);
    }
    return count;
  }

  static QueryOperator Must(std::size_t begin, QueryField field, const Quotation& quoted) {
    QueryOperator found;
    found.field = field;
    found.quoted = true;
    found.whole = {begin, quoted.end};
    found.content = quoted.content;
    return found;
  }

  std::optional<Quotation> QuotedAt(std::size_t at) {
    for (auto& [open, close] : quotes_) {
      if (open.empty() || !question_.substr(at).starts_with(open)) continue;
      const std::size_t begin = at + open.size();
      const std::size_t end = question_.find(close, begin);
      if (end == std::string_view::npos) {
        open = {};  // nor will a later one be closed
        return std::nullopt;
      }
      if (Count({begin, end}).first == 0) return std::nullopt;
      return Quotation{{begin, end}, end + close.size()};
    }
    return std::nullopt;
  }

  std::string_view question_;
  std::span<const std::string_view> filters_;
  QueryOperators found_;
  char32_t before_ = 0;         // the character before, none of an operator
  std::size_t code_begin_ = 0;  // of the identifier that we may be in
  std::array<std::pair<std::string_view, std::string_view>, 5> quotes_ = {
      {{"“", "”"}, {"\"", "\""}, {"＂", "＂"}, {"「", "」"}, {"『", "』"}}};
};

}  // namespace

QueryOperators ReadOperators(std::string_view question, std::span<const std::string_view> filters) {
  return OperatorReader(question, filters).Read();
}

std::string_view Name(QueryField field) {
  switch (field) {
    case QueryField::kTitle:
      return "title";
    case QueryField::kHeading:
      return "heading";
    case QueryField::kBody:
      return "body";
    case QueryField::kAny:
      break;
  }
  return {};
}

}  // namespace wenyuan::text
