#pragma once

#include <memory>
#include <vector>

#include "live_segment.h"
#include "segment_writer.h"

namespace wenyuan::index {

// Writes what is live in `sources` as one segment. Requires that no document is live in two.
Result<void> MergeSegments(const std::vector<std::shared_ptr<const LiveSegment>>& sources,
                           SegmentWriter& writer);

}  // namespace wenyuan::index
