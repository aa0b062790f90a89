#pragma once

#include <cstdint>
#include <span>

namespace wenyuan::search {

// A node of a boosted tree. Children stand behind their parent, `left` places further on; the right
// one follows the left one's whole branch, `right` places on. A leaf has left 0 and its value in
// `threshold`.
struct TreeNode {
  float threshold = 0;
  std::uint16_t left = 0;
  std::uint16_t right = 0;
  std::uint8_t feature = 0;
  bool missing_left = false;  // where a NaN goes
};

// The sum of the leaves that a row of features reaches. `roots`: the place of each tree's root
// among the nodes. A row goes left when its feature is below the threshold.
float SumOfTrees(std::span<const TreeNode> nodes, std::span<const std::uint32_t> roots,
                 std::span<const float> row);

}  // namespace wenyuan::search
