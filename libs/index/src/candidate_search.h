#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "query_list.h"
#include "segment_scorer.h"
#include "visible_ordinals.h"

namespace wenyuan::index {

// Finds the best of few chunks far apart. The rarer terms are read whole; then the frequent ones,
// the heaviest first, are looked up only for the chunks that their largest impacts could still
// bring among the best, which soon are few. Keeps its memory from query to query. One thread.
class CandidateSearch {
 public:
  // `scorer` holds what the other terms bring, and forgets it. `least` is the sum below which
  // nothing is taken.
  void Begin(const Permitted& permitted, const SegmentImpacts& impacts, SegmentScorer& scorer);
  // Adds what the terms bring to those that may be among the best `k`.
  Result<void> Run(std::vector<QueryList>& frequent, std::size_t k, std::uint32_t least);
  // What is left: all of the best k, and some others.
  template <typename Offer>
  void ForEach(const Offer& offer) const {
    for (const Candidate& one : candidates_) {
      if (one.sum != 0) offer(one.ordinal, one.sum);
    }
  }

 private:
  struct Candidate {
    std::uint32_t ordinal = 0;
    std::uint32_t sum = 0;
    std::uint64_t rest = 0;  // what the terms that were not looked up can bring at most
  };

  void AddRests(const QueryList& term);
  void Keep(std::size_t k, std::uint32_t least);
  Result<void> LookUp(QueryList& term);

  const SegmentImpacts* impacts_ = nullptr;
  std::vector<Candidate> candidates_;  // ascending
  std::vector<std::uint32_t> sums_;
};

}  // namespace wenyuan::index
