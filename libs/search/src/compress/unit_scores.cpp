#include "unit_scores.h"

#include <algorithm>
#include <cmath>

namespace wenyuan::search {
namespace {

// Chosen on one half of cmrc2018 and drcd: docs/decisions/0152.
constexpr double kFloor = 0.1;        // of a term that every sentence has
constexpr double kTopic = 0.3;        // of a term that the title or the headings have
constexpr double kNeighbours = 0.15;  // share of what stands beside
constexpr double kPassagePower = 3;

}  // namespace

std::vector<double> ScoresOfUnits(const QueryTerms& terms, const Hit& hit,
                                  const std::vector<PassageUnit>& units, double relative_score) {
  const std::size_t count = terms.size();
  std::vector<std::vector<bool>> has(units.size(), std::vector<bool>(count));
  std::vector<std::size_t> with(count);
  std::size_t unit = 0;
  for (const QueryTerms::Match& match : [&] {
         auto matches = terms.In(hit.chunk.text).matches;
         std::stable_sort(matches.begin(), matches.end(),
                          [](const auto& l, const auto& r) { return l.begin < r.begin; });
         return matches;
       }()) {
    while (unit < units.size() && units[unit].end <= match.begin) ++unit;
    if (unit == units.size()) break;
    if (units[unit].begin <= match.begin && !has[unit][match.term]) {
      has[unit][match.term] = true;
      ++with[match.term];
    }
  }
  std::vector<bool> topic(count);
  for (const auto& match : terms.In(hit.document.title + "\n" + hit.chunk.heading_path).matches) {
    topic[match.term] = true;
  }
  const auto total = static_cast<double>(units.size());
  std::vector<double> own(units.size());
  for (std::size_t term = 0; term < count; ++term) {
    if (with[term] == 0) continue;
    double weight = std::log((total + 1) / (static_cast<double>(with[term]) + 0.5)) + kFloor;
    weight *= terms.weights()[term] * (topic[term] ? kTopic : 1);
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (has[i][term]) own[i] += weight;
    }
  }
  const double passage = std::pow(std::clamp(relative_score, 0.0, 1.0), kPassagePower);
  std::vector<double> scores(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const double before = i > 0 ? own[i - 1] : 0;
    const double behind = i + 1 < units.size() ? own[i + 1] : 0;
    scores[i] = (own[i] + kNeighbours * (before + behind)) * passage;
  }
  return scores;
}

}  // namespace wenyuan::search
