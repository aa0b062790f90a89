#include <algorithm>

#include "best_hits.h"
#include "query.h"
#include "segment_scorer.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {
namespace {

// 4 bytes for each chunk of the largest segment, kept for the thread's next query.
SegmentScorer& ThreadScorer() {
  static thread_local SegmentScorer scorer;
  return scorer;
}

// Leaves the scores of a part's candidates in `scorer`.
Result<void> ScoreEverything(Query& query, const Part& part, const Candidates& candidates,
                             SegmentScorer& scorer) {
  scorer.Begin(*part.live, candidates.set());
  if (candidates.none) return {};
  if (candidates.all_match) scorer.TouchAll();
  for (std::size_t term = 0; term < query.weights().size(); ++term) {
    if (!part.entries[term]) continue;
    WY_CHECK(
        scorer.AddTerm(*part.entries[term], query.weights()[term], query.norm(), query.options()));
  }
  for (const text::QueryPhrase& phrase : query.asked().preferred) {
    WY_TRY(const auto whole, query.Holders(phrase, part, candidates.set()));
    scorer.AddBonus(whole, query.bonus());
  }
  return {};
}

Result<Hits> FindBest(Query& query, std::size_t k) {
  Hits result;
  result.bound = query.bound();
  BestHits best(k);
  SegmentScorer& scorer = ThreadScorer();
  for (const Part& part : query.parts()) {
    WY_TRY(const Candidates candidates, query.CandidatesOf(part));
    WY_CHECK(ScoreEverything(query, part, candidates, scorer));
    const ChunkTable& chunks = part.live->segment->chunks();
    scorer.Drain([&](std::uint32_t ordinal, std::uint32_t units) {
      ++result.total;
      const float score = query.scale().Score(units);
      if (score < best.Threshold()) return;
      const DocumentRow& row = chunks.RowOf(ordinal);
      best.Offer({part.shard, row.document, row.revision, chunks.number(ordinal), score});
    });
  }
  result.hits = best.Take();
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
  SegmentScorer& scorer = ThreadScorer();
  for (const Part& part : query.parts()) {
    const std::vector<Wanted> wanted = WantedOf(part, places);
    // A prefix is expanded over all segments, as in Search, so that it fails where that fails.
    if (wanted.empty() && query.asked().prefixes.empty()) continue;
    OrdinalSet ordinals(part.live->segment->chunks().chunks());
    for (const Wanted& one : wanted) ordinals.Add(one.ordinal);
    WY_TRY(const Candidates candidates, query.CandidatesOf(part, &ordinals));
    WY_CHECK(ScoreEverything(query, part, candidates, scorer));
    for (const Wanted& one : wanted) {
      scores[one.place] = query.scale().Score(scorer.UnitsOf(one.ordinal));
    }
    scorer.Drain([](std::uint32_t, std::uint32_t) {});
  }
  return scores;
}

}  // namespace

Result<Hits> Search(std::span<const Shard> shards, const text::AnalyzedQuery& query, std::size_t k,
                    const ScoringOptions& options, bool /*count_all*/) {
  return Ask<Hits>(shards, query, options, [k](Query& prepared) { return FindBest(prepared, k); });
}

Result<std::vector<float>> ScoreOf(std::span<const Shard> shards, const text::AnalyzedQuery& query,
                                   std::span<const Place> places, const ScoringOptions& options) {
  return Ask<std::vector<float>>(
      shards, query, options, [places](Query& prepared) { return ScorePlaces(prepared, places); });
}

}  // namespace wenyuan::index
