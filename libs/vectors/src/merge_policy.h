#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wenyuan::vectors {

struct SegmentSize {
  std::uint64_t live_rows = 0;
  std::uint64_t all_rows = 0;
};

// Which segments of one group, by place in `sizes`, to join into one; none when nothing pays. A
// segment stays beside smaller ones while these together are less than half of it, an eighth of the
// largest: a list lies in few pieces then, and a row is written again log2(n) times at most, and
// nine times while the largest doubles. One that is dead by more than a third is rewritten.
std::vector<std::size_t> PickMerge(const std::vector<SegmentSize>& sizes);

}  // namespace wenyuan::vectors
