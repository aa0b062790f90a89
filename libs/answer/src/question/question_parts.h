#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::answer {

// A question that asks several things.
struct QuestionParts {
  std::vector<std::string> parts;  // questions of their own, in order; none: it is one question
  std::vector<std::string>
      things;          // that are compared, one for each part; none: it compares nothing
  std::string aspect;  // what of them is asked for ("保修期"); empty: all
};

// Splits only where it is safe: at a clause that asks for itself ("…是什么，什么时候…？", "What is
// … and when does …?"), where the question says that it means each (分别, 各是, "respectively"),
// and where things are compared ("A与B的区别", "compare A and B"; then without an aspect a part is
// the thing alone).
QuestionParts ReadParts(std::string_view question);

// Two to four Chinese things that are joined, and what of them is asked for: "A和B的保修期".
// Nothing where nothing is joined, or what is joined asks.
std::optional<QuestionParts> ReadThings(std::string_view text);

}  // namespace wenyuan::answer
