#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "score_scale.h"
#include "segmented_index.h"
#include "statistics.h"
#include "visible_ordinals.h"

namespace wenyuan::index {

// A segment of one of the libraries, and the query's terms in it.
struct Part {
  std::size_t shard = 0;
  const LiveSegment* live = nullptr;
  Entries entries;
};

// What of a part may be given back.
struct Candidates {
  std::shared_ptr<const Permitted> among;  // nullptr: every chunk; shared with the segment
  bool all_match = false;                  // also those that hold no term

  [[nodiscard]] const OrdinalSet* set() const { return among ? &among->set : nullptr; }
  [[nodiscard]] bool none() const { return among && among->chunks == 0; }
};

// One query over one state of each library. One thread.
class Query {
 public:
  Query(std::span<const Shard> shards, const text::AnalyzedQuery& query,
        const ScoringOptions& options);

  // Looks up the terms and weighs them; the rest is for afterwards.
  Result<void> Prepare();

  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  [[nodiscard]] const text::AnalyzedQuery& asked() const { return query_; }
  [[nodiscard]] const ScoringOptions& options() const { return options_; }
  [[nodiscard]] const LengthNorm& norm() const { return *norm_; }
  [[nodiscard]] const ScoreScale& scale() const { return scale_; }
  // Of the query's terms, in units of the scale.
  [[nodiscard]] const std::vector<float>& weights() const { return weights_; }
  // What a preferred phrase adds, in units of the scale.
  [[nodiscard]] std::uint32_t bonus() const { return bonus_; }
  // In points of score.
  [[nodiscard]] float bound() const { return bound_; }

  // What may be seen, holds what must be held and nothing that must not; of `places` only, when
  // there are.
  Result<Candidates> CandidatesOf(const Part& part, const OrdinalSet* places = nullptr);
  // The chunks `among` those that hold a phrase of the query's.
  Result<std::vector<std::uint32_t>> Holders(const text::QueryPhrase& phrase, const Part& part,
                                             const OrdinalSet* among);

  // The part that was read last: at fault when a step fails with kCorruption.
  [[nodiscard]] const Part* reading() const { return reading_; }
  Result<void> SetAsideDamaged(const Error& error) const;

 private:
  struct Asked {
    const SegmentedIndex* index = nullptr;
    // shared_ptr: the index goes on to newer states meanwhile.
    std::shared_ptr<const State> state;
  };

  Result<void> TakeSnapshots();
  void NumberTerms();

  const std::span<const Shard> shards_;
  const text::AnalyzedQuery& query_;
  const ScoringOptions& options_;
  std::vector<Asked> asked_;  // by shard
  std::vector<const std::string*> terms_;
  std::map<std::string_view, std::size_t> numbers_;  // in terms_
  std::vector<Part> parts_;
  const Part* reading_ = nullptr;
  // By query_.prefixes: the terms that begin so and a visible passage holds.
  std::vector<std::set<std::string>> prefix_terms_;
  std::optional<LengthNorm> norm_;
  ScoreScale scale_;
  std::vector<float> weights_;
  std::uint32_t bonus_ = 0;
  float bound_ = 0;
};

// Runs `step` on a prepared query, again without the segment that it finds damaged.
template <typename T, typename Step>
Result<T> Ask(std::span<const Shard> shards, const text::AnalyzedQuery& analyzed,
              const ScoringOptions& options, const Step& step) {
  while (true) {
    Query query(shards, analyzed, options);
    const auto prepared = query.Prepare();
    Result<T> answer = prepared ? step(query) : Result<T>(prepared.error());
    if (answer || answer.error().code != ErrorCode::kCorruption) return answer;
    WY_CHECK(query.SetAsideDamaged(answer.error()));  // one less: this ends
  }
}

}  // namespace wenyuan::index
