#pragma once

#include <ggml.h>

#include <vector>

#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::llm_llama {

// Takes attention weights out of a context while it computes, for Encoder::Attend(). The context
// must run without flash attention, which never has them all: else nothing is taken. One thread.
class AttentionTap {
 public:
  explicit AttentionTap(LayerRange layers) : layers_(layers) {}
  // For llama_context_params::cb_eval, with the tap as its data.
  static bool Observe(ggml_tensor* tensor, bool ask, void* tap);

  // The mean over heads and layers of what the first token attends to, of a text of so many tokens
  // that was read since the last call; empty when none was.
  [[nodiscard]] std::vector<float> Take(std::size_t tokens);

 private:
  [[nodiscard]] bool Wants(const ggml_tensor& tensor) const;
  void Note(const ggml_tensor& tensor);

  const LayerRange layers_;
  std::vector<float> sums_;
  std::size_t rows_ = 0;
};

}  // namespace wenyuan::llm_llama
