#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::gguf {

// What weights are for.
enum class TensorClass : std::uint8_t {
  kEmbeddings,
  kAttention,
  kFeedForward,
  kExperts,
  kSharedExperts,
  kRouter,
  kNorms,
  kOutput,
  kOther,
};
inline constexpr std::size_t kTensorClasses = 9;
std::string_view Name(TensorClass tensor_class);  // "feed_forward"
TensorClass ClassOf(std::string_view tensor_name);

// All weights of one class.
struct ClassFacts {
  TensorClass tensor_class;
  std::uint64_t tensors = 0;
  std::uint64_t values = 0;
  std::uint64_t bytes = 0;
  std::vector<std::pair<const TensorTypeInfo*, std::uint64_t>> types;  // with values; most first
};

enum class AttentionKind : std::uint8_t {
  kNone,    // no heads in the file: a recurrent model
  kMulti,   // keys and values of each head (MHA)
  kGroup,   // shared by groups of heads (GQA)
  kSingle,  // shared by all heads (MQA)
  kLatent,  // one compressed row for all heads (MLA)
  kVaried,  // differs between layers
};
std::string_view Name(AttentionKind kind);  // "GQA"

struct TokenFacts {
  std::string role;  // "bos"
  std::uint64_t id = 0;
  std::string text;
};

struct TokenizerFacts {
  std::string model;
  std::string pre;
  std::uint64_t size = 0;
  std::uint64_t merges = 0;
  std::vector<TokenFacts> special;
  bool has_template = false;
  std::uint64_t template_bytes = 0;
  // Whose way to mark turns the template and the vocabulary have: "DeepSeek", "ChatML", …; empty
  // where they do not tell for certain.
  std::string chat_family;
};

// What a model file says of itself, or what follows from it. What is missing there is missing here.
struct ModelFacts {
  std::string name;
  std::string architecture;
  std::string license;
  std::optional<std::uint64_t> layers;  // without those that only predict further tokens
  std::uint64_t prediction_layers = 0;  // those (MTP)
  std::optional<std::uint64_t> width;
  std::optional<std::uint64_t> context;
  std::string rope_scaling;  // "yarn x4"; empty: none
  bool causal = true;
  std::string pooling;  // of an embedder or reranker: "mean", "cls", "last", "rank"; else empty

  AttentionKind attention = AttentionKind::kNone;
  std::optional<std::uint64_t> heads;     // where all layers have as many
  std::optional<std::uint64_t> kv_heads;  // likewise; of kLatent: as the file has it
  std::optional<std::uint64_t> key_length;
  std::optional<std::uint64_t> value_length;
  std::uint64_t latent_rank = 0;  // of kLatent
  std::optional<std::uint64_t> window;
  std::optional<std::uint64_t> window_layers;  // where the file names them
  bool sparse_attention = false;               // an indexer chooses the keys (DSA)
  bool recurrent = false;                      // some layers keep a state of fixed size instead

  std::uint64_t experts = 0;
  std::uint64_t experts_used = 0;  // the most of a layer
  std::uint64_t experts_shared = 0;

  std::uint64_t parameters = 0;
  std::uint64_t active_parameters = 0;  // computed with for one token
  std::uint64_t weight_bytes = 0;
  std::uint64_t streamed_bytes = 0;  // read for one token: active ones, of the embeddings a row
  std::uint64_t expert_bytes = 0;
  std::uint64_t file_bytes = 0;
  std::size_t parts = 1;
  std::vector<ClassFacts> classes;  // those there are

  // Of one token in all layers; a window layer stops growing at the window. Missing where the file
  // does not say enough.
  std::optional<std::uint64_t> kv_values_per_token;
  [[nodiscard]] std::optional<std::uint64_t> KvBytesF16() const;
  [[nodiscard]] std::optional<std::uint64_t> KvBytesQ8() const;

  std::optional<TokenizerFacts> tokenizer;
};

// Reads the file's vocabulary a second time, else only the headers. Fails as OpenModel does.
Result<ModelFacts> Describe(const ModelFile& model);
Result<ModelFacts> Describe(const std::filesystem::path& path);

}  // namespace wenyuan::gguf
