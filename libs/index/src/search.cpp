#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "phrases.h"
#include "segment_scorer.h"
#include "segmented_index.h"
#include "visible_ordinals.h"
#include "wenyuan/base/log.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {
namespace {

struct Asked {
  const SegmentedIndex* index = nullptr;
  // shared_ptr: the index goes on to newer states meanwhile.
  std::shared_ptr<const State> state;
};

// A segment of one of the libraries, and the query's terms in it.
struct Part {
  std::size_t shard = 0;
  const LiveSegment* live = nullptr;
  Entries entries;
};

bool Better(const Hit& left, const Hit& right) {
  if (left.score != right.score) return left.score > right.score;
  if (left.document != right.document) return left.document < right.document;
  if (left.chunk != right.chunk) return left.chunk < right.chunk;
  return left.shard < right.shard;
}

// The best k of what is offered.
class BestHits {
 public:
  explicit BestHits(std::size_t k) : k_(k) {}
  void Offer(const Hit& hit) {
    if (hits_.size() < k_) {
      hits_.push_back(hit);
      std::push_heap(hits_.begin(), hits_.end(), Better);
    } else if (k_ > 0 && Better(hit, hits_.front())) {
      std::pop_heap(hits_.begin(), hits_.end(), Better);
      hits_.back() = hit;
      std::push_heap(hits_.begin(), hits_.end(), Better);
    }
  }
  // Below this score nothing is taken any more.
  [[nodiscard]] float Threshold() const {
    return k_ > 0 && hits_.size() == k_ ? hits_.front().score : 0;
  }
  std::vector<Hit> Take() {
    std::sort_heap(hits_.begin(), hits_.end(), Better);
    return std::move(hits_);
  }

 private:
  const std::size_t k_;
  std::vector<Hit> hits_;  // a heap, the worst on top
};

// One query over one set of states. After a failure `damaged()` says whose fault it was.
class Query {
 public:
  Query(const std::vector<Asked>& asked, std::span<const Shard> shards,
        const text::AnalyzedQuery& query, const ScoringOptions& options)
      : shards_(shards), query_(query), options_(options) {
    NumberTerms();
    for (std::size_t shard = 0; shard < asked.size(); ++shard) {
      for (const auto& live : *asked[shard].state) parts_.push_back({shard, live.get(), {}});
    }
  }

  Result<Hits> Run(std::size_t k) {
    Statistics statistics;
    statistics.document_frequencies.resize(terms_.size());
    for (Part& part : parts_) {
      damaged_ = &part;
      WY_CHECK(FindTerms(part));
      WY_CHECK(statistics.Add(*part.live, part.entries));
    }
    const LengthNorm norm(statistics, options_);
    std::vector<float> weights;
    float bonus = 0;
    for (std::size_t term = 0; term < query_.terms.size(); ++term) {
      weights.push_back(query_.terms[term].weight * statistics.InverseDocumentFrequency(term));
      bonus += weights.back();
    }
    Hits result;
    result.bound = bonus;
    BestHits best(k);
    for (const Part& part : parts_) {
      damaged_ = &part;
      WY_CHECK(Score(part, weights, bonus, norm));
      const ChunkTable& chunks = part.live->segment->chunks();
      scorer_.Drain([&](std::uint32_t ordinal, float score) {
        ++result.total;
        if (score < best.Threshold()) return;
        const DocumentRow& row = chunks.RowOf(ordinal);
        best.Offer({part.shard, row.document, row.revision, chunks.number(ordinal), score});
      });
    }
    result.hits = best.Take();
    return result;
  }

  [[nodiscard]] const Part* damaged() const { return damaged_; }

 private:
  // The query's terms first, in their order; then what only phrases ask for.
  void NumberTerms() {
    for (const text::QueryTerm& term : query_.terms) {
      numbers_.try_emplace(term.term, terms_.size());
      terms_.push_back(&term.term);
    }
    for (const auto* phrases : {&query_.must, &query_.preferred}) {
      for (const text::QueryPhrase& phrase : *phrases) {
        for (const text::QueryPhrase::Part& part : phrase.parts) {
          if (numbers_.try_emplace(part.term, terms_.size()).second) terms_.push_back(&part.term);
        }
      }
    }
  }

