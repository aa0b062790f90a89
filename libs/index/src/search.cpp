#include <algorithm>

#include "part_search.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {
namespace {

Result<Hits> FindBest(Query& query, const SearchLimits& limits) {
  Hits result;
  result.bound = query.bound();
  BestHits best(limits.k);
  // The largest first: what it finds lets most of the others stay unread.
  std::vector<const Part*> parts;
  for (const Part& part : query.parts()) parts.push_back(&part);
  std::stable_sort(parts.begin(), parts.end(), [](const Part* left, const Part* right) {
    return left->live->segment->chunks().chunks() > right->live->segment->chunks().chunks();
  });
  for (const Part* part : parts) {
    WY_TRY(const Candidates candidates, query.CandidatesOf(*part));
    WY_CHECK(SearchPart(query, *part, candidates, limits, best, result.total));
  }
  result.hits = best.Take();
  result.total =
      limits.count_up_to > 0 ? std::min(result.total, limits.count_up_to) : result.hits.size();
  return result;
}

// A place as a segment numbers it.
struct Wanted {
  std::uint32_t ordinal = 0;
  std::size_t place = 0;
};

std::vector<Wanted> WantedOf(const Part& part, std::span<const Place> places) {
  const ChunkTable& chunks = part.live->segment->chunks();
  std::vector<Wanted> wanted;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].shard != part.shard) continue;
    const auto ordinal = chunks.OrdinalOf(places[i].document, places[i].chunk);
    if (ordinal && part.live->live.Has(*ordinal)) wanted.push_back({*ordinal, i});
  }
  return wanted;
}

Result<std::vector<float>> ScorePlaces(Query& query, std::span<const Place> places) {
  std::vector<float> scores(places.size(), 0);
  for (const Part& part : query.parts()) {
    const std::vector<Wanted> wanted = WantedOf(part, places);
    // A prefix is expanded over all segments, as in Search, so that it fails where that fails.
    if (wanted.empty() && query.asked().prefixes.empty()) continue;
    OrdinalSet ordinals(part.live->segment->chunks().chunks());
    for (const Wanted& one : wanted) ordinals.Add(one.ordinal);
    WY_TRY(const Candidates candidates, query.CandidatesOf(part, &ordinals));
    WY_CHECK(SumEverything(query, part, candidates));
    SegmentScorer& scorer = ThisThread().scorer;
    for (const Wanted& one : wanted) {
      scores[one.place] = query.scale().Score(scorer.SumOf(one.ordinal));
    }
    scorer.Clear();
  }
  return scores;
}

}  // namespace

Result<Hits> SearchBy(std::span<const Shard> shards, const text::AnalyzedQuery& query,
                      const ScoringOptions& options, const SearchLimits& limits) {
  return Ask<Hits>(shards, query, options,
                   [&](Query& prepared) { return FindBest(prepared, limits); });
}

Result<Hits> Search(std::span<const Shard> shards, const text::AnalyzedQuery& query, std::size_t k,
                    const ScoringOptions& options, std::uint64_t count_up_to) {
  return SearchBy(shards, query, options, {k, count_up_to, Strategy::kChosen});
}

Result<std::vector<float>> ScoreOf(std::span<const Shard> shards, const text::AnalyzedQuery& query,
                                   std::span<const Place> places, const ScoringOptions& options) {
  return Ask<std::vector<float>>(
      shards, query, options, [places](Query& prepared) { return ScorePlaces(prepared, places); });
}

}  // namespace wenyuan::index
