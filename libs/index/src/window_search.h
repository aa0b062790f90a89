#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "query.h"
#include "segment_scorer.h"
#include "windows.h"

namespace wenyuan::index {

// A frequent term of a query in one segment.
struct BoundedTerm {
  PostingsList list;
  const FrequentTerm* frequent = nullptr;
  Contribution contribution;
  float units_per_byte = 0;  // of its largest impacts
};

// Finds the windows of a segment worth visiting, best first: adds up the largest impacts of the
// frequent terms over all windows, puts what the rare terms bring exactly on top (it stands in the
// scorer already), and scores windows exactly until none left can hold a better chunk. As BMP does
// with document ranges (Mallia, Suel and Tonellotto 2024). Keeps its memory from query to query.
// One thread.
class WindowSearch {
 public:
  // `least()` gives the sum below which nothing is taken any more; offer(window) is called for a
  // window that may hold better ones, its sums complete. False when so much would have to be
  // visited that reading everything is cheaper: Visited() says what was offered until then.
  template <typename Least, typename Offer>
  Result<bool> Run(std::uint32_t chunks, const OrdinalSet* permitted,
                   std::vector<BoundedTerm>& terms, SegmentScorer& scorer, const Least& least,
                   const Offer& offer) {
    Begin(chunks, permitted, terms, scorer);
    while (CollectRound(least())) {
      for (const Ranked& ranked : round_) {
        const std::uint32_t threshold = least();
        if (ranked.bound < BoundOf(threshold)) break;
        WY_TRY(const bool complete, Visit(ranked.window, permitted, terms, scorer, threshold));
        if (complete) offer(ranked.window);
        if (work_ > most_work_) return false;
      }
    }
    return true;
  }
  [[nodiscard]] bool Visited(std::uint32_t window) const { return visited_[window] != 0; }

 private:
  struct Ranked {
    std::uint16_t bound = 0;
    std::uint32_t window = 0;
  };
  struct Ordered {
    std::uint32_t bound = 0;
    std::uint32_t term = 0;
  };

  static std::uint32_t BoundOf(std::uint32_t units);
  void Begin(std::uint32_t chunks, const OrdinalSet* permitted,
             const std::vector<BoundedTerm>& terms, SegmentScorer& scorer);
  bool CollectRound(std::uint32_t least);
  // False when no chunk of the window can reach the threshold: its sums are then not complete.
  Result<bool> Visit(std::uint32_t window, const OrdinalSet* permitted,
                     std::vector<BoundedTerm>& terms, SegmentScorer& scorer,
                     std::uint32_t threshold);
  Result<void> AddFrom(BoundedTerm& term, std::uint32_t window, std::uint32_t allowed,
                       SegmentScorer& scorer);

  std::vector<std::uint16_t> bounds_;   // by window, in units of 1 << kBoundShift
  std::vector<std::uint16_t> largest_;  // of each group of bounds
  std::vector<std::uint16_t> ranked_groups_;
  std::vector<std::uint8_t> visited_;
  std::vector<Ranked> round_;
  std::vector<Ordered> order_;
  std::uint32_t cut_ = 0;  // windows with this bound or a higher one were collected
  std::size_t round_groups_ = 0;
  std::uint64_t work_ = 0;  // blocks read
  std::uint64_t most_work_ = 0;
};

}  // namespace wenyuan::index
