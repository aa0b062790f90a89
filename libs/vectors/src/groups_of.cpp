#include <algorithm>
#include <array>
#include <cmath>

#include "asked.h"
#include "query.h"
#include "row_scorer.h"

namespace wenyuan::vectors {
namespace {

constexpr std::size_t kSample = 256;  // of each group

// Adds up the similarities of a group's sample.
struct Sum {
  std::uint64_t rows = 0;
  double count = 0;
  double sum = 0;
  double squares = 0;

  void Add(double value) {
    ++count;
    sum += value;
    squares += value * value;
  }
};
using Sums = std::array<Sum, kMostGroups>;

// Evenly spread over the part: always the same rows, whatever was asked before.
Result<void> Sample(const Part& part, const Query& query, Sums& sums) {
  const RowTable& table = part.live->segment->table();
  for (std::uint8_t group = 0; group < kMostGroups; ++group) {
    const std::uint64_t rows = table.rows_of(group);
    if (rows == 0) continue;
    RowScorer scorer(part, query);
    const std::uint64_t wanted = std::max<std::uint64_t>(1, kSample * rows / sums[group].rows);
    std::uint32_t row = 0;
    for (std::uint64_t i = 0; i < wanted; ++i) {
      row = std::max(row, static_cast<std::uint32_t>(i * table.rows() / wanted));
      while (row < table.rows() && table.group(row) != group) ++row;
      if (row == table.rows()) break;
      WY_TRY(const float similarity, scorer.Score(row++));
      sums[group].Add(static_cast<double>(similarity));
    }
  }
  return {};
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
        WY_TRY(const Query query,
               PrepareQuery(*asked.space(), Rotation(asked.space()->dimension), vector));
        Sums sums;
        for (const Part& part : asked.parts()) {
          for (std::uint8_t group = 0; group < kMostGroups; ++group) {
            sums[group].rows += part.live->segment->table().rows_of(group);
          }
        }
        for (const Part& part : asked.parts()) {
          reading = &part;
          WY_CHECK(Sample(part, query, sums));
        }
        Answer answer;
        for (std::uint8_t group = 0; group < kMostGroups; ++group) {
          const Sum& sum = sums[group];
          if (sum.count == 0) continue;
          const double mean = sum.sum / sum.count;
          const double variance = std::max(sum.squares / sum.count - mean * mean, 0.0);
          answer.push_back({group, sum.rows, mean, std::sqrt(variance)});
        }
        return answer;
      });
}

}  // namespace wenyuan::vectors
