#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "live_segment.h"
#include "postings_list.h"
#include "windows.h"

namespace wenyuan::index {

// A term of a query in one segment.
struct QueryList {
  PostingsList list;
  Contribution contribution;
  // Where the term is frequent in the segment and windows are used:
  const FrequentTerm* frequent = nullptr;
  float units_per_byte = 0;  // of its largest impacts
  // Where everything is read:
  std::uint32_t next_block = 0;
};

using WindowSums = std::array<std::uint32_t, kWindowChunks>;

// Finds the windows of a segment worth visiting, best first: adds up the largest impacts of the
// frequent terms over all windows, and what each posting of the rare ones can bring, and scores
// windows exactly until none left can hold a better chunk. As BMP does with document ranges
// (Mallia, Suel and Tonellotto 2024). Keeps its memory from query to query. One thread.
class WindowSearch {
 public:
  // Begins a segment. `lengths` and `permitted` (nullptr: all) must outlive the search.
  void Begin(const Segment& segment, const OrdinalSet* permitted, const SegmentLengths& lengths,
             const FieldWeights& weights);
  // Reads a term that is not frequent.
  Result<void> AddRare(QueryList& term);
  // `units` for each of `chunks`, ascending.
  void AddBonus(const std::vector<std::uint32_t>& chunks, std::uint32_t units);

  // `least()` gives the sum below which nothing is taken any more; offer(window, sums) is called
  // for a window that may hold better ones. False when so much would have to be visited that
  // reading everything is cheaper: Visited() says what was offered until then.
  template <typename Least, typename Offer>
  Result<bool> Run(std::vector<QueryList>& frequent, const Least& least, const Offer& offer) {
    AddFrequent(frequent);
    while (CollectRound(least())) {
      for (const Ranked& ranked : round_) {
        const std::uint32_t threshold = least();
        if (ranked.bound < BoundOf(threshold)) break;
        WY_TRY(const bool complete, Visit(ranked.window, frequent, threshold));
        if (complete) offer(ranked.window, sums_);
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
  // Postings that were read: [begin, end) of rare_ordinals_, and where each run of chunks begins.
  struct Rare {
    Contribution contribution;
    std::uint32_t fixed = 0;  // what each brings, if it is the same
    std::size_t runs = 0;     // in rare_runs_
  };

  static std::uint32_t BoundOf(std::uint32_t units);
  void AddFrequent(const std::vector<QueryList>& frequent);
  bool CollectRound(std::uint32_t least);
  // False when no chunk of the window can reach the threshold: its sums are then not complete.
  Result<bool> Visit(std::uint32_t window, std::vector<QueryList>& frequent,
                     std::uint32_t threshold);
  void SumRare(std::uint32_t window, std::uint32_t allowed);
  Result<void> SumFrequent(QueryList& term, std::uint32_t window, std::uint32_t allowed);
  void BeginRare(const Contribution& contribution, std::uint32_t fixed);
  void TakeRare(std::uint32_t ordinal, float frequency, std::uint32_t units);
  void EndRare();

  const OrdinalSet* permitted_ = nullptr;
  const SegmentLengths* lengths_ = nullptr;
  FieldWeights weights_{};
  std::uint32_t chunks_ = 0;
  std::vector<std::uint16_t> bounds_;   // by window, in units of 1 << kBoundShift
  std::vector<std::uint32_t> present_;  // by window: which rare terms, modulo 32, are there
  std::vector<Rare> rare_;
  std::vector<std::uint32_t> rare_ordinals_;
  std::vector<float> rare_frequencies_;
  std::vector<std::uint32_t> rare_runs_;
  std::uint32_t rare_window_ = 0;  // of the posting before, and its bound
  std::uint32_t rare_bound_ = 0;

  std::vector<std::uint16_t> largest_;  // of each group of bounds
  std::vector<std::uint16_t> ranked_groups_;
  std::vector<std::uint8_t> visited_;
  std::vector<Ranked> round_;
  std::vector<Ordered> order_;
  alignas(32) WindowSums sums_{};
  std::uint32_t cut_ = 0;  // windows with this bound or a higher one were collected
  std::size_t round_groups_ = 0;
  std::uint64_t work_ = 0;  // blocks read
  std::uint64_t most_work_ = 0;
};

}  // namespace wenyuan::index
