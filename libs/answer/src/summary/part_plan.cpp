#include "part_plan.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "wenyuan/search/compress.h"

namespace wenyuan::answer {
namespace {

std::vector<std::size_t> TokensOf(const SourceText& source) {
  std::vector<std::size_t> tokens;
  tokens.reserve(source.chunks.size());
  for (const store::Chunk& chunk : source.chunks) {
    tokens.push_back(search::EstimateTokens(chunk.text));
  }
  return tokens;
}

// The places that say most and fit, in reading order; at least one.
std::vector<std::size_t> Best(const std::vector<double>& centrality,
                              const std::vector<std::size_t>& tokens, std::size_t budget) {
  std::vector<std::size_t> places(tokens.size());
  std::iota(places.begin(), places.end(), 0);
  std::stable_sort(places.begin(), places.end(), [&](std::size_t left, std::size_t right) {
    return centrality[left] > centrality[right];
  });
  std::vector<std::size_t> kept;
  std::size_t used = 0;
  for (const std::size_t place : places) {
    if (!kept.empty() && used + tokens[place] > budget) continue;
    kept.push_back(place);
    used += tokens[place];
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace

std::vector<ReadingPart> PlanParts(std::span<const SourceText> sources,
                                   const std::vector<bool>& wanted,
                                   const std::vector<std::vector<double>>& centrality,
                                   std::size_t part_tokens, std::size_t most_parts) {
  std::vector<std::vector<std::size_t>> tokens;
  std::size_t all = 0;
  for (std::size_t source = 0; source < sources.size(); ++source) {
    tokens.push_back(TokensOf(sources[source]));
    if (wanted[source]) all += std::accumulate(tokens.back().begin(), tokens.back().end(), 0UL);
  }
  // Parts are not filled to the brim, since passages are not cut.
  const std::size_t budget = part_tokens * most_parts * 4 / 5;
  std::vector<ReadingPart> parts;
  for (std::size_t source = 0; source < sources.size(); ++source) {
    if (!wanted[source]) continue;
    const std::size_t own = std::accumulate(tokens[source].begin(), tokens[source].end(), 0UL);
    const std::size_t share = all <= budget ? own : own * budget / all;
    std::size_t used = 0;
    bool first = true;
    for (const std::size_t place : Best(centrality[source], tokens[source], share)) {
      if (std::exchange(first, false) || used + tokens[source][place] > part_tokens) {
        parts.push_back({source, {}});
        used = 0;
      }
      parts.back().chunks.push_back(place);
      used += tokens[source][place];
    }
  }
  return parts;
}

}  // namespace wenyuan::answer
