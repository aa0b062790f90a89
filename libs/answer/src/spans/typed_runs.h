#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace wenyuan::answer {

// A number, date or duration, as long as it is: "2027年3月31日", "1,280", "10至20", "18:00".
struct TypedRun {
  enum class Kind { kNumber, kTime };
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  Kind kind = Kind::kNumber;
};

// In order, apart. A numeral is of digits or of Chinese numerals; a single Chinese numeral inside a
// word ("一般") is none, unless a measure follows it.
std::vector<TypedRun> TypedRunsIn(std::string_view text);

}  // namespace wenyuan::answer
