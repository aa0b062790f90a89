#include "wenyuan/text/sentences.h"

#include <unicode/uchar.h>

#include <string>

#include "abbreviations.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

// A quotation or bracket that is not closed within so many characters is a slip of the pen.
constexpr std::size_t kSoon = 200;

constexpr std::u32string_view kOpening = U"“「『（(【[《〈{｛［‘";
constexpr std::u32string_view kClosing = U"”」』）)】]》〉}｝］’";
constexpr std::u32string_view kQuotes = U"“「『‘\"";
constexpr std::u32string_view kEnds = U"。！？；…｡‼⁇⁈⁉";
constexpr std::u32string_view kLatinEnds = U".!?";
// Behind a quotation, these go on with the sentence.
constexpr std::u32string_view kGoesOn = U"，、：,:;—–-的";

bool In(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool IsSpace(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }
bool IsLower(char32_t c) { return u_isULowercase(static_cast<UChar32>(c)) != 0; }
bool IsDigit(char32_t c) { return u_isdigit(static_cast<UChar32>(c)) != 0; }
bool IsLetterOrDigit(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; }

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {
    characters_.reserve(text.size() / 2);
    for (std::size_t at = 0; at < text.size();) {
      starts_.push_back(at);
      characters_ += NextCharacter(text, at);
    }
    starts_.push_back(text.size());
  }

  std::vector<Range> Split() {
    SkipSpace();
    for (std::size_t at = 0; at < characters_.size();) at = Step(at);
    Cut(characters_.size());
    return std::move(sentences_);
  }

 private:
  [[nodiscard]] char32_t At(std::size_t at) const {
    return at < characters_.size() ? characters_[at] : U'\n';
  }

  // Reads what begins at `at` and returns where to go on.
  std::size_t Step(std::size_t at) {
    const char32_t c = characters_[at];
    if (c == U'\n' || c == U'\r' || c == 0x2028 || c == 0x2029) {
      Cut(at);
      return at + 1;
    }
    if (const std::size_t close = CloseOf(at); close != at) return StepOver(at, close);
    if (!In(kEnds, c) && !In(kLatinEnds, c)) return at + 1;
    std::size_t end = at + 1;
    while (In(kEnds, At(end)) || (In(kLatinEnds, At(end)) && !IsDigit(At(end + 1)))) ++end;
    const std::size_t sign = end - 1;
    while (In(kClosing, At(end)) || (At(end) == U'"' && !IsLetterOrDigit(At(end + 1)))) ++end;
    if (EndsSentence(sign, end)) Cut(end);
    return end;
  }

  // Over a quotation or bracket as one piece. It ends the sentence when it holds the sentence's
  // end.
  std::size_t StepOver(std::size_t open, std::size_t close) {
    std::size_t end = close + 1;
    while (In(kClosing, At(end)) && CloseOf(end) == end) ++end;
    const char32_t last = characters_[close - 1];
    const bool ended = close > open + 1 && (In(kEnds, last) || In(kLatinEnds, last));
    const bool whole = In(kQuotes, characters_[open]) || open == sentence_;
    if (ended && whole && !In(kEnds, At(end)) && EndsSentence(close - 1, end)) Cut(end);
    return end;
  }

  // Where the quotation or bracket that opens at `at` closes; `at` when none opens, or not soon.
  [[nodiscard]] std::size_t CloseOf(std::size_t at) const {
    const char32_t open = characters_[at];
    char32_t close = U'"';
    if (open == U'"') {
      if (at > 0 && IsLetterOrDigit(characters_[at - 1]) && characters_[at - 1] < 0x80) return at;
    } else {
      const std::size_t pair = kOpening.find(open);
      if (pair == std::u32string_view::npos) return at;
      close = kClosing[pair];
    }
    std::size_t depth = 1;
    for (std::size_t i = at + 1; i < characters_.size() && i <= at + kSoon; ++i) {
      if (characters_[i] == U'\n') return at;
      const bool apostrophe = close == U'’' && IsLetterOrDigit(At(i + 1)) && At(i + 1) < 0x250;
      if (characters_[i] == close && !apostrophe) {
        if (--depth == 0) return i;
      } else if (characters_[i] == open) {
        ++depth;
      }
    }
    return at;
  }

  // Whether the sign at `sign` ends the sentence, whose signs and quotes go on until `end`.
  [[nodiscard]] bool EndsSentence(std::size_t sign, std::size_t end) const {
    const bool quoted = end > sign + 1;
    if (quoted && In(kGoesOn, At(end))) return false;
    if (In(kEnds, characters_[sign])) return true;
    std::size_t next = end;
    while (At(next) != U'\n' && IsSpace(At(next))) ++next;
    if (At(next) == U'\n') return true;
    const bool blank = next > end;
    if (!blank) {
      if (!IsHan(At(next)) && !In(kOpening, At(next))) return quoted && !IsLetterOrDigit(At(next));
      if (At(next) == U'(' || At(next) == U'[') return false;
    }
    if (IsLower(At(next))) return false;
    return characters_[sign] != U'.' || FullStopEnds(sign, next);
  }

  [[nodiscard]] bool FullStopEnds(std::size_t stop, std::size_t next) const {
    if (stop > 0 && characters_[stop - 1] == U'.') return true;  // three dots
    std::size_t begin = stop;
    while (begin > 0 &&
           (characters_[begin - 1] == U'.' ||
            (IsLetterOrDigit(characters_[begin - 1]) && !IsHan(characters_[begin - 1])))) {
      --begin;
    }
    const std::string word = Bytes(begin, stop);
    const bool number = !word.empty() && word.find_first_not_of("0123456789.") == std::string::npos;
    if (number && (begin == sentence_ || IsHan(At(next)))) return false;  // a list's number
    switch (AbbreviationKind(word)) {
      case Abbreviation::kNone:
        return true;
      case Abbreviation::kTitle:
        return false;
      case Abbreviation::kBeforeNumber:
        return !IsDigit(At(next)) && At(next) != U'(';
      case Abbreviation::kMayEnd:
        break;
    }
    std::size_t end = next;
    while (IsLetterOrDigit(At(end)) && !IsHan(At(end))) ++end;
    return IsHan(At(next)) || OftenBeginsSentence(Bytes(next, end));
  }

  [[nodiscard]] std::string Bytes(std::size_t begin, std::size_t end) const {
    return std::string(text_.substr(starts_[begin], starts_[end] - starts_[begin]));
  }

  // The current sentence ends before `end`; the next one begins behind the white space.
  void Cut(std::size_t end) {
    if (end <= sentence_) return;
    std::size_t last = end;
    while (last > sentence_ && IsSpace(characters_[last - 1])) --last;
    if (last > sentence_) sentences_.push_back({starts_[sentence_], starts_[last]});
    sentence_ = end;
    SkipSpace();
  }

  void SkipSpace() {
    while (sentence_ < characters_.size() && IsSpace(characters_[sentence_])) ++sentence_;
  }

  std::string_view text_;
  std::u32string characters_;
  std::vector<std::size_t> starts_;  // byte of each character, and of the end
  std::size_t sentence_ = 0;         // its first character that is not white space
  std::vector<Range> sentences_;
};

}  // namespace

std::vector<Range> SplitSentences(std::string_view text) { return Splitter(text).Split(); }

}  // namespace wenyuan::text
