#include "fusion.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace wenyuan::search {

void Fuse(std::vector<Candidate>& candidates, float bound, const std::vector<double>& words,
          const std::vector<GroupSimilarity>& groups) {
  const auto meaning = [&](const Candidate& candidate) {
    const auto similarity = static_cast<double>(*candidate.similarity);
    if (groups.empty()) return similarity;
    const GroupSimilarity& group = groups[candidate.group];
    return (similarity - group.mean) / group.deviation;
  };
  double least = std::numeric_limits<double>::max();
  double highest = std::numeric_limits<double>::lowest();
  for (const Candidate& candidate : candidates) {
    if (!candidate.similarity) continue;
    least = std::min(least, meaning(candidate));
    highest = std::max(highest, meaning(candidate));
  }
  for (Candidate& candidate : candidates) {
    candidate.score =
        bound > 0 ? words[candidate.scope] * static_cast<double>(candidate.keyword / bound) : 0;
    if (!candidate.similarity) continue;
    candidate.meaning = highest > least ? (meaning(candidate) - least) / (highest - least) : 1;
    candidate.score += candidate.meaning;
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& left, const Candidate& right) {
              if (left.score != right.score) return left.score > right.score;
              return std::tie(left.scope, left.document, left.chunk) <
                     std::tie(right.scope, right.document, right.chunk);
            });
}

}  // namespace wenyuan::search
