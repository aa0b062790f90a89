#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "live_segment.h"

namespace wenyuan::index {

// The chunks of a segment that a query may give back. Never changes. Any thread.
struct Permitted {
  explicit Permitted(OrdinalSet ordinals);

  OrdinalSet set;
  std::uint32_t chunks = 0;
  std::uint32_t windows = 0;  // in which there is one
  // All are in [begin, end); begin is a multiple of 64.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  // Few and far apart: their postings alone are worth reading.
  [[nodiscard]] bool IsScattered() const;
};

// The chunks of a segment that may be seen; nullptr when all may. shared_ptr: the segment keeps the
// sets that were asked for last, because an asker comes again.
std::shared_ptr<const Permitted> VisibleOrdinals(const LiveSegment& live, const Visible& visible);

}  // namespace wenyuan::index
