#include "wenyuan/gguf/testing/toy_models.h"

#include <cassert>
#include <cmath>
#include <numbers>
#include <random>

#include "toy_vocabulary.h"
#include "wenyuan/gguf/testing/raw_bytes.h"

namespace wenyuan::gguf::testing {
namespace {

using Shape = std::vector<std::uint64_t>;

// Adds tensors with random numbers of a spread that keeps activations near 1.
class Weights {
 public:
  Weights(Writer& writer, const ToyOptions& options)
      : writer_(writer), type_(options.type), random_(options.seed) {}

  void Matrix(const std::string& name, const Shape& shape) { Add(name, shape, type_); }
  void Plain(const std::string& name, const Shape& shape) { Add(name, shape, TensorType::kF32); }
  void Norm(const std::string& name, std::uint64_t width, bool with_bias = false) {
    Constant(name + ".weight", width, 1);
    if (with_bias) Constant(name + ".bias", width, 0);
  }

 private:
  void Constant(const std::string& name, std::uint64_t width, float value) {
    std::string bytes;
    for (std::uint64_t i = 0; i < width; ++i) bytes += Raw(value);
    writer_.Tensor(name, {width}, TensorType::kF32, std::move(bytes));
  }

  void Add(const std::string& name, const Shape& shape, TensorType type) {
    std::uint64_t values = 1;
    for (const std::uint64_t size : shape) values *= size;
    const TensorTypeInfo& info = *FindTensorType(static_cast<std::uint32_t>(type));
    assert(shape[0] % info.block_values == 0);
    std::string bytes;
    for (std::uint64_t i = 0; i < values / info.block_values; ++i) bytes += Block(type, shape[0]);
    writer_.Tensor(name, shape, type, std::move(bytes));
  }

  // Numbers of spread 1/√inputs; of the quantised types by a power of two near that.
  std::string Block(TensorType type, std::uint64_t inputs) {
    const double spread = 1 / std::sqrt(static_cast<double>(inputs));
    if (type == TensorType::kF32) return Raw(static_cast<float>(Normal() * spread));
    constexpr double kSpreadOfBytes = 73.6;  // of whole numbers from -127 to 127
    constexpr double kSpreadOfNibbles = 4.6;
    const bool bytes = type == TensorType::kQ8_0;
    const int power = static_cast<int>(
        std::round(std::log2(spread / (bytes ? kSpreadOfBytes : kSpreadOfNibbles))));
    std::string block = Raw(static_cast<std::uint16_t>((power + 15) << 10));  // 2^power as a half
    for (int i = 0; i < (bytes ? 32 : 16); ++i) {
      block += static_cast<char>(bytes ? static_cast<int>(random_() % 255) - 127
                                       : static_cast<int>(random_() % 256));
    }
    return block;
  }

