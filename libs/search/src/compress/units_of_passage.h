#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "wenyuan/search/searcher.h"

namespace wenyuan::search {

// A sentence, a line of a table or a clause of an over-long sentence: the bytes [begin, end) of the
// passage's text.
struct PassageUnit {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool header = false;  // a caption or a header row: comes with the rows below it
  bool leans = false;   // it only makes sense behind the unit before it
};

// In reading order, apart. Sentences longer than `long_bytes` are cut into clauses.
std::vector<PassageUnit> UnitsOfPassage(const store::Chunk& chunk, std::size_t long_bytes);

}  // namespace wenyuan::search
