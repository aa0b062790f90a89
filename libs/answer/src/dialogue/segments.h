#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {

// A word of a text, as long as a dictionary knows it; of Chinese that no dictionary knows, one
// character.
struct Segment {
  text::Range range;   // bytes of the text
  std::string term;    // as the analyzer folds it
  bool han = false;    // only Han characters
  bool known = false;  // some dictionary has it, or it is not Chinese
};

// One behind the other, in order; marks are in none. Pure.
std::vector<Segment> SegmentsOf(const text::Analyzer& analyzer, std::string_view text);

}  // namespace wenyuan::answer
