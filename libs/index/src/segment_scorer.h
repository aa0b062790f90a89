#pragma once

#include <cstdint>
#include <vector>

#include "statistics.h"

namespace wenyuan::index {

// The scores of one segment's chunks for one query, in units of its ScoreScale, term at a time.
// Keeps its memory from query to query. One thread.
class SegmentScorer {
 public:
  // Begins a segment. `visible` (nullptr: all) and `live` must outlive the scoring.
  void Begin(const LiveSegment& live, const OrdinalSet* visible);
  // Adds a term's weight · tf / (tf + norm) to each visible chunk that holds it.
  Result<void> AddTerm(const TermEntry& entry, float weight, const LengthNorm& norm,
                       const ScoringOptions& options);
  // Adds the same to each of `chunks`.
  void AddBonus(const std::vector<std::uint32_t>& chunks, std::uint32_t bonus);
  // Every visible chunk counts, also with nothing.
  void TouchAll();
  [[nodiscard]] std::uint32_t UnitsOf(std::uint32_t ordinal) const { return scores_[ordinal]; }

  // Calls take(ordinal, units) for each chunk that got something, ascending, and forgets them.
  template <typename Take>
  void Drain(const Take& take) {
    for (std::size_t word = 0; word < touched_.size(); ++word) {
      for (std::uint64_t bits = touched_[word]; bits != 0; bits &= bits - 1) {
        const auto ordinal =
            static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
        take(ordinal, scores_[ordinal]);
        scores_[ordinal] = 0;
      }
      touched_[word] = 0;
    }
  }

 private:
  void Touch(std::uint32_t ordinal) {
    touched_[ordinal / 64] |= std::uint64_t{1} << (ordinal % 64);
  }
  void AddBlock(const PostingsReader& block, float weight, const LengthNorm& norm,
                const ScoringOptions& options);

  const LiveSegment* live_ = nullptr;
  const OrdinalSet* visible_ = nullptr;
  std::vector<std::uint32_t> scores_;   // by ordinal; 0 between queries
  std::vector<std::uint64_t> touched_;  // which scores count
};

}  // namespace wenyuan::index
