#include "chances.h"

#include <algorithm>
#include <cmath>

namespace wenyuan::answer {

std::vector<double> AsChances(std::vector<double> scores) {
  if (scores.empty()) return scores;
  const double best = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) sum += score = std::exp(score - best);
  for (double& score : scores) score /= sum;
  return scores;
}

}  // namespace wenyuan::answer
