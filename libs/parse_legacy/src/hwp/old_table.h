#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// A cell by where it is drawn.
struct OldHangulCell {
  std::uint32_t left = 0;
  std::uint32_t top = 0;
  std::uint32_t right = 0;
  std::uint32_t bottom = 0;
  std::string text;
};

// Rows, columns and spans from the edges of the cells; edges that nearly meet are one.
Table TableOfOldHangul(std::vector<OldHangulCell> cells);

}  // namespace wenyuan::parse
