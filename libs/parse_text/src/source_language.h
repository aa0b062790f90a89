#pragma once

#include <cstdint>
#include <string_view>

namespace wenyuan::parse {

// How a language marks what matters here; empty marks are not used.
struct SourceLanguage {
  enum class Shape : std::uint8_t {
    kBraces,  // a symbol reaches to its closing brace
    kIndent,  // to the next line that is indented no deeper (Python)
    kEnd,     // to an "end" that is indented as the symbol (Ruby, Lua)
    kFlat,    // statements that end with an empty line (SQL, shell without functions)
  };
  std::string_view name;
  std::string_view endings;  // of file names, ".c .h"
  Shape shape = Shape::kBraces;
  std::string_view line_comment;
  std::string_view open_comment;
  std::string_view close_comment;
  std::string_view words;  // that start a symbol, separated by spaces; "" finds functions by form
};

// The language that a file name's ending stands for; null for none.
const SourceLanguage* LanguageByName(std::string_view name);

// The language that a first line like "#!/usr/bin/env python3" names; null for none.
const SourceLanguage* LanguageByFirstLine(std::string_view text);

}  // namespace wenyuan::parse
