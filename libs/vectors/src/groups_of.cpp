#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "asked.h"
#include "query.h"
#include "row_scorer.h"

namespace wenyuan::vectors {
namespace {

// A sampled row, the part it is in, and what it is worth for the question.
struct Sampled {
  std::size_t part = 0;
  SampledRow row;
  float similarity = 0;
};

// Of one group and shard: the rows of the least ranks over all parts.
std::vector<Sampled> SampleOf(const std::vector<Part>& parts, std::size_t shard,
                              std::uint8_t group) {
  std::vector<Sampled> rows;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    if (parts[part].shard != shard) continue;
    for (const SampledRow& row : parts[part].live->sample().rows[group]) {
      rows.push_back({part, row, 0});
    }
  }
  const auto by_rank = [](const Sampled& left, const Sampled& right) {
    return left.row.rank < right.row.rank;
  };
  std::sort(rows.begin(), rows.end(), by_rank);
  if (rows.size() > kSampleRows) rows.resize(kSampleRows);
  return rows;
}

Result<void> Compare(const std::vector<Part>& parts, const Query& query, std::vector<Sampled>& rows,
                     const Part*& reading) {
  std::vector<Sampled*> order;  // as they lie: each block is read once
  for (Sampled& row : rows) order.push_back(&row);
  std::sort(order.begin(), order.end(), [](const Sampled* left, const Sampled* right) {
    return std::tie(left->part, left->row.row) < std::tie(right->part, right->row.row);
  });
  std::optional<RowScorer> scorer;
  for (Sampled* const row : order) {
    if (!scorer || reading != &parts[row->part]) scorer.emplace(parts[row->part], query);
    reading = &parts[row->part];
    WY_TRY(row->similarity, scorer->Score(row->row.row));
  }
  return {};
}

GroupSimilarity Summed(std::uint8_t group, std::uint64_t live, const std::vector<Sampled>& rows) {
  double sum = 0;
  double squares = 0;
  for (const Sampled& row : rows) {  // in order of rank: to the last bit the same
    const auto value = static_cast<double>(row.similarity);
    sum += value;
    squares += value * value;
  }
  const auto count = static_cast<double>(rows.size());
  const double mean = sum / count;
  return {group, live, mean, std::sqrt(std::max(squares / count - mean * mean, 0.0))};
}

}  // namespace

Result<std::vector<GroupSimilarity>> GroupsOf(std::span<const Shard> shards, std::string_view space,
                                              std::span<const float> vector) {
  using Answer = std::vector<GroupSimilarity>;
  std::vector<Shard> open;  // without filters and restricted documents
  for (const Shard& shard : shards) open.push_back({shard.index, {}});
  return AskWithoutDamaged<Answer>(
      open, space, [&](const Asked& asked, const Part*& reading) -> Result<Answer> {
        if (asked.space() == nullptr) return Answer();
        WY_TRY(const Query query, PrepareQuery(*asked.space(), asked.rotation(), vector));
        Answer answer;
        for (std::uint8_t group = 0; group < kMostGroups; ++group) {
          std::uint64_t live = 0;
          for (const Part& part : asked.parts()) live += part.live->sample().live[group];
          if (live == 0) continue;
          std::vector<Sampled> rows;
          for (std::size_t shard = 0; shard < open.size(); ++shard) {
            const auto of_shard = SampleOf(asked.parts(), shard, group);
            rows.insert(rows.end(), of_shard.begin(), of_shard.end());
          }
          WY_CHECK(Compare(asked.parts(), query, rows, reading));
          answer.push_back(Summed(group, live, rows));
        }
        return answer;
      });
}

}  // namespace wenyuan::vectors
