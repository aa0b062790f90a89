#pragma once

#include <vector>

#include "page_content.h"

namespace wenyuan::parse_pdf {

// Words side by side on one base line.
struct Line {
  std::vector<Word> words;  // from left to right
  Box box;
  float size = 0;  // of most characters
  bool bold = false;
  float angle = 0;
};

// True when `next` follows `word` without a space on one line.
bool JoinsWithoutSpace(const Word& word, const Word& next);

std::string LineText(const Line& line);

// Lines in the order of the content stream; what stands on one base line but far apart (columns)
// makes two lines.
std::vector<Line> BuildLines(std::vector<Word> words);

// Makes one line of words that belong together, in any order.
Line MakeLine(std::vector<Word> words);

}  // namespace wenyuan::parse_pdf
