#include <array>
#include <cmath>
#include <functional>

#include "wenyuan/gguf/tensor_type.h"
#include "wenyuan/plan/shape.h"

namespace wenyuan::plan {
namespace {

enum class Role {
  kEmbedding,
  kOutput,
  kAttention,
  kValue,
  kFeedForward,
  kDown,
  kExpert,
  kExpertDown,
  kPlain
};

bool IsExpert(Role role) { return role == Role::kExpert || role == Role::kExpertDown; }

using Visit = std::function<void(Role role, std::uint64_t layer, double values)>;

double Times(std::uint64_t left, std::uint64_t right) {
  return static_cast<double>(left) * static_cast<double>(right);
}

void VisitAttention(const Shape& shape, std::uint64_t layer, const Visit& visit) {
  const std::uint64_t width = shape.width;
  if (shape.kv_rank == 0) {
    const std::uint64_t queries = shape.heads * shape.head_length;
    const std::uint64_t keys = shape.kv_heads * shape.head_length;
    visit(Role::kAttention, layer, Times(width, queries));
    visit(Role::kAttention, layer, Times(width, keys));
    visit(Role::kValue, layer, Times(width, keys));
    visit(Role::kAttention, layer, Times(queries, width));
    if (shape.query_biases) visit(Role::kPlain, layer, static_cast<double>(queries + 2 * keys));
    return;
  }
  const std::uint64_t heads = shape.heads;
  const std::uint64_t head = shape.head_length;
  visit(Role::kAttention, layer, Times(width, shape.query_rank));
  visit(Role::kAttention, layer, Times(shape.query_rank, heads * (head + shape.rotated)));
  visit(Role::kAttention, layer, Times(width, shape.kv_rank + shape.rotated));
  visit(Role::kAttention, layer, Times(shape.kv_rank, heads * 2 * head));
  visit(Role::kAttention, layer, Times(heads * head, width));
  visit(Role::kPlain, layer, static_cast<double>(shape.query_rank + shape.kv_rank));
}

void VisitFeedForward(const Shape& shape, std::uint64_t layer, const Visit& visit) {
  const std::uint64_t width = shape.width;
  if (shape.experts == 0 || layer < shape.dense_layers) {
    visit(Role::kFeedForward, layer, 2 * Times(width, shape.inner));
    visit(Role::kDown, layer, Times(width, shape.inner));
    return;
  }
  visit(Role::kExpert, layer, 2 * Times(width, shape.expert_inner * shape.experts));
  visit(Role::kExpertDown, layer, Times(width, shape.expert_inner * shape.experts));
  visit(Role::kFeedForward, layer, 2 * Times(width, shape.expert_inner * shape.experts_shared));
  visit(Role::kDown, layer, Times(width, shape.expert_inner * shape.experts_shared));
  visit(Role::kPlain, layer, Times(width + 1, shape.experts));
}

// The weights of a shape, group by group.
void VisitWeights(const Shape& shape, const Visit& visit) {
  visit(Role::kEmbedding, 0, Times(shape.width, shape.vocabulary));
  visit(Role::kOutput, 0, Times(shape.width, shape.vocabulary));
  visit(Role::kPlain, 0, static_cast<double>(shape.width));
  for (std::uint64_t layer = 0; layer < shape.layers; ++layer) {
    visit(Role::kPlain, layer, static_cast<double>(2 * shape.width));
    VisitAttention(shape, layer, visit);
    VisitFeedForward(shape, layer, visit);
  }
}

double BitsOf(std::string_view type) { return gguf::FindTensorType(type)->BitsPerValue(); }

// A way to quantise: bits of a weight by what it is for and where it stands.
struct Quantisation {
  std::string_view name;
  std::function<double(const Shape&, Role, std::uint64_t layer)> bits;
};

// llama.cpp's rule for the layers that get more bits.
bool GetsMoreBits(std::uint64_t layer, std::uint64_t layers) {
  return layer < layers / 8 || layer >= 7 * layers / 8 || (layer - layers / 8) % 3 == 2;
}

// Of the mixes Q4_K_M and Q5_K_M: `type` for most, six bits for what loses most by fewer.
double BitsOfMix(const Shape& shape, Role role, std::uint64_t layer, std::string_view type) {
  const bool refined = role == Role::kValue || role == Role::kDown || role == Role::kExpertDown;
  if (role == Role::kOutput) return BitsOf("Q6_K");
  if (!refined || !GetsMoreBits(layer, shape.layers)) {
    // So that grouped values of the largest model lose no more than others.
    return BitsOf(role == Role::kValue && shape.layers == 80 ? "Q5_K" : type);
  }
  return BitsOf("Q6_K");
}

const std::array<Quantisation, 9>& Quantisations() {
  const auto all = [](double bits) {
    return [bits](const Shape&, Role, std::uint64_t) { return bits; };
  };
  const auto mix = [](std::string_view type) {
    return [type](const Shape& shape, Role role, std::uint64_t layer) {
      return BitsOfMix(shape, role, layer, type);
    };
  };
  static const std::array<Quantisation, 9> kKnown = {{
      {"F32", all(32)},
      {"BF16", all(16)},
      {"F16", all(16)},
      {"FP8", all(8)},
      {"Q8_0", all(BitsOf("Q8_0"))},
      {"Q6_K", all(BitsOf("Q6_K"))},
      {"Q5_K_M", mix("Q5_K")},
      {"Q4_K_M", mix("Q4_K")},
      {"Q4_0",
       [](const Shape&, Role role, std::uint64_t) {
         return role == Role::kOutput ? BitsOf("Q6_K") : BitsOf("Q4_0");
       }},
  }};
  return kKnown;
}

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return upper;
}

Result<const Quantisation*> FindQuantisation(std::string_view name) {
  std::string wanted = Upper(name);
  if (wanted == "FP32") wanted = "F32";
  if (wanted == "FP16") wanted = "F16";
  if (wanted == "INT8" || wanted == "8BIT") wanted = "Q8_0";
  if (wanted == "INT4" || wanted == "4BIT") wanted = "Q4_K_M";
  std::string all;
  for (const Quantisation& known : Quantisations()) {
    if (known.name == wanted) return &known;
    all += (all.empty() ? "" : ", ") + std::string(known.name);
  }
  return Error{ErrorCode::kInvalidArgument,
               "there is no quantisation '" + std::string(name) + "'; known are " + all,
               "没有量化方式“" + std::string(name) + "”；可用：" + all};
}

}  // namespace

