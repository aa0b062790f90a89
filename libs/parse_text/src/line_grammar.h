#pragma once

#include <cstdint>
#include <string_view>

namespace wenyuan::parse {

struct LineKind {
  enum class Kind { kText, kHeading, kListItem } kind = Kind::kText;
  std::uint8_t level = 0;
  bool starts = false;    // a paragraph of its own begins here
  std::string_view text;  // of the line, without the bullet; numbers stay
};

// What one trimmed line is by its beginning: "第三章 附则", "2.1 Scope", "一、总则", "- item", "3)
// item". `alone` says that it has an empty line before or after, which headings with plain numbers
// need.
LineKind ClassifyLine(std::string_view line, bool alone);

bool EndsSentence(std::string_view line);

}  // namespace wenyuan::parse
