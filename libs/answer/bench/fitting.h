#pragma once

#include <cstddef>
#include <vector>

namespace wenyuan::answer {

// Rows of features that belong together (the sentences of one question), some of them right.
struct Group {
  std::vector<std::vector<double>> rows;
  std::vector<bool> right;
};

// Weights w that make the right rows of each group likely: softmax of w·x over the group, a group
// counts by the log of the summed probability of its right rows. Groups without a right or without
// a wrong row are passed over.
std::vector<double> FitChoice(const std::vector<Group>& groups);

struct Logistic {
  std::vector<double> weights;
  double bias = 0;
};

// P(true) = 1 / (1 + exp(-(w·x + bias))).
Logistic FitLogistic(const std::vector<std::vector<double>>& rows, const std::vector<bool>& labels);

}  // namespace wenyuan::answer
