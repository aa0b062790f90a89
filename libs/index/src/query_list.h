#pragma once

#include <cstdint>

#include "impacts.h"
#include "postings_list.h"

namespace wenyuan::index {

// A term of a query in one segment.
struct QueryList {
  PostingsList list;
  Contribution contribution;
  // Where the term is frequent in the segment and windows are used:
  const FrequentTerm* frequent = nullptr;
  float units_per_byte = 0;  // of its largest impacts
  // Where everything is read:
  std::uint32_t next_block = 0;
};

// What the term can bring at most where its largest impact is `byte`. Two for what rounding adds:
// here, and to each contribution.
inline std::uint32_t BoundOfByte(const QueryList& term, std::uint8_t byte) {
  return static_cast<std::uint32_t>(static_cast<float>(byte) * term.units_per_byte) + 2;
}

}  // namespace wenyuan::index
