#pragma once

#include <map>

#include "live_segment.h"

namespace wenyuan::vectors {

// Rows that die with the next commit, by segment.
using RowDrops = std::map<const LiveSegment*, RowSet>;

// The space without them; segments that hold nothing any more are gone.
inline SpaceState WithoutRows(const SpaceState& space, const RowDrops& drops) {
  SpaceState next{space.space, space.codebook, {}, space.rotation};
  for (const auto& live : space.segments) {
    const auto found = drops.find(live.get());
    if (found == drops.end() || found->second.isSubset(live->dead)) {
      next.segments.push_back(live);
      continue;
    }
    auto changed = std::make_shared<const LiveSegment>(live->segment, live->restricted,
                                                       live->dead | found->second);
    if (changed->live_rows > 0) next.segments.push_back(std::move(changed));
  }
  return next;
}

// Calls visit(row) for what is live of a document in a segment.
template <typename Visit>
void ForLiveRows(const LiveSegment& live, const DocumentRows& document, const Visit& visit) {
  for (std::uint32_t place = document.begin; place < document.end; ++place) {
    const std::uint32_t row = live.segment->table().Row(place);
    if (!live.IsDead(row)) visit(row);
  }
}

}  // namespace wenyuan::vectors
