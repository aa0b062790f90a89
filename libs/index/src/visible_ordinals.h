#pragma once

#include <optional>

#include "live_segment.h"

namespace wenyuan::index {

// The chunks of a segment that may be seen; nothing when all may.
std::optional<OrdinalSet> VisibleOrdinals(const LiveSegment& live, const Visible& visible);

}  // namespace wenyuan::index
