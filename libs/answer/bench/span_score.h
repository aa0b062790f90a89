#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::answer {

// As the evaluation of CMRC 2018 counts: case and punctuation left out, Chinese by characters and
// other text by words; F1 of the longest run that both have, exact when all of it is the same. The
// best over the answers.
struct SpanScore {
  double f1 = 0;
  bool exact = false;
};
SpanScore ScoreSpan(std::string_view span, const std::vector<std::string>& answers);

}  // namespace wenyuan::answer
