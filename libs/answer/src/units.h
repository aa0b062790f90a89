#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// What sentences and questions are compared by: Han characters alone and in pairs, the stem of
// every other word (of an irregular past the verb), codes whole. Characters alone made the choice
// of sentences two points better than pairs alone; dictionary words added nothing
// (docs/decisions/0080-choosing-sentences.md).
struct Unit {
  std::string term;
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
};

// In order of `begin`. A unit that stands twice is there twice.
std::vector<Unit> UnitsOf(const text::Analyzer& analyzer, std::string_view text);

}  // namespace wenyuan::answer
