#include "wenyuan/search/tree_ensemble.h"

#include <cmath>

namespace wenyuan::search {

float SumOfTrees(std::span<const TreeNode> nodes, std::span<const std::uint32_t> roots,
                 std::span<const float> row) {
  float sum = 0;
  for (const std::uint32_t root : roots) {
    std::size_t at = root;
    while (nodes[at].left != 0) {
      const TreeNode& node = nodes[at];
      const float value = row[node.feature];
      const bool left = std::isnan(value) ? node.missing_left : value < node.threshold;
      at += left ? node.left : node.right;
    }
    sum += nodes[at].threshold;
  }
  return sum;
}

}  // namespace wenyuan::search
