#pragma once

#include <vector>

#include "page_content.h"

namespace wenyuan::parse_pdf {

// Words of a row that stand together, as in one cell of a table.
struct Segment {
  std::vector<Word> words;
  Box box;
  bool value = false;  // see IsValue
};

// Everything on one base line over the whole width.
struct TextRow {
  std::vector<Segment> segments;  // from left to right
  Box box;
  float size = 0;
  [[nodiscard]] bool HasValue() const;  // behind the first segment
};

// From top to bottom; turned words are left out.
std::vector<TextRow> MakeRows(const std::vector<Word>& words);

std::string SegmentText(const Segment& segment);

}  // namespace wenyuan::parse_pdf
