#include "reorder.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace wenyuan::search {

void Reorder(std::span<const std::size_t> order, std::vector<Hit>& hits) {
  std::vector<double> scores;
  std::vector<Hit> ordered;
  for (const std::size_t place : order) {
    scores.push_back(hits[scores.size()].score);
    ordered.push_back(std::move(hits[place]));
  }
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    hits[i] = std::move(ordered[i]);
    hits[i].score = scores[i];
  }
}

std::vector<std::size_t> Descending(std::span<const float> worth) {
  std::vector<std::size_t> order(worth.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [worth](std::size_t left, std::size_t right) {
    return worth[left] > worth[right];
  });
  return order;
}

bool WordsDecide(const text::AnalyzedQuery& query) {
  return !query.preferred.empty() || !query.must.empty() || !query.prefixes.empty();
}

}  // namespace wenyuan::search
