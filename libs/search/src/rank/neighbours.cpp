#include <algorithm>
#include <map>
#include <tuple>

#include "wenyuan/search/compress.h"
#include "wenyuan/search/diversity.h"

namespace wenyuan::search {

std::vector<Neighbours> JoinNeighbours(std::span<const Hit> hits, std::size_t most_tokens) {
  // Document, revision and chunk number; a passage that is there twice stays two.
  std::multimap<std::tuple<store::DocumentNumber, std::uint32_t, std::uint32_t>, std::size_t>
      placed;
  std::vector<std::size_t> tokens;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    placed.insert({{hits[i].document.number, hits[i].revision, hits[i].chunk.number}, i});
    tokens.push_back(EstimateTokens(hits[i].chunk.text));
  }
  std::vector<bool> taken(hits.size());
  const auto free_at = [&](std::size_t near, std::int64_t number) -> std::ptrdiff_t {
    if (number < 0) return -1;
    const auto found = placed.find(
        {hits[near].document.number, hits[near].revision, static_cast<std::uint32_t>(number)});
    if (found == placed.end() || taken[found->second]) return -1;
    return static_cast<std::ptrdiff_t>(found->second);
  };
  std::vector<Neighbours> joined;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (taken[i]) continue;
    taken[i] = true;
    Neighbours group{{i}};
    std::size_t used = tokens[i];
    // From the best hit to both sides; what is found sooner comes first into the limit.
    for (;;) {
      const std::ptrdiff_t before =
          free_at(i, std::int64_t{hits[group.hits.front()].chunk.number} - 1);
      const std::ptrdiff_t behind =
          free_at(i, std::int64_t{hits[group.hits.back()].chunk.number} + 1);
      const auto fits = [&](std::ptrdiff_t place) {
        return place >= 0 && used + tokens[static_cast<std::size_t>(place)] <= most_tokens;
      };
      const bool take_before = fits(before) && (!fits(behind) || before < behind);
      if (!take_before && !fits(behind)) break;
      const auto next = static_cast<std::size_t>(take_before ? before : behind);
      taken[next] = true;
      used += tokens[next];
      group.hits.insert(take_before ? group.hits.begin() : group.hits.end(), next);
    }
    joined.push_back(std::move(group));
  }
  return joined;
}

}  // namespace wenyuan::search