  Result<void> FindTerms(Part& part) const {
    for (const std::string* term : terms_) {
      WY_TRY(part.entries.emplace_back(), part.live->segment->Find(*term));
    }
    return {};
  }

  Result<std::vector<std::uint32_t>> Find(const text::QueryPhrase& phrase, const Part& part,
                                          const OrdinalSet* visible) const {
    std::vector<PhrasePart> parts;
    for (const text::QueryPhrase::Part& piece : phrase.parts) {
      parts.push_back({part.entries[numbers_.at(piece.term)], piece.offset});
    }
    return FindPhrase(*part.live->segment, parts, visible);
  }

  Result<void> Score(const Part& part, const std::vector<float>& weights, float bonus,
                     const LengthNorm& norm) {
    std::optional<OrdinalSet> visible = VisibleOrdinals(*part.live, shards_[part.shard].visible);
    scorer_.Begin(*part.live, nullptr);
    if (visible && visible->Empty()) return {};
    std::vector<std::uint32_t> holders;
    for (const text::QueryPhrase& phrase : query_.must) {
      WY_TRY(holders, Find(phrase, part, visible ? &*visible : nullptr));
      if (holders.empty()) return {};
      visible.emplace(part.live->segment->chunks().chunks());
      for (const std::uint32_t ordinal : holders) visible->Add(ordinal);
    }
    const OrdinalSet* const seen = visible ? &*visible : nullptr;
    scorer_.Begin(*part.live, seen);
    scorer_.AddBonus(holders, 0);
    for (std::size_t term = 0; term < weights.size(); ++term) {
      if (!part.entries[term]) continue;
      WY_CHECK(scorer_.AddTerm(*part.entries[term], weights[term], norm, options_));
    }
    for (const text::QueryPhrase& phrase : query_.preferred) {
      WY_TRY(const auto whole, Find(phrase, part, seen));
      scorer_.AddBonus(whole, bonus);
    }
    return {};
  }

  const std::span<const Shard> shards_;
  const text::AnalyzedQuery& query_;
  const ScoringOptions& options_;
  std::vector<const std::string*> terms_;
  std::map<std::string_view, std::size_t> numbers_;  // in terms_
  std::vector<Part> parts_;
  const Part* damaged_ = nullptr;
  // 4 bytes for each chunk of the largest segment, kept for the thread's next query.
  static thread_local SegmentScorer scorer_;
};

thread_local SegmentScorer Query::scorer_;

Result<std::vector<Asked>> Snapshots(std::span<const Shard> shards) {
  std::vector<Asked> asked;
  for (const Shard& shard : shards) {
    const auto* const index = dynamic_cast<const SegmentedIndex*>(shard.index);
    if (index == nullptr) {
      return Error{ErrorCode::kInternal, "searching failed: a library has no index of ours"};
    }
    asked.push_back({index, index->Snapshot()});
  }
  return asked;
}

}  // namespace

Result<Hits> Search(std::span<const Shard> shards, const text::AnalyzedQuery& query, std::size_t k,
                    const ScoringOptions& options, bool /*count_all*/) {
  while (true) {
    WY_TRY(const std::vector<Asked> asked, Snapshots(shards));
    Query attempt(asked, shards, query, options);
    auto hits = attempt.Run(k);
    if (hits || hits.error().code != ErrorCode::kCorruption) return hits;
    const Part& part = *attempt.damaged();
    Log(LogLevel::kError, "an index segment is damaged and was set aside; it will be built again",
        {{"segment", std::to_string(part.live->segment->number())},
         {"reason", hits.error().message}});
    WY_CHECK(asked[part.shard].index->SetAside(*part.live->segment));  // one less: this ends
  }
}

}  // namespace wenyuan::index