  // std::normal_distribution is another one in another standard library.
  double Normal() {
    const auto uniform = [this] { return (static_cast<double>(random_()) + 0.5) / 4294967296.0; };
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

  Writer& writer_;
  const TensorType type_;
  std::mt19937 random_;
};

std::string Layer(std::uint32_t number, const std::string& name) {
  return "blk." + std::to_string(number) + "." + name;
}

Writer Begin(const std::string& architecture, const ToyOptions& options) {
  Writer writer(architecture);
  writer.Text("general.name", options.name);
  const std::string prefix = architecture + ".";
  writer.Number(prefix + "block_count", options.layers);
  writer.Number(prefix + "context_length", options.context);
  writer.Number(prefix + "embedding_length", options.width);
  writer.Number(prefix + "feed_forward_length", options.inner);
  writer.Number(prefix + "attention.head_count", options.heads);
  if (!options.chat_template.empty()) {
    writer.Text("tokenizer.chat_template", options.chat_template);
  }
  return writer;
}

void AddEnds(Weights& weights, const ToyOptions& options, std::uint32_t tokens) {
  weights.Matrix("token_embd.weight", {options.width, tokens});
  weights.Norm("output_norm", options.width);
  weights.Matrix("output.weight", {options.width, tokens});
}

void AddFeedForward(Weights& weights, std::uint32_t layer, const ToyOptions& options) {
  weights.Norm(Layer(layer, "ffn_norm"), options.width);
  weights.Matrix(Layer(layer, "ffn_gate.weight"), {options.width, options.inner});
  weights.Matrix(Layer(layer, "ffn_up.weight"), {options.width, options.inner});
  weights.Matrix(Layer(layer, "ffn_down.weight"), {options.inner, options.width});
}

// llama and qwen2, which differ by three biases.
void AddDenseModel(Writer& writer, const std::string& architecture, const ToyOptions& options,
                   std::uint32_t tokens, bool with_biases) {
  const std::string prefix = architecture + ".";
  const std::uint32_t head = options.width / options.heads;
  const std::uint32_t kv_width = head * options.kv_heads;
  writer.Number(prefix + "attention.head_count_kv", options.kv_heads);
  writer.Real(prefix + "attention.layer_norm_rms_epsilon", 1e-6F);
  writer.Real(prefix + "rope.freq_base", 10'000);
  writer.Number(prefix + "rope.dimension_count", head);
  writer.Number(prefix + "vocab_size", tokens);
  Weights weights(writer, options);
  AddEnds(weights, options, tokens);
  for (std::uint32_t layer = 0; layer < options.layers; ++layer) {
    weights.Norm(Layer(layer, "attn_norm"), options.width);
    for (const auto& [name, size] :
         {std::pair{"attn_q", options.width}, {"attn_k", kv_width}, {"attn_v", kv_width}}) {
      weights.Matrix(Layer(layer, std::string(name) + ".weight"), {options.width, size});
      if (with_biases) weights.Plain(Layer(layer, std::string(name) + ".bias"), {size});
    }
    weights.Matrix(Layer(layer, "attn_output.weight"), {options.width, options.width});
    AddFeedForward(weights, layer, options);
  }
}

// Of the toy with experts.
constexpr std::uint32_t kQueryRank = 64;
constexpr std::uint32_t kKvRank = 64;
constexpr std::uint32_t kPlain = 32;    // of a key: what does not know its position
constexpr std::uint32_t kRotated = 32;  // and what does
constexpr std::uint32_t kValue = 32;
constexpr std::uint32_t kExperts = 8;
constexpr std::uint32_t kUsed = 2;
constexpr std::uint32_t kExpertInner = 32;

void AddLatentAttention(Weights& weights, std::uint32_t layer, const ToyOptions& options) {
  weights.Norm(Layer(layer, "attn_norm"), options.width);
  weights.Matrix(Layer(layer, "attn_q_a.weight"), {options.width, kQueryRank});
  weights.Norm(Layer(layer, "attn_q_a_norm"), kQueryRank);
  weights.Matrix(Layer(layer, "attn_q_b.weight"),
                 {kQueryRank, std::uint64_t{options.heads} * (kPlain + kRotated)});
  weights.Matrix(Layer(layer, "attn_kv_a_mqa.weight"), {options.width, kKvRank + kRotated});
  weights.Norm(Layer(layer, "attn_kv_a_norm"), kKvRank);
  weights.Matrix(Layer(layer, "attn_k_b.weight"), {kPlain, kKvRank, options.heads});
  weights.Matrix(Layer(layer, "attn_v_b.weight"), {kKvRank, kValue, options.heads});
  weights.Matrix(Layer(layer, "attn_output.weight"),
                 {std::uint64_t{options.heads} * kValue, options.width});
}

void AddExperts(Weights& weights, std::uint32_t layer, const ToyOptions& options) {
  weights.Norm(Layer(layer, "ffn_norm"), options.width);
  weights.Plain(Layer(layer, "ffn_gate_inp.weight"), {options.width, kExperts});
  weights.Plain(Layer(layer, "exp_probs_b.bias"), {kExperts});
  for (const char* name : {"ffn_gate_exps.weight", "ffn_up_exps.weight"}) {
    weights.Matrix(Layer(layer, name), {options.width, kExpertInner, kExperts});
  }
  weights.Matrix(Layer(layer, "ffn_down_exps.weight"), {kExpertInner, options.width, kExperts});
  for (const char* name : {"ffn_gate_shexp.weight", "ffn_up_shexp.weight"}) {
    weights.Matrix(Layer(layer, name), {options.width, kExpertInner});
  }
  weights.Matrix(Layer(layer, "ffn_down_shexp.weight"), {kExpertInner, options.width});
}

void AddExpertKeys(Writer& writer) {
  for (const auto& [name, value] : {std::pair{"attention.head_count_kv", 1U},
                                    {"attention.q_lora_rank", kQueryRank},
                                    {"attention.kv_lora_rank", kKvRank},
                                    {"attention.key_length", kKvRank + kRotated},
                                    {"attention.value_length", kKvRank},
                                    {"attention.key_length_mla", kPlain + kRotated},
                                    {"attention.value_length_mla", kValue},
                                    {"rope.dimension_count", kRotated},
                                    {"leading_dense_block_count", 1U},
                                    {"expert_count", kExperts},
                                    {"expert_used_count", kUsed},
                                    {"expert_shared_count", 1U},
                                    {"expert_group_count", 4U},
                                    {"expert_group_used_count", 2U},
                                    {"expert_feed_forward_length", kExpertInner},
                                    {"expert_gating_func", 2U}}) {
    writer.Number("deepseek2." + std::string(name), value);
  }
  writer.Real("deepseek2.expert_weights_scale", 1);
  writer.Flag("deepseek2.expert_weights_norm", true);
  writer.Real("deepseek2.attention.layer_norm_rms_epsilon", 1e-6F);
  writer.Real("deepseek2.rope.freq_base", 10'000);
}

}  // namespace

Writer ToyQwen2(const ToyOptions& options) {
  Writer writer = Begin("qwen2", options);
  const std::uint32_t tokens = AddQwenVocabulary(writer);
  AddDenseModel(writer, "qwen2", options, tokens, true);
  return writer;
}

Writer ToyR1Qwen(const ToyOptions& options) {
  Writer writer = Begin("qwen2", options);
  const std::uint32_t tokens = AddR1Vocabulary(writer, "deepseek-r1-qwen");
  AddDenseModel(writer, "qwen2", options, tokens, true);
  return writer;
}

Writer ToyLlama(const ToyOptions& options) {
  Writer writer = Begin("llama", options);
  const std::uint32_t tokens = AddLlamaVocabulary(writer);
  AddDenseModel(writer, "llama", options, tokens, false);
  return writer;
}

Writer ToyDeepseek2(const ToyOptions& options) {
  Writer writer = Begin("deepseek2", options);
  const std::uint32_t tokens = AddR1Vocabulary(writer, "deepseek-v3");
  writer.Number("deepseek2.vocab_size", tokens);
  AddExpertKeys(writer);
  Weights weights(writer, options);
  AddEnds(weights, options, tokens);
  for (std::uint32_t layer = 0; layer < options.layers; ++layer) {
    AddLatentAttention(weights, layer, options);
    if (layer == 0) {
      AddFeedForward(weights, layer, options);
    } else {
      AddExperts(weights, layer, options);
    }
  }
  return writer;
}

Writer ToyBert(const ToyOptions& options) {
  Writer writer = Begin("bert", options);
  const std::uint32_t tokens = AddBertVocabulary(writer);
  writer.Number("bert.vocab_size", tokens).Number("bert.pooling_type", 1);
  writer.Real("bert.attention.layer_norm_epsilon", 1e-12F).Flag("bert.attention.causal", false);
  Weights weights(writer, options);
  weights.Matrix("token_embd.weight", {options.width, tokens});
  weights.Plain("position_embd.weight", {options.width, options.context});
  weights.Plain("token_types.weight", {options.width, 2});
  weights.Norm("token_embd_norm", options.width, true);
  for (std::uint32_t layer = 0; layer < options.layers; ++layer) {
    for (const char* name : {"attn_q", "attn_k", "attn_v", "attn_output"}) {
      weights.Matrix(Layer(layer, std::string(name) + ".weight"), {options.width, options.width});
      weights.Plain(Layer(layer, std::string(name) + ".bias"), {options.width});
    }
    weights.Norm(Layer(layer, "attn_output_norm"), options.width, true);
    weights.Matrix(Layer(layer, "ffn_up.weight"), {options.width, options.inner});
    weights.Plain(Layer(layer, "ffn_up.bias"), {options.inner});
    weights.Matrix(Layer(layer, "ffn_down.weight"), {options.inner, options.width});
    weights.Plain(Layer(layer, "ffn_down.bias"), {options.width});
    weights.Norm(Layer(layer, "layer_output_norm"), options.width, true);
  }
  return writer;
}

}  // namespace wenyuan::gguf::testing
