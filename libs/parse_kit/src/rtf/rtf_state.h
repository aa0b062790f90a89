#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "rtf/rtf_flow.h"
#include "rtf/rtf_lexer.h"
#include "rtf/rtf_words.h"

namespace wenyuan::parse {

// What a group inherits from the one around it and loses at its end.
struct RtfState {
  RtfDestination destination = RtfDestination::kText;
  bool opened = false;    // this group is the destination's own
  bool at_start = false;  // no control word yet
  bool optional = false;  // \* stands in front
  bool hidden = false;
  bool deleted = false;
  bool rtf_only = false;  // in wrapped HTML: for programs that do not know HTML
  int font = 0;
  int fallback = 1;  // characters that stand behind \u for older programs
  RtfParagraph paragraph;
  std::string_view info;  // which piece of \info

  // Takes a word that changes properties of characters or paragraphs; false when it is none.
  bool TakeFormat(const RtfToken& word, int default_font);
};

// The paragraph styles, by number.
class RtfStyles {
 public:
  // The style that is being defined has this number.
  void Start(int number) { number_ = number; }
  // `paragraph` has what its definition says of paragraphs; `name` ends with a semicolon.
  void Define(std::string_view name, const RtfParagraph& paragraph);
  void Apply(int number, RtfParagraph& paragraph) const;

 private:
  struct Style {
    std::uint8_t heading = 0;
    bool title = false;
  };
  std::unordered_map<int, Style> styles_;
  int number_ = 0;
};

}  // namespace wenyuan::parse
