#include "bert_head.h"

#include <cmath>
#include <numeric>

namespace wenyuan::llm_llama {

float BertHead::Score(std::span<const float> row) const {
  float score = out_bias.front();
  const float* weights = dense.data();
  for (std::size_t unit = 0; unit < row.size(); ++unit, weights += row.size()) {
    const float sum = std::inner_product(row.begin(), row.end(), weights, dense_bias[unit]);
    score += out[unit] * std::tanh(sum);
  }
  return score;
}

}  // namespace wenyuan::llm_llama
