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
  static constexpr std::size_t kMostLists = 0x10000;
  // A term that is not frequent.
  struct Rare {
    Contribution contribution;
    std::uint32_t fixed = 0;  // what each posting brings, if it is the same
    std::size_t begin = 0;    // in postings()
  };
  // A posting of one that was read.
  struct Posting {
    std::uint32_t ordinal = 0;
    float frequency = 0;     // weighted
    std::uint32_t next = 0;  // in the same window, in postings_
    std::uint16_t rare = 0;  // of which term, in rare_
    std::uint16_t bound = 0;
  };
  static std::uint32_t BoundOf(std::uint32_t units);
  static std::uint16_t BoundFactor(const QueryList& term);

  // Begins a segment. `permitted` (nullptr: all) and `impacts` must outlive the search; `norm` is
  // what all contributions have in common.
  void Begin(const Permitted* permitted, const SegmentImpacts& impacts, const Contribution& norm);
  // Reads a term that is not frequent.
  Result<void> AddRare(QueryList& term);
  // `units` for each of `chunks`, ascending.
  void AddBonus(const std::vector<std::uint32_t>& chunks, std::uint32_t units);

  // The frequent terms, when all else was added.
  void AddFrequent(const std::vector<QueryList>& frequent);

  // `least()` gives the sum below which nothing is taken any more; offer(window, sums) is called
  // for a window that may hold better ones. False when so many would have to be visited that a
  // TileSweep over what is left is cheaper.
  template <typename Least, typename Offer>
  Result<bool> Run(std::vector<QueryList>& frequent, const Least& least, const Offer& offer) {
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

  // What is left afterwards, of the windows in [begin(), end()), which are whole groups.
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return end_; }
  // Whether one that was not visited may hold a chunk with such a bound.
  [[nodiscard]] bool MayReach(std::size_t window, std::uint32_t bound) const {
    return bounds_[window] >= bound && visited_[window] == 0;
  }
  // Which of the chunks from 64 · word on are permitted.
  [[nodiscard]] std::uint64_t Permits(std::size_t word) const {
    if (permitted_ == nullptr) return ~std::uint64_t{0};
    const std::vector<std::uint64_t>& words = permitted_->set.words();
    return word < words.size() ? words[word] : 0;
  }
  [[nodiscard]] const std::vector<Rare>& rare() const { return rare_; }
  // Of the rare terms one after the other, ascending; the first is none.
  [[nodiscard]] std::span<const Posting> postings() const { return {postings_.data(), size_}; }
  [[nodiscard]] std::uint32_t chunks() const {
    return static_cast<std::uint32_t>(impacts_->lengths().size());
  }
  [[nodiscard]] const float* lengths() const { return impacts_->lengths().data(); }
  [[nodiscard]] const FieldWeights& weights() const {
    return impacts_->basis().options.field_weights;
  }

 private:
  // Those of a block that are permitted.
  struct PermittedPostings {
    std::size_t count = 0;
    alignas(32) std::array<std::uint32_t, kBlockPostings> ordinals;
    alignas(32) std::array<float, kBlockPostings> frequencies;
  };
  struct Ordered {
    std::uint32_t bound = 0;
    std::uint32_t term = 0;
  };
  bool CollectRound(std::uint32_t least);
  // Whether what is left looks like more work than sweeping it.
  [[nodiscard]] bool WouldVisitTooMuch(std::uint32_t least) const;
  // False when no chunk of the window can reach the threshold: its sums are then not complete.
  Result<bool> Visit(std::uint32_t window, std::vector<QueryList>& frequent,
                     std::uint32_t threshold);
  // The allowed chunks that can still reach the threshold when others bring at most `rest`; adds
  // what the rare terms bring to them.
  std::uint32_t SumRare(std::uint32_t window, std::uint32_t allowed, std::uint64_t rest,
                        std::uint32_t threshold);
  Result<void> SumFrequent(QueryList& term, std::uint32_t window, std::uint32_t allowed);
  void BeginRare(const Contribution& contribution, std::uint32_t fixed);
  void TakeRare(const PermittedPostings& postings, const std::uint16_t* bounds);
  void PickPermitted(const PostingsBlock& block, PermittedPostings& out) const;

  const Permitted* permitted_ = nullptr;
  const SegmentImpacts* impacts_ = nullptr;
  std::size_t windows_ = 0;  // of the segment
  std::size_t begin_ = 0;    // windows in which something is permitted, in whole groups
  std::size_t end_ = 0;
  std::array<float, 256> constants_{};  // by code of length: constant + per_length · length
  // The next three by window, valid in [begin_, end_).
  std::vector<std::uint16_t> bounds_;  // in units of 1 << kBoundShift
  std::vector<std::uint32_t> first_;   // of its postings, in postings_
  std::vector<std::uint8_t> visited_;
  std::vector<Rare> rare_;
  std::vector<Posting> postings_;  // of the rare terms; the first is none
  std::size_t size_ = 0;           // of postings_, which has room for more
  std::uint32_t rare_window_ = 0;  // of the posting before
  std::uint32_t rare_bound_ = 0;   // the largest of the term in it
  std::uint32_t other_bound_ = 0;  // what other terms bring to it

  std::vector<std::uint16_t> largest_;  // of each group of bounds
  std::vector<std::uint16_t> ranked_groups_;
  std::vector<std::uint32_t> round_;
  std::vector<Ordered> order_;
  alignas(32) WindowSums sums_{};
  alignas(32) WindowSums rare_bounds_{};
  std::uint32_t cut_ = 0;  // windows with this bound or a higher one were collected
  std::size_t round_groups_ = 0;
  std::size_t groups_ranked_ = 0;  // the first of ranked_groups_ are the best
  std::uint32_t collected_ = 0;    // windows with this bound or a higher one were visited
  std::uint64_t visits_ = 0;
  std::uint64_t work_ = 0;  // windows visited and blocks read
  std::uint64_t most_work_ = 0;
};

}  // namespace wenyuan::index
