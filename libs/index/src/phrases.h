#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "live_segment.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::index {

// One part of a phrase in one segment.
struct PhrasePart {
  std::optional<TermEntry> entry;
  std::uint32_t offset = 0;
};

// The chunks, ascending and among `visible` (nullptr: all), in one field of which (`field`, when
// given) the parts stand at these distances.
Result<std::vector<std::uint32_t>> FindPhrase(const Segment& segment,
                                              const std::vector<PhrasePart>& parts,
                                              std::optional<Field> field,
                                              const OrdinalSet* visible);

}  // namespace wenyuan::index
