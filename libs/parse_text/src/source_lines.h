#pragma once

#include <string_view>
#include <vector>

#include "source_language.h"

namespace wenyuan::parse {

struct SourceLine {
  std::string_view text;  // as it stands, without the line end
  std::size_t indent = 0;
  int braces_before = 0;  // open at the start and at the end of the line, outside of strings
  int braces_after = 0;
  int parentheses_after = 0;
  bool blank = false;
  bool comment = false;    // nothing but comment
  bool in_string = false;  // starts inside a string of several lines
  bool closes = false;     // has a closing brace
};

// What the marks of a language say about every line. A rough reading that never fails: it knows
// strings and comments, not grammar.
std::vector<SourceLine> ReadSourceLines(std::string_view text, const SourceLanguage& language);

}  // namespace wenyuan::parse
