#include <utility>

#include "best.h"
#include "list_search.h"
#include "row_scorer.h"

namespace wenyuan::vectors {
namespace {

Result<void> CompareAll(const Part& part, const Query& query, Best& best) {
  const RowTable& table = part.live->segment->table();
  RowScorer scorer(part, query);
  for (const DocumentRows& document : table.documents()) {
    if (!part.filter->Has(document.document)) continue;
    for (std::uint32_t place = document.begin; place < document.end; ++place) {
      const std::uint32_t row = table.Row(place);
      if (part.live->IsDead(row) || !part.InGroup(row)) continue;
      WY_TRY(const float similarity, scorer.Score(row));
      if (similarity < best.Threshold()) continue;
      best.Offer({part.shard, document.document, document.revision, table.chunk(row), similarity});
    }
  }
  return {};
}

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
        Best best(k);
        std::vector<const Part*> with_lists;
        for (const Part& part : asked.parts()) {
          reading = &part;
          if (part.live->segment->codebook() != nullptr) {
            with_lists.push_back(&part);
          } else {
            WY_CHECK(CompareAll(part, query, best));
          }
        }
        WY_CHECK(SearchLists(with_lists, query, options, k, best, reading));
        return best.Take();
      },
      options.group);
}

}  // namespace wenyuan::vectors
