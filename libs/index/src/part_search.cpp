#include "part_search.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace wenyuan::index {
namespace {

// Bounds are numbers of 16 bits that hold nearly twice the highest score.
constexpr float kLoosest = 1.9F;
// So many hits of so many terms have too low a threshold for windows to pay.
constexpr std::size_t kManyHits = 50;
constexpr std::size_t kManyTerms = 12;
// 32,768 chunks: 128 KiB of sums, and as much of lengths.
constexpr std::size_t kRangeWindows = 1024;

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
        impacts_(segment_.ImpactsFor(query.options())),
        workspace_(ThisThread()) {}

  Result<void> Run(const SearchLimits& limits, BestHits& best, std::uint64_t& total) {
    bool found = false;
    bool visited_some = false;
    if (const float looseness = WindowsPay(limits) ? Looseness() : kLoosest; looseness < kLoosest) {
      WY_TRY(found, SearchWindows(looseness, best));
      visited_some = true;
    }
    std::uint64_t* const count = limits.count_all ? &total : nullptr;
    if (!found) return SearchEverything(visited_some, best, count);
    return count != nullptr ? CountMatches(*count) : Result<void>();
  }

  // Leaves the sums of all that is permitted in the scorer.
  Result<void> Sum() {
    BeginEverything();
    if (candidates_.none()) return {};
    WY_CHECK(OpenLists());
    for (QueryList& term : workspace_.terms) {
      WY_CHECK(workspace_.scorer.AddUntil(term, kEnd));
    }
    return AddPreferred([&](const auto& chunks) { workspace_.scorer.Add(chunks, query_.bonus()); });
  }

 private:
  static constexpr std::uint32_t kEnd = 0xFFFFFFFF;

  [[nodiscard]] bool WindowsPay(const SearchLimits& limits) const {
    if (!impacts_->HasWindows() || candidates_.all_match) return false;
    if (limits.strategy != Strategy::kChosen) return limits.strategy == Strategy::kWindows;
    if (limits.k >= kManyHits && query_.weights().size() > kManyTerms) return false;
    return !candidates_.among || !IsScattered(*candidates_.among, segment_.chunks().chunks());
  }

  [[nodiscard]] Contribution ContributionOf(float weight) const {
    return {weight, query_.norm().constant, query_.norm().per_length};
  }

  [[nodiscard]] float Looseness() const {
    return impacts_->basis().Looseness(query_.options(), ContributionOf(0));
  }

  template <typename Add>
  Result<void> AddPreferred(const Add& add) {
    for (const text::QueryPhrase& phrase : query_.asked().preferred) {
      WY_TRY(const auto whole, query_.Holders(phrase, part_, candidates_.set()));
      add(whole);
    }
    return {};
  }

  // False: so much would have to be visited that everything must be read after all.
  Result<bool> SearchWindows(float looseness, BestHits& best) {
    WindowSearch& windows = workspace_.windows;
    std::vector<QueryList>& frequent = workspace_.terms;
    frequent.clear();
    windows.Begin(candidates_.set(), *impacts_, ContributionOf(0));
    for (std::size_t term = 0; term < query_.weights().size(); ++term) {
      if (!part_.entries[term]) continue;
      const TermEntry& entry = *part_.entries[term];
      const Contribution contribution = ContributionOf(query_.weights()[term]);
      WY_TRY(const FrequentTerm* const row, impacts_->Find(segment_, entry));
      if (row != nullptr) {
        frequent.push_back({PostingsList(segment_, entry, row->table), contribution, row,
                            contribution.weight * looseness / 255});
        continue;
      }
      WY_TRY(PostingsList list, PostingsList::Open(segment_, entry));
      QueryList rare{std::move(list), contribution};
      WY_CHECK(windows.AddRare(rare));
    }
    WY_CHECK(AddPreferred([&](const auto& chunks) { windows.AddBonus(chunks, query_.bonus()); }));
    return windows.Run(
        frequent, [&] { return query_.scale().Least(best.Threshold()); },
        [&](std::uint32_t window, const WindowSums& sums) {
          OfferWindow(window, sums.data(), best);
        });
  }

