#pragma once

#include <cstdint>
#include <vector>

#include "best_hits.h"
#include "candidate_search.h"
#include "query.h"
#include "segment_scorer.h"
#include "tile_sweep.h"
#include "window_search.h"

namespace wenyuan::index {

enum class Strategy { kChosen, kWindows, kSweep, kCandidates, kEverything };

struct SearchLimits {
  std::size_t k = 10;
  std::uint64_t count_up_to = kCountAll;
  Strategy strategy = Strategy::kChosen;  // for tests: all give the same bits
};

// Memory that a thread keeps from query to query: 4 bytes for each chunk of the largest segment,
// and what the terms of a query need.
struct Workspace {
  SegmentScorer scorer;
  WindowSearch windows;
  TileSweep sweep;
  CandidateSearch candidates;
  std::vector<QueryList> terms;
};
Workspace& ThisThread();

// Offers the best chunks of a part to `best`; adds those that match to `total`, which may end
// anywhere above limits.count_up_to.
Result<void> SearchPart(Query& query, const Part& part, const Candidates& candidates,
                        const SearchLimits& limits, BestHits& best, std::uint64_t& total);

// Leaves the sums of the candidates in the thread's scorer.
Result<void> SumEverything(Query& query, const Part& part, const Candidates& candidates);

// Search(), by a given strategy.
Result<Hits> SearchBy(std::span<const Shard> shards, const text::AnalyzedQuery& query,
                      const ScoringOptions& options, const SearchLimits& limits);

}  // namespace wenyuan::index
