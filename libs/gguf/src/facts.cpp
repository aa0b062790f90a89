#include "wenyuan/gguf/facts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "tokenizer_facts.h"

namespace wenyuan::gguf {
namespace {

// Keys of the model's architecture.
class Keys {
 public:
  Keys(const Header& header, std::string architecture)
      : header_(header), prefix_(std::move(architecture) + ".") {}

  [[nodiscard]] const Value* Find(std::string_view name) const {
    return header_.Find(prefix_ + std::string(name));
  }
  [[nodiscard]] std::optional<std::uint64_t> Count(std::string_view name) const {
    const Value* value = Find(name);
    return value == nullptr ? std::nullopt : value->AsCount();
  }
  [[nodiscard]] std::string Text(std::string_view name) const {
    const Value* value = Find(name);
    return std::string(value == nullptr ? "" : value->AsText().value_or(""));
  }
  // One number for each layer, whether the file has one for all or a list; else empty.
  [[nodiscard]] std::vector<std::uint64_t> PerLayer(std::string_view name,
                                                    std::uint64_t layers) const {
    const Value* value = Find(name);
    if (value == nullptr) return {};
    if (const auto number = value->AsCount()) return std::vector<std::uint64_t>(layers, *number);
    std::vector<std::uint64_t> numbers;
    for (const double number : value->numbers) {
      numbers.push_back(number > 0 ? static_cast<std::uint64_t>(number) : 0);
    }
    if (numbers.size() < layers) return {};
    numbers.resize(layers);
    return numbers;
  }

 private:
  const Header& header_;
  const std::string prefix_;
};

std::optional<std::uint64_t> Same(const std::vector<std::uint64_t>& numbers) {
  if (numbers.empty()) return std::nullopt;
  const bool same = std::all_of(numbers.begin(), numbers.end(),
                                [&](std::uint64_t number) { return number == numbers.front(); });
  return same ? std::optional(numbers.front()) : std::nullopt;
}

std::string RopeScaling(const Keys& keys) {
  const std::string type = keys.Text("rope.scaling.type");
  if (type.empty() || type == "none") return "";
  const Value* factor = keys.Find("rope.scaling.factor");
  const auto times = factor == nullptr ? std::nullopt : factor->AsReal();
  if (!times) return type;
  std::array<char, 32> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<float>(*times));
  return type + " x" + std::string(digits.data(), end.ptr);
}

std::string PoolingOf(const Keys& keys) {
  static constexpr std::array<std::string_view, 5> kNames = {"", "mean", "cls", "last", "rank"};
  return std::string(kNames.at(keys.Count("pooling_type").value_or(0)));
}

AttentionKind KindOf(const ModelFacts& facts, const std::vector<std::uint64_t>& heads) {
  if (facts.latent_rank != 0) return AttentionKind::kLatent;
  if (heads.empty() || Same(heads) == 0U) return AttentionKind::kNone;
  if (!facts.heads || !facts.kv_heads) return AttentionKind::kVaried;
  if (*facts.heads == *facts.kv_heads) return AttentionKind::kMulti;
  return *facts.kv_heads == 1 ? AttentionKind::kSingle : AttentionKind::kGroup;
}

void DescribeWindow(const Keys& keys, ModelFacts& facts) {
  facts.window = keys.Count("attention.sliding_window");
  if (facts.window == 0U) facts.window.reset();
  const Value* pattern = keys.Find("attention.sliding_window_pattern");
  if (!facts.window || pattern == nullptr || !pattern->is_list || !facts.layers ||
      pattern->numbers.size() < *facts.layers) {
    return;
  }
  facts.window_layers = static_cast<std::uint64_t>(
      std::count_if(pattern->numbers.begin(),
                    pattern->numbers.begin() + static_cast<std::ptrdiff_t>(*facts.layers),
                    [](double number) { return number != 0; }));
}

// What libllama keeps of a token. A latent row is kept once, without values, where the file has
// keys and values apart ("…_mla"); older files make it keep whole heads.
std::optional<std::uint64_t> KvValues(const Keys& keys, const ModelFacts& facts,
                                      const std::vector<std::uint64_t>& kv_heads) {
  if (!facts.layers || !facts.causal) return std::nullopt;
  const std::uint64_t indexer =
      facts.sparse_attention ? keys.Count("attention.indexer.key_length").value_or(0) : 0;
  if (facts.attention == AttentionKind::kLatent) {
    if (!keys.Count("attention.key_length_mla")) return std::nullopt;
    const auto rotated = keys.Count("rope.dimension_count");
    if (!rotated) return std::nullopt;
    return *facts.layers * (facts.latent_rank + *rotated + indexer);
  }
  if (facts.attention == AttentionKind::kNone || kv_heads.empty() || !facts.key_length ||
      !facts.value_length || (facts.recurrent && Same(kv_heads))) {
    return std::nullopt;
  }
  std::uint64_t values = 0;
  for (const std::uint64_t heads : kv_heads) {
    values += heads * (*facts.key_length + *facts.value_length) + indexer;
  }
  return values;
}

void DescribeAttention(const Keys& keys, ModelFacts& facts) {
  const std::uint64_t layers = facts.layers.value_or(0);
  const auto heads = keys.PerLayer("attention.head_count", layers);
  auto kv_heads = keys.PerLayer("attention.head_count_kv", layers);
  if (kv_heads.empty()) kv_heads = heads;
  facts.heads = Same(heads);
  facts.kv_heads = Same(kv_heads);
  facts.latent_rank = keys.Count("attention.kv_lora_rank").value_or(0);
  facts.key_length = keys.Count("attention.key_length");
  facts.value_length = keys.Count("attention.value_length");
  if (facts.heads.value_or(0) != 0 && facts.width) {
    if (!facts.key_length) facts.key_length = *facts.width / *facts.heads;
    if (!facts.value_length) facts.value_length = *facts.width / *facts.heads;
  }
  facts.sparse_attention = keys.Find("attention.indexer.top_k") != nullptr;
  for (const char* name : {"ssm.state_size", "wkv.head_size", "kda.head_dim", "shortconv.l_cache",
                           "attention.recurrent_layers", "full_attention_interval"}) {
    facts.recurrent = facts.recurrent || keys.Find(name) != nullptr;
  }
  facts.attention = KindOf(facts, heads);
  DescribeWindow(keys, facts);
  facts.kv_values_per_token = KvValues(keys, facts, kv_heads);
}

// The number of the layer that a tensor is of: "blk.12.attn_q.weight".
std::optional<std::uint64_t> LayerOf(std::string_view name) {
  if (!name.starts_with("blk.")) return std::nullopt;
  std::uint64_t layer = 0;
  const auto end = std::from_chars(name.data() + 4, name.data() + name.size(), layer);
  return end.ec == std::errc() ? std::optional(layer) : std::nullopt;
}

// Adds up the weights. Of experts a token sees some, of the embeddings a row; layers that predict
// further tokens are idle.
class WeightSums {
 public:
  WeightSums(const Keys& keys, ModelFacts& facts)
      : facts_(facts), used_(keys.PerLayer("expert_used_count", facts.layers.value_or(0))) {
    for (const std::uint64_t used : used_)
      facts_.experts_used = std::max(facts_.experts_used, used);
  }

