#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wenyuan::llm_llama {

// What makes a score of the first token's row, as BERT's classifiers do: out · tanh(dense · row).
struct BertHead {
  std::vector<float> dense;  // row after row, width x width
  std::vector<float> dense_bias;
  std::vector<float> out;
  std::vector<float> out_bias;  // one number

  [[nodiscard]] float Score(std::span<const float> row) const;
};

}  // namespace wenyuan::llm_llama
