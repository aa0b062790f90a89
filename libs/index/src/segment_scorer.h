#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

#include "query_list.h"
#include "visible_ordinals.h"

namespace wenyuan::index {

// The sums of one segment's chunks for one query, in units of its ScoreScale; terms add to them one
// after the other. Keeps its memory from query to query. One thread.
class SegmentScorer {
 public:
  // kMost: most windows between the first and the last permitted chunk will get something. Then all
  // their chunks get it, the permitted ones or not, because asking costs more than adding.
  enum class Expects { kFew, kMost };
  // Begins a segment. `permitted` (nullptr: all) and `impacts` must outlive the scoring.
  void Begin(const Permitted* permitted, const SegmentImpacts& impacts, Expects expects);
  // Adds what a term brings to each permitted chunk below `end` that holds it; goes on from where
  // it was. Some above may get it, too.
  Result<void> AddUntil(QueryList& term, std::uint32_t end);
  void Add(const std::vector<std::uint32_t>& chunks, std::uint32_t units);

  [[nodiscard]] std::uint32_t SumOf(std::uint32_t ordinal) const { return sums_[ordinal]; }
  // Which of a window's chunks are permitted, a bit each.
  [[nodiscard]] std::uint32_t Allowed(std::uint32_t window) const {
    return permitted_ == nullptr ? ~0U : permitted_->set.Window(window);
  }

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
  void AddAll(const PostingsBlock& block, const Contribution& contribution);
  void AddPermitted(const PostingsBlock& block, const Contribution& contribution);
  void AddOne(std::uint32_t ordinal, std::uint32_t units) {
    sums_[ordinal] += units;
    touched_[ordinal / kWindowChunks] = 1;
  }

  const Permitted* permitted_ = nullptr;
  const SegmentImpacts* impacts_ = nullptr;
  Expects expects_ = Expects::kFew;
  std::uint32_t begin_ = 0;  // of what is permitted
  std::uint32_t end_ = 0;
  std::vector<std::uint32_t> sums_;    // by ordinal; 0 between queries
  std::vector<std::uint8_t> touched_;  // by window, padded to kGroupWindows
};

}  // namespace wenyuan::index