  void Add(const Tensor& tensor) {
    const TensorClass kind = ClassOf(tensor.name);
    ClassFacts& sum = classes_[kind];
    ++sum.tensors;
    sum.values += tensor.values;
    sum.bytes += tensor.bytes;
    types_[kind][tensor.type] += tensor.values;
    facts_.parameters += tensor.values;
    facts_.weight_bytes += tensor.bytes;
    if (kind == TensorClass::kExperts) facts_.expert_bytes += tensor.bytes;
    if (tensor.name == "output.weight") tied_ = false;
    if (tensor.name == "token_embd.weight") embedding_bytes_ = tensor.bytes;
    const auto layer = LayerOf(tensor.name);
    if (layer && facts_.layers && *layer >= *facts_.layers) return;
    const auto share = [&](std::uint64_t whole) {
      if (kind != TensorClass::kExperts || facts_.experts == 0) return whole;
      const std::uint64_t used =
          layer && *layer < used_.size() ? used_[*layer] : facts_.experts_used;
      return whole / facts_.experts * used;
    };
    facts_.active_parameters += share(tensor.values);
    if (kind != TensorClass::kEmbeddings) facts_.streamed_bytes += share(tensor.bytes);
  }

  void Finish() {
    if (tied_ && facts_.causal) facts_.streamed_bytes += embedding_bytes_;
    for (auto& [kind, sum] : classes_) {
      sum.tensor_class = kind;
      sum.types.assign(types_[kind].begin(), types_[kind].end());
      std::sort(sum.types.begin(), sum.types.end(), [](const auto& left, const auto& right) {
        return left.second != right.second ? left.second > right.second
                                           : left.first->name < right.first->name;
      });
      facts_.classes.push_back(std::move(sum));
    }
  }

 private:
  ModelFacts& facts_;
  const std::vector<std::uint64_t> used_;
  std::map<TensorClass, ClassFacts> classes_;
  std::map<TensorClass, std::map<const TensorTypeInfo*, std::uint64_t>> types_;
  bool tied_ = true;  // the output shares the embeddings
  std::uint64_t embedding_bytes_ = 0;
};

}  // namespace

std::optional<std::uint64_t> ModelFacts::KvBytesF16() const {
  if (!kv_values_per_token) return std::nullopt;
  return *kv_values_per_token * 2;
}

std::optional<std::uint64_t> ModelFacts::KvBytesQ8() const {
  if (!kv_values_per_token) return std::nullopt;
  return *kv_values_per_token * 34 / 32;
}

Result<ModelFacts> Describe(const ModelFile& model) {
  const Header& header = model.header();
  ModelFacts facts;
  const auto text = [&](std::string_view key) {
    const Value* value = header.Find(key);
    return std::string(value == nullptr ? "" : value->AsText().value_or(""));
  };
  facts.architecture = text("general.architecture");
  facts.name = text("general.name");
  facts.license = text("general.license");
  const Keys keys(header, facts.architecture);
  facts.prediction_layers = keys.Count("nextn_predict_layers").value_or(0);
  if (const auto layers = keys.Count("block_count")) {
    facts.layers = *layers - facts.prediction_layers;
  }
  facts.width = keys.Count("embedding_length");
  facts.context = keys.Count("context_length");
  facts.rope_scaling = RopeScaling(keys);
  facts.pooling = PoolingOf(keys);
  if (const Value* causal = keys.Find("attention.causal")) {
    facts.causal = causal->AsFlag().value_or(true);
  }
  DescribeAttention(keys, facts);
  facts.experts = keys.Count("expert_count").value_or(0);
  facts.experts_shared = keys.Count("expert_shared_count").value_or(0);
  WeightSums sums(keys, facts);
  for (const ModelFile::Part& part : model.parts) {
    for (const Tensor& tensor : part.header.tensors) sums.Add(tensor);
  }
  sums.Finish();
  facts.file_bytes = model.FileBytes();
  facts.parts = model.parts.size();
  WY_TRY(facts.tokenizer, DescribeTokenizer(model.parts.front()));
  return facts;
}

Result<ModelFacts> Describe(const std::filesystem::path& path) {
  WY_TRY(const ModelFile model, OpenModel(path));
  return Describe(model);
}

}  // namespace wenyuan::gguf
