#include "part_search.h"

#include <bit>
#include <cmath>

namespace wenyuan::index {
namespace {

// Bounds are numbers of 16 bits that hold nearly twice the highest score.
constexpr float kLoosest = 1.9F;
// So many hits of so many terms have too low a threshold for windows to pay.
constexpr std::size_t kManyHits = 50;
constexpr std::size_t kManyTerms = 12;

// Few chunks, far apart: their postings alone are read, whatever the windows say.
bool IsScattered(const Permitted& among, std::uint32_t chunks) {
  return among.chunks < chunks / 100 * 3 && among.windows > WindowsOf(chunks) / 16;
}

class PartSearch {
 public:
  PartSearch(Query& query, const Part& part, const Candidates& candidates)
      : query_(query),
        part_(part),
        candidates_(candidates),
        segment_(*part.live->segment),
        lengths_(segment_.LengthsFor(query.options().field_weights)),
        workspace_(ThisThread()) {}

  void Begin() {
    workspace_.frequent.clear();
    workspace_.scorer.Begin(segment_, candidates_.set(), lengths_->data(),
                            query_.options().field_weights);
  }

  // Adds all but the frequent terms, when these are left to windows.
  Result<void> Add(bool use_windows) {
    float looseness = 0;
    if (use_windows) {
      looseness = segment_.windows()->basis().Looseness(query_.options(), ContributionOf(0));
      use_windows = looseness < kLoosest;
    }
    for (std::size_t term = 0; term < query_.weights().size(); ++term) {
      if (!part_.entries[term]) continue;
      const TermEntry& entry = *part_.entries[term];
      const float weight = query_.weights()[term];
      const FrequentTerm* frequent = nullptr;
      if (use_windows) {
        WY_TRY(frequent, segment_.windows()->Find(segment_, entry));
      }
      if (frequent != nullptr) {
        workspace_.frequent.push_back({PostingsList(segment_, entry, frequent->table), frequent,
                                       ContributionOf(weight), weight * looseness / 255});
        continue;
      }
      WY_TRY(PostingsList list, PostingsList::Open(segment_, entry));
      WY_CHECK(workspace_.scorer.AddTerm(list, ContributionOf(weight)));
    }
    for (const text::QueryPhrase& phrase : query_.asked().preferred) {
      WY_TRY(const auto whole, query_.Holders(phrase, part_, candidates_.set()));
      workspace_.scorer.Add(whole, query_.bonus());
    }
    return {};
  }

  [[nodiscard]] bool WindowsPay(const SearchLimits& limits) const {
    if (segment_.windows() == nullptr || candidates_.all_match) return false;
    if (limits.strategy != Strategy::kChosen) return limits.strategy == Strategy::kWindows;
    if (limits.k >= kManyHits && query_.weights().size() > kManyTerms) return false;
    return !candidates_.among || !IsScattered(*candidates_.among, segment_.chunks().chunks());
  }

  Result<void> Run(const SearchLimits& limits, BestHits& best, std::uint64_t& total) {
    Begin();
    const bool use_windows = WindowsPay(limits);
    WY_CHECK(Add(use_windows));
    bool found = false;
    std::vector<BoundedTerm>& frequent = workspace_.frequent;
    if (!frequent.empty()) {
      WY_TRY(found, workspace_.windows.Run(
                        segment_.chunks().chunks(), candidates_.set(), frequent, workspace_.scorer,
                        [&] { return query_.scale().Least(best.Threshold()); },
                        [&](std::uint32_t window) { OfferWindow(window, best); }));
    }
    if (!found) {
      WY_CHECK(ReadTheRest(best));
    }
    if (limits.count_all) {
      const bool have_all = frequent.empty() && !candidates_.all_match;
      WY_TRY(const std::uint64_t matches, have_all ? CountSums() : CountMatches());
      total += matches;
    }
    workspace_.scorer.Clear();
    return {};
  }

 private:
  [[nodiscard]] Contribution ContributionOf(float weight) const {
    return {weight, query_.norm().constant, query_.norm().per_length};
  }

