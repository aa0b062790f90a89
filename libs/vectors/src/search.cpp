#include <utility>

#include "list_search.h"
#include "row_scorer.h"

namespace wenyuan::vectors {
namespace {

Result<void> CompareAll(const Part& part, const Query& query, Nearest& nearest) {
  const RowTable& table = part.live->segment->table();
  RowScorer scorer(part, query);
  for (const DocumentRows& document : table.documents()) {
    if (!part.filter->Has(document.document)) continue;
    for (std::uint32_t place = document.begin; place < document.end; ++place) {
      const std::uint32_t row = table.Row(place);
      if (part.live->IsDead(row) || !part.InGroup(row)) continue;
      WY_TRY(const float similarity, scorer.Score(row));
      const std::size_t heap = nearest.HeapOf(table.group(row));
      if (similarity < nearest.Threshold(heap)) continue;
      nearest.Offer(
          heap, {part.shard, document.document, document.revision, table.chunk(row), similarity});
    }
  }
  return {};
}

// One question to what may be seen.
class Questioning {
 public:
  Questioning(const Asked& asked, const Query& query, const ProbeOptions& options, std::size_t k,
              Nearest& nearest, const Part*& reading)
      : query_(query), options_(options), k_(k), nearest_(nearest), reading_(reading) {
    for (const Part& part : asked.parts()) {
      (part.live->segment->codebook() != nullptr ? with_lists_ : without_).push_back(&part);
    }
  }

  Result<void> Run() {
    if (k_ == 0) return {};
    for (const Part* const part : without_) {
      reading_ = part;
      WY_CHECK(CompareAll(*part, query_, nearest_));
    }
    if (with_lists_.empty()) return {};
    if (nearest_.apart()) return RunApart();
    WY_TRY(const bool few, CompareFewRows(with_lists_, query_, options_, k_, nearest_, reading_));
    if (few) return {};
    return SearchLists(with_lists_, query_, options_, Nearest::Heaps{1}, k_, nearest_, reading_);
  }

 private:
  // Groups of which few rows may be seen one by one; all others share the lists that are opened.
  Result<void> RunApart() {
    unsigned many = 0;
    for (std::uint8_t group = 0; group < kMostGroups; ++group) {
      std::vector<Part> own;
      std::vector<const Part*> pointers;
      own.reserve(with_lists_.size());
      for (const Part* const part : with_lists_) {
        pointers.push_back(&own.emplace_back(*part));
        own.back().group = group;
      }
      const Part* reading = nullptr;
      const Result<bool> few = CompareFewRows(pointers, query_, options_, k_, nearest_, reading);
      if (reading != nullptr)
        reading_ = with_lists_[static_cast<std::size_t>(reading - own.data())];
      if (!few) return few.error();
      if (!*few) many |= 1U << group;
    }
    if (many == 0) return {};
    return SearchLists(with_lists_, query_, options_, static_cast<Nearest::Heaps>(many), k_,
                       nearest_, reading_);
  }

  const Query& query_;
  const ProbeOptions& options_;
  const std::size_t k_;
  Nearest& nearest_;
  const Part*& reading_;
  std::vector<const Part*> with_lists_;
  std::vector<const Part*> without_;
};

}  // namespace

Result<std::vector<Near>> Search(std::span<const Shard> shards, std::string_view space,
                                 std::span<const float> vector, std::size_t k,
                                 const ProbeOptions& options) {
  using Answer = std::vector<Near>;
  return AskWithoutDamaged<Answer>(
      shards, space,
      [&](const Asked& asked, const Part*& reading) -> Result<Answer> {
        if (asked.space() == nullptr) return Answer();
        WY_TRY(const Query query, PrepareQuery(*asked.space(), asked.rotation(), vector));
        Nearest nearest = Nearest::Together(k);
        WY_CHECK(Questioning(asked, query, options, k, nearest, reading).Run());
        return nearest.Take(0);
      },
      options.group);
}

Result<NearestOfGroups> SearchGroups(std::span<const Shard> shards, std::string_view space,
                                     std::span<const float> vector, std::size_t k,
                                     const ProbeOptions& options) {
  return AskWithoutDamaged<NearestOfGroups>(
      shards, space, [&](const Asked& asked, const Part*& reading) -> Result<NearestOfGroups> {
        NearestOfGroups answer;
        if (asked.space() == nullptr) return answer;
        WY_TRY(const Query query, PrepareQuery(*asked.space(), asked.rotation(), vector));
        Nearest nearest = Nearest::Apart(k);
        WY_CHECK(Questioning(asked, query, options, k, nearest, reading).Run());
        for (std::size_t group = 0; group < kMostGroups; ++group) {
          answer[group] = nearest.Take(group);
        }
        return answer;
      });
}

}  // namespace wenyuan::vectors
