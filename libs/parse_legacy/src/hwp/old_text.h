#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// A paragraph, table, note or picture of a Hangul 3 document.
struct OldHangulPiece {
  BlockKind kind = BlockKind::kParagraph;
  std::string text;
  std::uint8_t level = 0;
  Table table;
  std::string picture;  // kFigure: its name among the pictures behind the text
};

struct OldHangulText {
  std::vector<OldHangulPiece> pieces;
  std::size_t end = 0;      // where what follows the text begins
  std::size_t unknown = 0;  // signs that have no Unicode, left out
  bool whole = true;        // false: the rest makes no sense, or nests too deep
};

// The text that starts at `at` of an unpacked body. `heading_levels` are those of the styles, 0 for
// none. Stops behind `max_text_bytes`.
OldHangulText ReadOldHangulText(std::string_view body, std::size_t at,
                                const std::vector<std::uint8_t>& heading_levels,
                                std::size_t max_text_bytes);

}  // namespace wenyuan::parse
