#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/gguf/facts.h"

namespace wenyuan::plan {

// Dimensions of a model of the llama, qwen2 or deepseek2 family.
struct Shape {
  std::string name;
  std::uint64_t layers = 0;
  std::uint64_t width = 0;
  std::uint64_t heads = 0;
  std::uint64_t kv_heads = 0;
  std::uint64_t head_length = 128;
  std::uint64_t inner = 0;
  std::uint64_t vocabulary = 0;
  bool query_biases = false;  // of qwen2
  // Latent attention; zero: none. head_length is then that of the part without position.
  std::uint64_t query_rank = 0;
  std::uint64_t kv_rank = 0;
  std::uint64_t rotated = 0;
  // Experts; zero: none.
  std::uint64_t dense_layers = 0;  // before the first with experts
  std::uint64_t experts = 0;
  std::uint64_t experts_used = 0;
  std::uint64_t experts_shared = 0;
  std::uint64_t expert_inner = 0;
  // Of a generic size the number in its name, from which its weights are counted; else zero.
  double nominal_parameters = 0;
};

// R1-Distill 1.5B to 70B, V3/R1 671B, and generic 7B, 13B, 65B.
const std::vector<Shape>& NamedShapes();
// By name or an unmistakable part of it, in any case. kNotFound naming all; kInvalidArgument.
Result<Shape> FindShape(std::string_view name);

// What planning needs to know of a model.
struct ModelLoad {
  std::string name;
  std::string quantisation;
  std::uint64_t layers = 0;
  std::uint64_t width = 0;
  std::uint64_t inner = 0;
  std::uint64_t vocabulary = 0;
  std::uint64_t kv_heads = 0;
  bool latent = false;  // one row of the cache serves all heads
  bool nominal = false;
  double parameters = 0;
  double active_parameters = 0;
  double weight_bytes = 0;
  double embedding_bytes = 0;  // of which a token reads a row
  double output_bytes = 0;
  double expert_bytes = 0;
  double experts_used_share = 0;  // of expert_bytes, for one token
  double kv_values_per_token = 0;

  // Read from memory for one step in which so many tokens of different texts are decoded.
  [[nodiscard]] double StreamedBytes(double batch) const;
};

// F32, BF16, F16, FP8, Q8_0, Q6_K, Q5_K_M, Q4_K_M, Q4_0; also FP32, INT8 (Q8_0), 4BIT (Q4_K_M).
// kInvalidArgument naming them.
Result<ModelLoad> LoadOf(const Shape& shape, std::string_view quantisation);
// Of a file, as it is. kUnsupported for what does not generate text or keeps no KV cache.
Result<ModelLoad> LoadOf(const gguf::ModelFacts& facts);

}  // namespace wenyuan::plan
