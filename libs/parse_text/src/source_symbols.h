#pragma once

#include <string>
#include <vector>

#include "source_language.h"
#include "source_lines.h"

namespace wenyuan::parse {

// What a piece of code declares, from its first lines.
struct SourceSymbol {
  std::string name;          // "class Index", "Open()"; empty: nothing with a name
  bool container = false;    // may hold symbols of its own
  bool transparent = false;  // a namespace: what it holds counts as top level
};

SourceSymbol FindSymbol(const std::vector<SourceLine>& lines, std::size_t begin, std::size_t end,
                        const SourceLanguage& language);

// Comment lines as text: without the marks, the frame of asterisks, and lines of nothing but marks.
std::string CommentText(const std::vector<SourceLine>& lines, std::size_t begin, std::size_t end);

}  // namespace wenyuan::parse
