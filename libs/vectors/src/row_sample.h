#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "row_table.h"

namespace wenyuan::vectors {

inline constexpr std::size_t kSampleRows = 256;  // of each group

// A row that may stand for its group.
struct SampledRow {
  std::uint64_t rank = 0;  // the least ones are taken
  std::uint32_t row = 0;
};

// Of each group the live rows whose passages have the least ranks, and how many live rows there
// are. A rank is of the passage alone: the rows sampled do not depend on how they are spread over
// segments, nor on what was deleted.
struct RowSample {
  std::array<std::vector<SampledRow>, kMostGroups> rows;  // ascending
  std::array<std::uint64_t, kMostGroups> live{};
};

// The finaliser of splitmix64 (Steele, Lea and Flood 2014).
inline std::uint64_t RankOf(std::uint32_t document, std::uint32_t chunk) {
  std::uint64_t value = std::uint64_t{document} << 32U | chunk;
  value = (value ^ value >> 30U) * 0xBF58476D1CE4E5B9U;
  value = (value ^ value >> 27U) * 0x94D049BB133111EBU;
  return value ^ value >> 31U;
}

// `is_dead(row)` says which rows do not count.
template <typename IsDead>
RowSample SampleOf(const RowTable& table, const IsDead& is_dead) {
  const auto less = [](const SampledRow& left, const SampledRow& right) {
    return left.rank < right.rank;
  };
  RowSample sample;  // heaps at first, the highest rank on top
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    if (is_dead(row)) continue;
    const std::uint8_t group = table.group(row);
    ++sample.live[group];
    auto& rows = sample.rows[group];
    const SampledRow one{RankOf(table.document(row), table.chunk(row)), row};
    if (rows.size() == kSampleRows) {
      if (!less(one, rows.front())) continue;
      std::pop_heap(rows.begin(), rows.end(), less);
      rows.pop_back();
    }
    rows.push_back(one);
    std::push_heap(rows.begin(), rows.end(), less);
  }
  for (auto& rows : sample.rows) std::sort_heap(rows.begin(), rows.end(), less);
  return sample;
}

}  // namespace wenyuan::vectors
