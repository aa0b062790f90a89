#include "live_segment.h"

#include <utility>

namespace wenyuan::vectors {

LiveSegment::LiveSegment(std::shared_ptr<const Segment> whole, bool restricted_group,
                         RowSet dead_rows)
    : segment(std::move(whole)),
      restricted(restricted_group),
      dead(std::move(dead_rows)),
      live_rows(segment->table().rows() - static_cast<std::uint32_t>(dead.cardinality())) {
  if (dead.isEmpty()) return;
  dead_bits.resize((segment->table().rows() + 63) / 64);
  for (const std::uint32_t row : dead) dead_bits[row / 64] |= std::uint64_t{1} << (row % 64);
}

const RowSample& LiveSegment::sample() const {
  std::call_once(sampled_, [this] {
    sample_ = SampleOf(segment->table(), [this](std::uint32_t row) { return IsDead(row); });
  });
  return sample_;
}

}  // namespace wenyuan::vectors
