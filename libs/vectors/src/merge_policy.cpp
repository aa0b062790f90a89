#include "merge_policy.h"

#include <map>

namespace wenyuan::vectors {
namespace {

constexpr std::uint64_t kSmallestTierRows = 1024;
constexpr std::uint64_t kTierGrowth = 4;
constexpr std::size_t kSegmentsOfATier = 4;

std::size_t Tier(std::uint64_t rows) {
  std::size_t tier = 0;
  for (std::uint64_t most = kSmallestTierRows; rows > most; most *= kTierGrowth) ++tier;
  return tier;
}

}  // namespace

std::vector<std::size_t> PickMerge(const std::vector<SegmentSize>& sizes) {
  std::map<std::size_t, std::vector<std::size_t>> tiers;
  for (std::size_t i = 0; i < sizes.size(); ++i) tiers[Tier(sizes[i].live_rows)].push_back(i);
  for (const auto& [tier, members] : tiers) {  // the small ones first: they cost least
    if (members.size() >= kSegmentsOfATier) return members;
  }
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if ((sizes[i].all_rows - sizes[i].live_rows) * 3 > sizes[i].all_rows) return {i};
  }
  return {};
}

}  // namespace wenyuan::vectors
