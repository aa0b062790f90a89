#pragma once

#include <utility>
#include <vector>

namespace wenyuan::answer {

// The chance of something by a weighed sum of features.
struct Logistic {
  std::vector<double> weights;  // of the features as they are
  double bias = 0;
};

// The likeliest weights, kept small by a Gaussian prior on those of standardised features. All rows
// have as many features. Deterministic.
Logistic FitLogistic(const std::vector<std::pair<std::vector<double>, bool>>& rows);

}  // namespace wenyuan::answer
