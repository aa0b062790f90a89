#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "window_search.h"

namespace wenyuan::index {

// The sums of one segment's chunks for one query, in units of its ScoreScale; terms add to them one
// after the other. Keeps its memory from query to query. One thread.
class SegmentScorer {
 public:
  // Begins a segment. `permitted` (nullptr: all) and `lengths`, by ordinal, must outlive the
  // scoring.
  void Begin(const Segment& segment, const OrdinalSet* permitted, const float* lengths,
             const FieldWeights& weights);
  // From now on, until the next Begin(), every window counts as one that got something: for when
  // most will, so that not each posting has to say so. Requires that all chunks are permitted.
  void ExpectAll();
  // Adds what a term brings to each permitted chunk below `end` that holds it; goes on from where
  // it was. Some above may get it, too.
  Result<void> AddUntil(QueryList& term, std::uint32_t end);
  void Add(const std::vector<std::uint32_t>& chunks, std::uint32_t units);

  [[nodiscard]] std::uint32_t SumOf(std::uint32_t ordinal) const { return sums_[ordinal]; }

  // Calls take(window, sums) for each window that got something, ascending, in [begin, end), both
  // multiples of 8, and forgets it.
  template <typename Take>
  void Drain(std::size_t begin, std::size_t end, const Take& take) {
    for (std::size_t eight = begin; eight < end; eight += 8) {
      std::uint64_t flags = 0;
      std::memcpy(&flags, touched_.data() + eight, sizeof flags);
      for (; flags != 0; flags &= flags - 1) {
        const std::size_t window = eight + static_cast<unsigned>(std::countr_zero(flags)) / 8;
        std::uint32_t* const sums = sums_.data() + window * kWindowChunks;
        take(static_cast<std::uint32_t>(window), sums);
        std::memset(sums, 0, kWindowChunks * sizeof *sums);
      }
      std::memset(touched_.data() + eight, 0, sizeof flags);
    }
  }
  void Clear() {
    Drain(0, touched_.size(), [](std::uint32_t, const std::uint32_t*) {});
  }

 private:
  void AddBlock(const PostingsBlock& block, const Contribution& contribution);
  void AddFew(const PostingsBlock& block, const Contribution& contribution, std::uint32_t begin,
              std::uint32_t end);

  const OrdinalSet* permitted_ = nullptr;
  const float* lengths_ = nullptr;
  FieldWeights weights_{};
  std::vector<std::uint32_t> sums_;    // by ordinal; 0 between queries
  std::vector<std::uint8_t> touched_;  // by window, padded to kGroupWindows
  std::size_t windows_ = 0;            // of the segment, padded likewise
  bool expects_all_ = false;
};

}  // namespace wenyuan::index
