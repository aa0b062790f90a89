#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wenyuan::vectors {

struct SegmentSize {
  std::uint64_t live_rows = 0;
  std::uint64_t all_rows = 0;
};

// Which segments of one group, by place in `sizes`, to join into one; none when nothing pays.
// Sizes are sorted into tiers that grow by four: four of a tier are joined, so that a row is
// written again log4(n) times and about three segments of a tier stay. One that is dead by more
// than a third is rewritten.
std::vector<std::size_t> PickMerge(const std::vector<SegmentSize>& sizes);

}  // namespace wenyuan::vectors
