#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "doc/properties.h"

namespace wenyuan::parse {

// What the style of a paragraph means to us.
struct DocStyle {
  std::uint8_t heading = 0;  // 1-9
  bool title = false;
  bool caption = false;
  int list = -1;  // as DocParagraph
  int level = -1;
};

// The style sheet, with what styles inherit resolved.
std::vector<DocStyle> LoadDocStyles(std::string_view sheet, bool word6);

}  // namespace wenyuan::parse
