#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace wenyuan::text {

// The bytes [begin, end) of a text.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

// Cuts a text at sentence ends of Chinese and English (。！？；… . ! ? and line ends), not inside
// numbers, abbreviations, quotations or brackets that are closed soon. White space around a
// sentence belongs to none. Requires valid UTF-8. Empty sentences are left out.
std::vector<Range> SplitSentences(std::string_view text);

}  // namespace wenyuan::text
