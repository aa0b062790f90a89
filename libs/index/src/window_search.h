#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "query_list.h"
#include "visible_ordinals.h"

namespace wenyuan::index {

using WindowSums = std::array<std::uint32_t, kWindowChunks>;

// Finds the windows of a segment worth visiting, best first: adds up the largest impacts of the
// frequent terms over all windows, and what each posting of the rare ones can bring, and scores
// windows exactly until none left can hold a better chunk. As BMP does with document ranges
// (Mallia, Suel and Tonellotto 2024). Keeps its memory from query to query. One thread.
class WindowSearch {
 public:
  // Begins a segment. `permitted` (nullptr: all) and `impacts` must outlive the search; `norm` is
  // what all contributions have in common.
  void Begin(const Permitted* permitted, const SegmentImpacts& impacts, const Contribution& norm);
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
      if (WouldVisitTooMuch(least())) return false;
      for (const std::uint32_t window : round_) {
        const std::uint32_t threshold = least();
        if (bounds_[window] < BoundOf(threshold)) continue;
        WY_TRY(const bool complete, Visit(window, frequent, threshold));
        if (complete) offer(window, sums_);
        if (work_ > most_work_) return false;
      }
    }
    return true;
  }
  [[nodiscard]] bool Visited(std::uint32_t window) const { return visited_[window] != 0; }

 private:
  struct Ordered {
    std::uint32_t bound = 0;
    std::uint32_t term = 0;
  };
  // Postings that were read: [begin, end) of rare_ordinals_.
  struct Rare {
    Contribution contribution;
    std::uint32_t fixed = 0;  // what each brings, if it is the same
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t samples = 0;  // where those of it begin
  };

  static std::uint32_t BoundOf(std::uint32_t units);
  void AddFrequent(const std::vector<QueryList>& frequent);
  bool CollectRound(std::uint32_t least);
  // Whether what is left looks like more work than reading everything.
  [[nodiscard]] bool WouldVisitTooMuch(std::uint32_t least) const;
  // False when no chunk of the window can reach the threshold: its sums are then not complete.
  Result<bool> Visit(std::uint32_t window, std::vector<QueryList>& frequent,
                     std::uint32_t threshold);
  void SumRare(std::uint32_t window, std::uint32_t allowed);
  Result<void> SumFrequent(QueryList& term, std::uint32_t window, std::uint32_t allowed);
  void BeginRare(const Contribution& contribution, std::uint32_t fixed);
  // Room for a block behind the postings that were read.
  void ReserveRare();
  // Takes the next `count` postings, which stand there, with their bounds.
  void TakeRare(const std::uint16_t* bounds, std::size_t count);
  // Puts the permitted ones of a block there; how many.
  std::size_t CopyPermitted(const PostingsBlock& postings);
  void EndRare();
  // The first of its postings at or above `ordinal`.
  [[nodiscard]] std::size_t FirstOf(const Rare& rare, std::uint32_t ordinal) const;

  const Permitted* permitted_ = nullptr;
  const SegmentImpacts* impacts_ = nullptr;
  std::size_t begin_ = 0;  // windows in which something is permitted, in whole groups
  std::size_t end_ = 0;
  std::array<float, 256> constants_{};  // by code of length: constant + per_length · length
  // The next three by window, valid in [begin_, end_).
  std::vector<std::uint16_t> bounds_;   // in units of 1 << kBoundShift
  std::vector<std::uint32_t> present_;  // which rare terms, modulo 32, are there
  std::vector<std::uint8_t> visited_;
  std::vector<Rare> rare_;
  std::vector<std::uint32_t> rare_ordinals_;
  std::vector<float> rare_frequencies_;  // beside them
  std::size_t rare_size_ = 0;
  std::vector<std::uint32_t> rare_samples_;  // every kSampled-th ordinal of each
  std::uint32_t rare_window_ = 0;            // of the posting before
  std::uint32_t rare_bound_ = 0;             // the largest of the term in it
  std::uint32_t other_bound_ = 0;            // what other terms bring to it

  std::vector<std::uint16_t> largest_;  // of each group of bounds
  std::vector<std::uint16_t> ranked_groups_;
  std::vector<std::uint32_t> round_;
  std::vector<Ordered> order_;
  alignas(32) WindowSums sums_{};
  std::uint32_t cut_ = 0;  // windows with this bound or a higher one were collected
  std::size_t round_groups_ = 0;
  std::size_t groups_ranked_ = 0;  // the first of ranked_groups_ are the best
  std::uint32_t collected_ = 0;    // windows with this bound or a higher one were visited
  std::uint64_t visits_ = 0;
  std::uint64_t work_ = 0;  // windows visited and blocks read
  std::uint64_t most_work_ = 0;
};

}  // namespace wenyuan::index
