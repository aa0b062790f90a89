#include "part_search.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace wenyuan::index {
namespace {

// Bounds are numbers of 16 bits that hold nearly twice the highest score.
constexpr float kLoosest = 1.9F;
// 32,768 chunks: 128 KiB of sums, and as much of lengths.
constexpr std::size_t kRangeWindows = 1024;

// Where there are fewer candidates, looking them up one by one is dearer than reading the list.
constexpr std::uint32_t kPostingsOfOneLookUp = 8;

class PartSearch {
 public:
  PartSearch(Query& query, const Part& part, const Candidates& candidates)
      : query_(query),
        part_(part),
        candidates_(candidates),
        segment_(*part.live->segment),
        impacts_(segment_.ImpactsFor(query.options())),
        looseness_(impacts_->basis().Looseness(query.options(), ContributionOf(0))),
        workspace_(ThisThread()) {}

  Result<void> Run(const SearchLimits& limits, BestHits& best, std::uint64_t& total) {
    std::uint64_t* const count = total < limits.count_up_to ? &total : nullptr;
    const Strategy strategy = Choose(limits.strategy);
    if (strategy == Strategy::kEverything) return SearchEverything(best, count);
    if (strategy == Strategy::kCandidates) {
      WY_CHECK(SearchCandidates(limits.k, best));
    } else {
      WY_CHECK(SearchWindows(limits.strategy == Strategy::kSweep, best));
    }
    return count != nullptr ? CountMatches(limits.count_up_to, *count) : Result<void>();
  }

  // Leaves the sums of all that is permitted in the scorer.
  Result<void> Sum() {
    workspace_.scorer.Begin(candidates_.among.get(), *impacts_, SegmentScorer::Expects::kFew);
    if (candidates_.none()) return {};
    WY_CHECK(OpenLists());
    for (QueryList& term : workspace_.terms) {
      WY_CHECK(workspace_.scorer.AddUntil(term, kEnd));
    }
    return AddPreferred([&](const auto& chunks) { workspace_.scorer.Add(chunks, query_.bonus()); });
  }

 private:
  static constexpr std::uint32_t kEnd = 0xFFFFFFFF;

  [[nodiscard]] Strategy Choose(Strategy asked) const {
    const Permitted* const among = candidates_.among.get();
    const std::size_t lists = query_.weights().size() + query_.asked().preferred.size();
    const bool bounded = impacts_->HasWindows() && !candidates_.all_match &&
                         looseness_ < kLoosest && lists < WindowSearch::kMostLists;
    if (!bounded || (asked == Strategy::kCandidates && among == nullptr)) {
      return Strategy::kEverything;
    }
    if (asked != Strategy::kChosen) return asked;
    return among != nullptr && among->IsScattered() ? Strategy::kCandidates : Strategy::kWindows;
  }

  [[nodiscard]] Contribution ContributionOf(float weight) const {
    return {weight, query_.norm().constant, query_.norm().per_length};
  }

  template <typename Add>
  Result<void> AddPreferred(const Add& add) {
    for (const text::QueryPhrase& phrase : query_.asked().preferred) {
      WY_TRY(const auto whole, query_.Holders(phrase, part_, candidates_.set()));
      add(whole);
    }
    return {};
  }

  // Puts the terms that are frequent, and `wanted`, into the workspace; calls take(list) for the
  // others.
  template <typename Wanted, typename Take>
  Result<void> OpenFrequent(const Wanted& wanted, const Take& take) {
    workspace_.terms.clear();
    for (std::size_t term = 0; term < query_.weights().size(); ++term) {
      if (!part_.entries[term]) continue;
      const TermEntry& entry = *part_.entries[term];
      const Contribution contribution = ContributionOf(query_.weights()[term]);
      WY_TRY(const FrequentTerm* const row, wanted(entry) ? impacts_->Find(segment_, entry)
                                                          : Result<const FrequentTerm*>(nullptr));
      if (row != nullptr) {
        workspace_.terms.push_back({PostingsList(segment_, entry, row->table), contribution, row,
                                    contribution.weight * looseness_ / 255});
        continue;
      }
      WY_TRY(PostingsList list, PostingsList::Open(segment_, entry));
      QueryList rare{std::move(list), contribution};
      WY_CHECK(take(rare));
    }
    return {};
  }

  // Sweeps at once when that is `forced`.
  Result<void> SearchWindows(bool forced, BestHits& best) {
    WindowSearch& windows = workspace_.windows;
    windows.Begin(candidates_.among.get(), *impacts_, ContributionOf(0));
    WY_CHECK(OpenFrequent([](const TermEntry&) { return true; },
                          [&](QueryList& rare) { return windows.AddRare(rare); }));
    WY_CHECK(AddPreferred([&](const auto& chunks) { windows.AddBonus(chunks, query_.bonus()); }));
    const auto least = [&] { return query_.scale().Least(best.Threshold()); };
    const auto offer = [&](std::uint32_t window, const WindowSums& sums) {
      OfferWindow(window, sums.data(), ~0U, best);
    };
    windows.AddFrequent(workspace_.terms);
    if (!forced) {
      WY_TRY(const bool found, windows.Run(workspace_.terms, least, offer));
      if (found) return {};
    }
    return workspace_.sweep.Run(
        windows, workspace_.terms, least,
        [&](std::uint32_t window, const std::uint32_t* sums, std::uint32_t which) {
          OfferWindow(window, sums, which, best);
        });
  }