  // What the windows left: all that was not offered yet.
  Result<void> ReadTheRest(BestHits& best) {
    SegmentScorer& scorer = workspace_.scorer;
    const bool some_visited = !workspace_.frequent.empty();
    for (BoundedTerm& term : workspace_.frequent) {
      WY_CHECK(scorer.AddTerm(term.list, term.contribution));
    }
    if (candidates_.all_match) {
      OfferAllCandidates(best);
      return {};
    }
    scorer.ForTouched([&](std::uint32_t window) {
      if (some_visited && workspace_.windows.Visited(window)) return;
      OfferWindow(window, best);
    });
    return {};
  }

  void OfferWindow(std::uint32_t window, BestHits& best) {
    const std::uint32_t* const sums = workspace_.scorer.SumsOf(window);
    const std::uint32_t least = query_.scale().Least(best.Threshold());
    const std::uint32_t largest = ThisProcessor().largest_sum(sums);
    if (largest == 0 || largest < least) return;
    for (std::uint32_t i = 0; i < kWindowChunks; ++i) {
      if (sums[i] == 0 || sums[i] < least) continue;
      Offer(window * kWindowChunks + i, sums[i], best);
    }
  }

  void OfferAllCandidates(BestHits& best) {
    const std::uint32_t chunks = segment_.chunks().chunks();
    for (std::uint32_t ordinal = 0; ordinal < chunks; ++ordinal) {
      if (candidates_.among && !candidates_.set()->Has(ordinal)) continue;
      Offer(ordinal, workspace_.scorer.SumOf(ordinal), best);
    }
  }

  void Offer(std::uint32_t ordinal, std::uint32_t units, BestHits& best) {
    const float score = query_.scale().Score(units);
    if (score < best.Threshold()) return;
    const ChunkTable& chunks = segment_.chunks();
    const DocumentRow& row = chunks.RowOf(ordinal);
    best.Offer({part_.shard, row.document, row.revision, chunks.number(ordinal), score});
  }

  std::uint64_t CountSums() {
    std::uint64_t count = 0;
    workspace_.scorer.ForTouched([&](std::uint32_t window) {
      const std::uint32_t* const sums = workspace_.scorer.SumsOf(window);
      for (std::uint32_t i = 0; i < kWindowChunks; ++i) count += sums[i] != 0 ? 1 : 0;
    });
    return count;
  }

  // The union of the lists, without frequencies.
  Result<std::uint64_t> CountMatches() {
    const std::uint32_t chunks = segment_.chunks().chunks();
    if (candidates_.all_match) return candidates_.among ? candidates_.among->chunks : chunks;
    OrdinalSet matches(chunks);
    for (std::size_t term = 0; term < query_.weights().size(); ++term) {
      if (!part_.entries[term]) continue;
      WY_TRY(PostingsList list, PostingsList::Open(segment_, *part_.entries[term]));
      for (std::uint32_t block = 0; block < list.blocks(); ++block) {
        WY_CHECK(list.Load(block));
        for (const std::uint32_t ordinal : list.current().ordinals()) matches.Add(ordinal);
      }
    }
    for (const text::QueryPhrase& phrase : query_.asked().preferred) {
      WY_TRY(const auto whole, query_.Holders(phrase, part_, candidates_.set()));
      for (const std::uint32_t ordinal : whole) matches.Add(ordinal);
    }
    if (candidates_.among) matches.Intersect(*candidates_.set());
    return matches.Count();
  }

  Query& query_;
  const Part& part_;
  const Candidates& candidates_;
  const Segment& segment_;
  const std::shared_ptr<const std::vector<float>> lengths_;  // others may ask for other weights
  Workspace& workspace_;
};

}  // namespace

Workspace& ThisThread() {
  static thread_local Workspace workspace;
  return workspace;
}

Result<void> SearchPart(Query& query, const Part& part, const Candidates& candidates,
                        const SearchLimits& limits, BestHits& best, std::uint64_t& total) {
  if (candidates.none()) return {};
  return PartSearch(query, part, candidates).Run(limits, best, total);
}

Result<void> SumEverything(Query& query, const Part& part, const Candidates& candidates) {
  PartSearch search(query, part, candidates);
  search.Begin();
  if (candidates.none()) return {};
  return search.Add(false);
}

}  // namespace wenyuan::index
