#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/search/tree_ensemble.h"

namespace wenyuan::search {

// Rows that are ranked against each other: the hits of one question.
struct RankedGroup {
  std::vector<std::vector<float>> rows;
  std::vector<float> grades;
  float weight = 1;
};

struct BoostingOptions {
  int trees = 100;
  int depth = 3;
  double step = 0.08;
  double least_weight = 20;                 // of a leaf's rows (xgboost: min_child_weight)
  std::string objective = "rank:pairwise";  // or one of single rows: "binary:logistic"
  // By feature: 1 where more never ranks lower, -1 where it never ranks higher, else 0.
  std::vector<int> monotone = {};
};

struct Trees {
  std::vector<TreeNode> nodes;
  std::vector<std::uint32_t> roots;
};

// Gradient boosting by libxgboost (LambdaMART), one thread, always the same for the same input.
class Boosting {
 public:
  virtual ~Boosting() = default;
  // What the library itself predicts.
  virtual Result<std::vector<float>> Predict(const std::vector<std::vector<float>>& rows) const = 0;
  // The trees without the library; they add up to the prediction but for one constant.
  [[nodiscard]] virtual Result<Trees> Export() const = 0;
};

Result<std::unique_ptr<Boosting>> Train(const std::vector<RankedGroup>& groups,
                                        const BoostingOptions& options);

}  // namespace wenyuan::search
