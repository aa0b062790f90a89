#pragma once

#include <cstdint>
#include <string>

namespace wenyuan::answer {

// A document, or a part of one.
struct DocumentPart {
  std::string document;          // its id
  std::uint32_t revision = 0;    // ordinal; 0: the one that answers now
  std::uint32_t first_page = 0;  // 0: from the beginning …
  std::uint32_t last_page = 0;   // … and to the end
  // Only below a heading that has these words, as they stand there but for case; empty: all of it.
  std::string heading = {};
};

}  // namespace wenyuan::answer
