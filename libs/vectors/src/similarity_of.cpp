#include <algorithm>
#include <tuple>
#include <utility>

#include "row_scorer.h"

namespace wenyuan::vectors {
namespace {

using Similarities = std::vector<std::optional<Similarity>>;

// Where the row of a place is.
struct Found {
  std::size_t part = 0;
  std::uint32_t row = 0;
  std::size_t place = 0;
};

std::vector<Found> Find(const std::vector<Part>& parts, std::span<const Place> places) {
  std::vector<Found> found;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const RowTable& table = parts[part].live->segment->table();
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i].shard != parts[part].shard) continue;
      const DocumentRows* const rows = table.Find(places[i].document);
      if (rows == nullptr) continue;
      const std::uint32_t* const row = table.FindRow(*rows, places[i].chunk);
      if (row != nullptr && parts[part].Sees(*row)) found.push_back({part, *row, i});
    }
  }
  std::sort(found.begin(), found.end(), [](const Found& left, const Found& right) {
    return std::tie(left.part, left.row) < std::tie(right.part, right.row);
  });
  return found;
}

}  // namespace

Result<Similarities> SimilarityOf(std::span<const Shard> shards, std::string_view space,
                                  std::span<const float> vector, std::span<const Place> places) {
  return AskWithoutDamaged<Similarities>(
      shards, space, [&](const Asked& asked, const Part*& reading) -> Result<Similarities> {
        Similarities similarities(places.size());
        if (asked.space() == nullptr) return similarities;
        WY_TRY(const Query query, PrepareQuery(*asked.space(), asked.rotation(), vector));
        std::optional<RowScorer> scorer;
        for (const Found& found : Find(asked.parts(), places)) {
          const Part& part = asked.parts()[found.part];
          if (reading != &part) scorer.emplace(part, query);
          reading = &part;
          WY_TRY(const float value, scorer->Score(found.row));
          similarities[found.place] = {value, part.live->segment->table().group(found.row)};
        }
        return similarities;
      });
}

}  // namespace wenyuan::vectors