  void BeginEverything() {
    workspace_.terms.clear();
    workspace_.scorer.Begin(segment_, candidates_.set(), impacts_->lengths().data(),
                            query_.options().field_weights);
  }

  Result<void> OpenLists() {
    for (std::size_t term = 0; term < query_.weights().size(); ++term) {
      if (!part_.entries[term]) continue;
      WY_TRY(PostingsList list, PostingsList::Open(segment_, *part_.entries[term]));
      workspace_.terms.push_back({std::move(list), ContributionOf(query_.weights()[term])});
    }
    return {};
  }

  // Adds those that match to `count`, when there is one. A range of chunks after the other, so that
  // its sums stay in the processor's cache while all the terms add to them.
  Result<void> SearchEverything(bool visited_some, BestHits& best, std::uint64_t* count) {
    if (candidates_.all_match) {
      WY_CHECK(Sum());
      OfferAllCandidates(best);
      workspace_.scorer.Clear();
      return count != nullptr ? CountMatches(*count) : Result<void>();
    }
    BeginEverything();
    WY_CHECK(OpenLists());
    SegmentScorer& scorer = workspace_.scorer;
    const std::size_t windows = PaddedWindows(segment_.chunks().chunks());
    if (candidates_.among == nullptr && Postings() > windows) scorer.ExpectAll();
    WY_CHECK(AddPreferred([&](const auto& chunks) { scorer.Add(chunks, query_.bonus()); }));
    for (std::size_t begin = 0; begin < windows; begin += kRangeWindows) {
      const std::size_t end = std::min(begin + kRangeWindows, windows);
      for (QueryList& term : workspace_.terms) {
        WY_CHECK(scorer.AddUntil(term, static_cast<std::uint32_t>(end * kWindowChunks)));
      }
      scorer.Drain(begin, end, [&](std::uint32_t window, const std::uint32_t* sums) {
        if (count != nullptr) *count += Held(sums);
        if (visited_some && workspace_.windows.Visited(window)) return;
        OfferWindow(window, sums, best);
      });
    }
    return {};
  }

  [[nodiscard]] std::uint64_t Postings() const {
    std::uint64_t postings = 0;
    for (const QueryList& term : workspace_.terms) postings += term.list.document_frequency();
    return postings;
  }

  static std::uint32_t Held(const std::uint32_t* sums) {
    std::uint32_t held = 0;
    for (std::uint32_t i = 0; i < kWindowChunks; ++i) held += sums[i] != 0 ? 1 : 0;
    return held;
  }

  void OfferWindow(std::uint32_t window, const std::uint32_t* sums, BestHits& best) {
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
    const auto offer = [&](std::uint32_t ordinal) {
      Offer(ordinal, workspace_.scorer.SumOf(ordinal), best);
    };
    if (candidates_.among == nullptr) {
      for (std::uint32_t ordinal = 0; ordinal < chunks; ++ordinal) offer(ordinal);
      return;
    }
    const std::vector<std::uint64_t>& words = candidates_.set()->words();
    for (std::size_t word = 0; word < words.size(); ++word) {
      for (std::uint64_t bits = words[word]; bits != 0; bits &= bits - 1) {
        offer(
            static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(std::countr_zero(bits))));
      }
    }
  }

  void Offer(std::uint32_t ordinal, std::uint32_t units, BestHits& best) {
    const float score = query_.scale().Score(units);
    if (score < best.Threshold()) return;
    const ChunkTable& chunks = segment_.chunks();
    const DocumentRow& row = chunks.RowOf(ordinal);
    best.Offer({part_.shard, row.document, row.revision, chunks.number(ordinal), score});
  }

  // Adds how many match: the union of the lists, without frequencies.
  Result<void> CountMatches(std::uint64_t& count) {
    const std::uint32_t chunks = segment_.chunks().chunks();
    if (candidates_.all_match) {
      count += candidates_.among ? candidates_.among->chunks : chunks;
      return {};
    }
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
    count += matches.Count();
    return {};
  }

  Query& query_;
  const Part& part_;
  const Candidates& candidates_;
  const Segment& segment_;
  const std::shared_ptr<const SegmentImpacts> impacts_;  // others may ask for other scorings
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
  return PartSearch(query, part, candidates).Sum();
}

}  // namespace wenyuan::index