  Result<void> SearchCandidates(std::size_t k, BestHits& best) {
    const Permitted& among = *candidates_.among;
    SegmentScorer& scorer = workspace_.scorer;
    scorer.Begin(&among, *impacts_, SegmentScorer::Expects::kFew);
    const std::uint64_t few = std::uint64_t{kPostingsOfOneLookUp} * among.chunks;
    WY_CHECK(OpenFrequent([few](const TermEntry& entry) { return entry.document_frequency > few; },
                          [&](QueryList& rare) { return scorer.AddUntil(rare, kEnd); }));
    WY_CHECK(AddPreferred([&](const auto& chunks) { scorer.Add(chunks, query_.bonus()); }));
    CandidateSearch& search = workspace_.candidates;
    search.Begin(among, *impacts_, scorer);
    WY_CHECK(search.Run(workspace_.terms, k, query_.scale().Least(best.Threshold())));
    search.ForEach([&](std::uint32_t ordinal, std::uint32_t sum) {
      if (sum >= query_.scale().Least(best.Threshold())) Offer(ordinal, sum, best);
    });
    return {};
  }

  Result<void> OpenLists() {
    workspace_.terms.clear();
    for (std::size_t term = 0; term < query_.weights().size(); ++term) {
      if (!part_.entries[term]) continue;
      WY_TRY(PostingsList list, PostingsList::Open(segment_, *part_.entries[term]));
      workspace_.terms.push_back({std::move(list), ContributionOf(query_.weights()[term])});
    }
    return {};
  }

  // Adds those that match to `count`, when there is one. A range of chunks after the other, so that
  // its sums stay in the processor's cache while all the terms add to them.
  Result<void> SearchEverything(BestHits& best, std::uint64_t* count) {
    if (candidates_.all_match) {
      WY_CHECK(Sum());
      OfferAllCandidates(best);
      workspace_.scorer.Clear();
      return count != nullptr ? CountMatches(kCountAll, *count) : Result<void>();
    }
    WY_CHECK(OpenLists());
    SegmentScorer& scorer = workspace_.scorer;
    const Permitted* const among = candidates_.among.get();
    const std::size_t windows = PaddedWindows(segment_.chunks().chunks());
    const bool most = Postings() > windows && (among == nullptr || !among->IsScattered());
    scorer.Begin(among, *impacts_,
                 most ? SegmentScorer::Expects::kMost : SegmentScorer::Expects::kFew);
    WY_CHECK(AddPreferred([&](const auto& chunks) { scorer.Add(chunks, query_.bonus()); }));
    for (std::size_t begin = 0; begin < windows; begin += kRangeWindows) {
      const std::size_t end = std::min(begin + kRangeWindows, windows);
      for (QueryList& term : workspace_.terms) {
        WY_CHECK(scorer.AddUntil(term, static_cast<std::uint32_t>(end * kWindowChunks)));
      }
      scorer.Drain(begin, end, [&](std::uint32_t window, const std::uint32_t* sums) {
        const std::uint32_t allowed = scorer.Allowed(window);
        if (count != nullptr) {
          *count += static_cast<unsigned>(
              std::popcount(ThisProcessor().sums_reaching(sums, 1) & allowed));
        }
        OfferWindow(window, sums, allowed, best);
      });
    }
    return {};
  }

  [[nodiscard]] std::uint64_t Postings() const {
    std::uint64_t postings = 0;
    for (const QueryList& term : workspace_.terms) postings += term.list.document_frequency();
    return postings;
  }

  void OfferWindow(std::uint32_t window, const std::uint32_t* sums, std::uint32_t allowed,
                   BestHits& best) {
    const std::uint32_t least = std::max(query_.scale().Least(best.Threshold()), 1U);
    std::uint32_t bits = ThisProcessor().sums_reaching(sums, least) & allowed;
    for (; bits != 0; bits &= bits - 1) {
      const auto place = static_cast<std::uint32_t>(std::countr_zero(bits));
      Offer(window * kWindowChunks + place, sums[place], best);
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
  Result<void> CountMatches(std::uint64_t up_to, std::uint64_t& count) {
    const std::uint32_t chunks = segment_.chunks().chunks();
    const std::uint32_t permitted = candidates_.among ? candidates_.among->chunks : chunks;
    if (candidates_.all_match) {
      count += permitted;
      return {};
    }
    std::uint32_t most = 0;  // that hold one of the terms
    for (std::size_t term = 0; term < query_.weights().size(); ++term) {
      if (part_.entries[term]) most = std::max(most, part_.entries[term]->document_frequency);
    }
    // Even if all that may not be seen were among them, there are enough.
    if (most > chunks - permitted && count + (most - (chunks - permitted)) >= up_to) {
      count = up_to;
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
  const float looseness_;                                // of the impacts as bounds
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
