#include "merge_policy.h"

#include <algorithm>
#include <numeric>

namespace wenyuan::vectors {
namespace {

constexpr std::uint64_t kPartOfLargest = 8;
constexpr std::uint64_t kPartOfOthers = 2;

}  // namespace

std::vector<std::size_t> PickMerge(const std::vector<SegmentSize>& sizes) {
  std::vector<std::size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return sizes[left].live_rows > sizes[right].live_rows;
  });
  std::uint64_t smaller = 0;
  for (const SegmentSize& size : sizes) smaller += size.live_rows;
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    const std::uint64_t rows = sizes[order[i]].live_rows;
    smaller -= rows;
    if (smaller * (i == 0 ? kPartOfLargest : kPartOfOthers) < rows) continue;
    return {order.begin() + static_cast<std::ptrdiff_t>(i), order.end()};
  }
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if ((sizes[i].all_rows - sizes[i].live_rows) * 3 > sizes[i].all_rows) return {i};
  }
  return {};
}

}  // namespace wenyuan::vectors
