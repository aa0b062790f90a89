#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wenyuan::parse {

struct RtfToken {
  enum class Kind : std::uint8_t {
    kGroupStart,
    kGroupEnd,
    kWord,    // \par, \u8364
    kSymbol,  // \~, \*, \\; the character in `text`
    kByte,    // \'e4; its value in `number`
    kText,    // characters without meaning of their own
    kEnd,
  };
  Kind kind = Kind::kEnd;
  std::string_view text;  // points into the bytes given to the lexer
  int number = 0;
  bool has_number = false;
  std::string_view data;  // of \bin: as many bytes as it says
};

// Cuts Rich Text into its tokens. Never fails: whatever is broken is
// text.
class RtfLexer {
 public:
  // `rtf` must outlive the lexer and its tokens.
  explicit RtfLexer(std::string_view rtf) : rtf_(rtf) {}
  RtfToken Next();

 private:
  RtfToken Control();

  std::string_view rtf_;
  std::size_t at_ = 0;
};

}  // namespace wenyuan::parse