double ModelLoad::StreamedBytes(double batch) const {
  // Which experts the tokens of a batch choose is taken as independent.
  const double experts = expert_bytes * (1 - std::pow(1 - experts_used_share, batch));
  return weight_bytes - embedding_bytes - expert_bytes + experts;
}

Result<ModelLoad> LoadOf(const Shape& shape, std::string_view quantisation) {
  WY_TRY(const Quantisation* known, FindQuantisation(quantisation));
  ModelLoad load;
  load.name = shape.name;
  load.quantisation = known->name;
  load.layers = shape.layers;
  load.width = shape.width;
  load.inner = shape.inner;
  load.vocabulary = shape.vocabulary;
  load.kv_heads = shape.kv_heads;
  load.latent = shape.kv_rank != 0;
  load.experts_used_share = shape.experts == 0 ? 0
                                               : static_cast<double>(shape.experts_used) /
                                                     static_cast<double>(shape.experts);
  VisitWeights(shape, [&](Role role, std::uint64_t layer, double values) {
    // Norms and biases stay as they are; in the types of 16 and more bits nobody tells them apart.
    const bool plain = role == Role::kPlain && known->name != "BF16" && known->name != "F16";
    const double bytes = values * (plain ? 32 : known->bits(shape, role, layer)) / 8;
    load.parameters += values;
    load.active_parameters += values * (IsExpert(role) ? load.experts_used_share : 1);
    load.weight_bytes += bytes;
    if (role == Role::kEmbedding) load.embedding_bytes += bytes;
    if (role == Role::kOutput) load.output_bytes += bytes;
    if (IsExpert(role)) load.expert_bytes += bytes;
  });
  if (shape.nominal_parameters > 0) {
    const double scale = shape.nominal_parameters / load.parameters;
    load.nominal = true;
    for (double* number : {&load.parameters, &load.active_parameters, &load.weight_bytes,
                           &load.embedding_bytes, &load.output_bytes}) {
      *number *= scale;
    }
    if (known->name == "F32") load.weight_bytes = shape.nominal_parameters * 4;
  }
  load.kv_values_per_token = load.latent
                                 ? Times(shape.layers, shape.kv_rank + shape.rotated)
                                 : 2 * Times(shape.layers, shape.kv_heads * shape.head_length);
  return load;
}

Result<ModelLoad> LoadOf(const gguf::ModelFacts& facts) {
  if (!facts.kv_values_per_token || !facts.layers || facts.parameters == 0) {
    return Error{
        ErrorCode::kUnsupported,
        "'" + facts.architecture +
            "' does not say how much it keeps of a conversation, so it cannot be planned; "
            "only models that write text can",
        "无法得知“" + facts.architecture + "”每个词元的缓存大小，不能规划；只能规划生成文本的模型"};
  }
  ModelLoad load;
  load.name = facts.name.empty() ? facts.architecture : facts.name;
  load.layers = *facts.layers;
  load.width = facts.width.value_or(0);
  load.kv_heads = facts.kv_heads.value_or(1);
  load.latent = facts.attention == gguf::AttentionKind::kLatent;
  load.parameters = static_cast<double>(facts.parameters);
  load.active_parameters = static_cast<double>(facts.active_parameters);
  load.weight_bytes = static_cast<double>(facts.weight_bytes);
  load.expert_bytes = static_cast<double>(facts.expert_bytes);
  if (facts.experts > 0) {
    load.experts_used_share =
        static_cast<double>(facts.experts_used) / static_cast<double>(facts.experts);
  }
  load.kv_values_per_token = static_cast<double>(*facts.kv_values_per_token);
  if (facts.tokenizer) load.vocabulary = facts.tokenizer->size;
  const gguf::TensorTypeInfo* most = nullptr;
  double most_values = 0;
  bool has_output = false;
  for (const gguf::ClassFacts& one : facts.classes) {
    if (one.tensor_class == gguf::TensorClass::kOutput) {
      load.output_bytes = static_cast<double>(one.bytes);
      has_output = true;
    }
    if (static_cast<double>(one.values) > most_values) {
      most_values = static_cast<double>(one.values);
      most = one.types.front().first;
    }
  }
  for (const gguf::ClassFacts& one : facts.classes) {
    // Embeddings that are also the output are read whole.
    if (one.tensor_class == gguf::TensorClass::kEmbeddings && has_output) {
      load.embedding_bytes = static_cast<double>(one.bytes);
    }
  }
  load.quantisation = most->name;
  return load;
}

}  // namespace wenyuan::plan
