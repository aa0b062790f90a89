#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "kernels.h"
#include "live_segment.h"
#include "postings_list.h"

namespace wenyuan::index {

// The sums of one segment's chunks for one query, in units of its ScoreScale; terms add to them one
// after the other. Keeps its memory from query to query. One thread.
class SegmentScorer {
 public:
  // Begins a segment. `permitted` (nullptr: all) and `lengths`, by ordinal, must outlive the
  // scoring.
  void Begin(const Segment& segment, const OrdinalSet* permitted, const float* lengths,
             const FieldWeights& weights);
  // Adds what a term brings to each permitted chunk that holds it.
  Result<void> AddTerm(PostingsList& list, const Contribution& contribution);
  void Add(const std::vector<std::uint32_t>& chunks, std::uint32_t units);

  // What the chunks of a window have; Clear() forgets what was added here only if Touch() said so.
  [[nodiscard]] std::uint32_t* SumsOf(std::uint32_t window) {
    return sums_.data() + std::size_t{window} * kWindowChunks;
  }
  [[nodiscard]] std::uint32_t SumOf(std::uint32_t ordinal) const { return sums_[ordinal]; }
  void Touch(std::uint32_t window) { touched_[window] = 1; }
  [[nodiscard]] const float* lengths() const { return lengths_; }
  [[nodiscard]] const FieldWeights& weights() const { return weights_; }

  // Calls take(window) for each window that got something, ascending.
  template <typename Take>
  void ForTouched(const Take& take) const {
    for (std::size_t eight = 0; eight < touched_.size(); eight += 8) {
      std::uint64_t flags = 0;
      std::memcpy(&flags, touched_.data() + eight, sizeof flags);
      for (; flags != 0; flags &= flags - 1) {
        take(
            static_cast<std::uint32_t>(eight + static_cast<unsigned>(std::countr_zero(flags)) / 8));
      }
    }
  }
  void Clear();

 private:
  void AddBlock(const PostingsBlock& block, const Contribution& contribution);
  void AddFew(const PostingsBlock& block, const Contribution& contribution, std::uint32_t begin,
              std::uint32_t end);

  const OrdinalSet* permitted_ = nullptr;
  const float* lengths_ = nullptr;
  FieldWeights weights_{};
  std::vector<std::uint32_t> sums_;    // by ordinal; 0 between queries
  std::vector<std::uint8_t> touched_;  // by window, padded to eight
};

// Where `ordinal` stands in ascending ordinals, or would.
std::size_t PlaceOf(std::span<const std::uint32_t> ordinals, std::uint32_t ordinal);

}  // namespace wenyuan::index
