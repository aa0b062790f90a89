#pragma once

#include <cstdint>
#include <string>

#include "wenyuan/gguf/tensor_type.h"
#include "wenyuan/gguf/testing/writer.h"

namespace wenyuan::gguf::testing {

// A model with random weights that libllama loads and runs. The same options give the same bytes.
struct ToyOptions {
  std::uint32_t layers = 2;
  std::uint32_t width = 64;  // a multiple of 32, and of the heads
  std::uint32_t heads = 4;
  std::uint32_t kv_heads = 2;  // divides the heads
  std::uint32_t inner = 128;   // of the feed-forward part
  std::uint32_t context = 512;
  TensorType type = TensorType::kF32;  // of the matrices: also kQ8_0, kQ4_0
  std::uint32_t seed = 1;
  std::string name = "toy";
  std::string chat_template = {};
};

// Byte-level BPE with the special tokens of Qwen 2.5 (pre "qwen2").
Writer ToyQwen2(const ToyOptions& options = {});
// The same graph with the vocabulary and special tokens of DeepSeek's distills
// (pre "deepseek-r1-qwen"): <think>, </think>, <｜User｜>, <｜Assistant｜>.
Writer ToyR1Qwen(const ToyOptions& options = {});
// SentencePiece ("llama"), with a token for every byte.
Writer ToyLlama(const ToyOptions& options = {});
// MLA and mixture of experts: one dense layer, then 8 experts of which 2 are used, and a shared
// one. `kv_heads` is not used.
Writer ToyDeepseek2(const ToyOptions& options = {});
// An embedder with WordPiece and mean pooling. `kv_heads` is not used.
Writer ToyBert(const ToyOptions& options = {});

}  // namespace wenyuan::gguf::testing
