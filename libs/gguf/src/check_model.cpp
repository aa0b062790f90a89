#include "check_model.h"

#include <algorithm>
#include <array>
#include <optional>

#include "problem.h"

namespace wenyuan::gguf {
namespace {

constexpr std::uint64_t kMostLayers = 512;
constexpr std::uint64_t kMostExperts = 1'024;
constexpr std::uint64_t kMostHeads = 65'536;
constexpr std::uint64_t kWidest = std::uint64_t{1} << 24U;
constexpr std::array<std::string_view, 4> kRopeScalings = {"none", "linear", "yarn", "longrope"};
constexpr std::uint64_t kMostPooling = 4;

Error Must(const std::string& key, const std::string& be, const std::string& be_zh) {
  return Problem("'" + Shown(key) + "' must be " + be, "“" + Shown(key) + "”应为" + be_zh);
}

std::string Range(std::uint64_t low, std::uint64_t high) {
  return std::to_string(low) + " to " + std::to_string(high);
}

std::string RangeZh(std::uint64_t low, std::uint64_t high) {
  return " " + std::to_string(low) + " 到 " + std::to_string(high);
}

// The keys of one architecture.
class Checks {
 public:
  Checks(const Header& header, std::string architecture)
      : header_(header), architecture_(std::move(architecture)) {}

  Result<void> All() {
    WY_CHECK(Layers());
    WY_CHECK(Heads());
    WY_CHECK(Experts());
    WY_CHECK(Rope());
    return OneOf("pooling_type", 0, kMostPooling);
  }

 private:
  [[nodiscard]] std::string Key(std::string_view name) const {
    return architecture_ + "." + std::string(name);
  }
  [[nodiscard]] const Value* Find(std::string_view name) const { return header_.Find(Key(name)); }

  // The number at `name`, or nothing where there is none.
  [[nodiscard]] Result<std::optional<std::uint64_t>> Number(std::string_view name,
                                                            std::uint64_t low,
                                                            std::uint64_t high) const {
    const Value* value = Find(name);
    if (value == nullptr) return std::optional<std::uint64_t>();
    const auto number = value->AsCount();
    if (!number || *number < low || *number > high) {
      return Must(Key(name), "a whole number from " + Range(low, high),
                  RangeZh(low, high) + " 的整数");
    }
    return number;
  }

  [[nodiscard]] Result<void> OneOf(std::string_view name, std::uint64_t low,
                                   std::uint64_t high) const {
    WY_TRY([[maybe_unused]] const auto number, Number(name, low, high));
    return {};
  }

  // A number, or a list with one for each layer; the largest and smallest of them.
  struct Extremes {
    std::uint64_t least = 0;
    std::uint64_t most = 0;
  };
  [[nodiscard]] Result<std::optional<Extremes>> PerLayer(std::string_view name,
                                                         std::uint64_t high) const {
    const Value* value = Find(name);
    if (value == nullptr) return std::optional<Extremes>();
    if (!value->is_list) {
      WY_TRY(const auto number, Number(name, 0, high));
      return std::optional(Extremes{*number, *number});
    }
    const auto wrong = [high](double number) {
      return number < 0 || number > static_cast<double>(high);
    };
    if (value->type == ValueType::kText || value->type == ValueType::kFloat32 ||
        value->type == ValueType::kFloat64 || value->numbers.empty() ||
        (layers_ && value->count != *layers_) ||
        std::any_of(value->numbers.begin(), value->numbers.end(), wrong)) {
      return Must(Key(name), "a whole number from " + Range(0, high) + ", or one for each layer",
                  RangeZh(0, high) + " 的整数，或每层一个");
    }
    const auto [least, most] = std::minmax_element(value->numbers.begin(), value->numbers.end());
    return std::optional(
        Extremes{static_cast<std::uint64_t>(*least), static_cast<std::uint64_t>(*most)});
  }

  Result<void> Layers() {
    WY_TRY(layers_, Number("block_count", 1, kMostLayers));
    WY_CHECK(OneOf("nextn_predict_layers", 0, layers_.value_or(kMostLayers)));
    WY_CHECK(OneOf("leading_dense_block_count", 0, layers_.value_or(kMostLayers)));
    WY_CHECK(OneOf("context_length", 1, std::uint64_t{1} << 31U));
    WY_CHECK(OneOf("vocab_size", 1, kMostTokens));
    WY_CHECK(OneOf("embedding_length", 1, kWidest));
    WY_TRY([[maybe_unused]] const auto inner, PerLayer("feed_forward_length", kWidest));
    return {};
  }

  Result<void> Heads() {
    WY_TRY(const auto heads, PerLayer("attention.head_count", kMostHeads));
    WY_TRY(const auto kv_heads, PerLayer("attention.head_count_kv", kMostHeads));
    WY_CHECK(OneOf("attention.key_length", 1, kWidest));
    WY_CHECK(OneOf("attention.value_length", 1, kWidest));
    WY_CHECK(OneOf("attention.kv_lora_rank", 1, kWidest));
    WY_CHECK(OneOf("attention.q_lora_rank", 0, kWidest));
    if (!heads || !kv_heads || heads->least != heads->most || kv_heads->least != kv_heads->most) {
      return {};  // layers differ; their weights' shapes are held against each other by libllama
    }
    if (kv_heads->most > heads->most ||
        (kv_heads->most != 0 && heads->most % kv_heads->most != 0)) {
      return Must(Key("attention.head_count_kv"), "a divisor of the number of heads",
                  "注意力头数的约数");
    }
    return {};
  }

  Result<void> Experts() {
    WY_TRY(const auto experts, Number("expert_count", 0, kMostExperts));
    WY_TRY(const auto used, PerLayer("expert_used_count", experts.value_or(0)));
    WY_TRY(const auto groups, Number("expert_group_count", 0, experts.value_or(0)));
    WY_CHECK(OneOf("expert_shared_count", 0, kMostExperts));
    if (!experts || *experts == 0) return {};
    if (!used || used->most == 0) {
      return Must(Key("expert_used_count"), "at least 1 where there are experts",
                  "至少 1（模型有专家）");
    }
    if (!groups || *groups < 2) return {};
    if (*groups >= *experts || *experts % *groups != 0) {
      return Must(Key("expert_group_count"), "a divisor of the number of experts", "专家数的约数");
    }
    WY_TRY(const auto groups_used, Number("expert_group_used_count", 1, *groups - 1));
    if (!groups_used) {
      return Must(Key("expert_group_used_count"), "a whole number from " + Range(1, *groups - 1),
                  RangeZh(1, *groups - 1) + " 的整数");
    }
    return {};
  }

  Result<void> Rope() {
    if (const Value* scaling = Find("rope.scaling.type"); scaling != nullptr) {
      const auto text = scaling->AsText();
      if (!text ||
          std::find(kRopeScalings.begin(), kRopeScalings.end(), *text) == kRopeScalings.end()) {
        return Must(Key("rope.scaling.type"), "none, linear, yarn or longrope",
                    " none、linear、yarn 或 longrope");
      }
    }
    WY_TRY(const auto rotated, Number("rope.dimension_count", 0, kWidest));
    WY_TRY(const auto key_length, Number("attention.key_length_mla", 1, kWidest));
    WY_CHECK(OneOf("attention.value_length_mla", 1, kWidest));
    if (rotated && key_length && *rotated >= *key_length) {
      return Must(Key("rope.dimension_count"), "less than the length of a key", "小于键长度的数");
    }
    return {};
  }

  const Header& header_;
  const std::string architecture_;
  std::optional<std::uint64_t> layers_;
};

// A list of as many elements as there are tokens.
Result<void> CheckBesideTokens(const Header& header, const Value* tokens, const std::string& key,
                               std::initializer_list<ValueType> types) {
  const Value* list = header.Find(key);
  if (list == nullptr) return {};
  const bool right_type =
      list->is_list && std::find(types.begin(), types.end(), list->type) != types.end();
  if (right_type && (tokens == nullptr || list->count >= tokens->count)) return {};
  return Must(key, "a list with a number for each token", "每个词元一个数的列表");
}

Result<void> CheckVocabulary(const Header& header) {
  for (const char* key : {"tokenizer.ggml.tokens", "tokenizer.ggml.merges"}) {
    const Value* list = header.Find(key);
    if (list != nullptr && (!list->is_list || list->type != ValueType::kText)) {
      return Must(key, "a list of texts", "文本列表");
    }
  }
  const Value* tokens = header.Find("tokenizer.ggml.tokens");
  WY_CHECK(CheckBesideTokens(header, tokens, "tokenizer.ggml.scores",
                             {ValueType::kFloat32, ValueType::kInt32}));
  WY_CHECK(CheckBesideTokens(header, tokens, "tokenizer.ggml.token_type", {ValueType::kInt32}));
  for (const char* key : {"tokenizer.ggml.model", "tokenizer.ggml.pre", "general.name"}) {
    const Value* text = header.Find(key);
    if (text != nullptr && (text->is_list || text->type != ValueType::kText)) {
      return Must(key, "a text", "文本");
    }
  }
  return {};
}

bool IsName(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

}  // namespace

Result<void> CheckEntries(const Header& header) {
  const Value* split = header.Find("split.no");
  const bool later_part = split != nullptr && split->AsCount().value_or(0) > 0;
  const Value* architecture = header.Find("general.architecture");
  if (architecture == nullptr) {
    if (later_part) return {};  // of a file in parts only the first describes the model
    return Problem("it does not say its architecture ('general.architecture')",
                   "没有说明模型架构（“general.architecture”）");
  }
  const auto name = architecture->AsText();
  if (!name || !IsName(*name)) {
    return Must("general.architecture", "a name of letters, digits, '-', '_' and '.'",
                "由字母、数字、“-”、“_”和“.”组成的名称");
  }
  WY_CHECK(Checks(header, std::string(*name)).All());
  return CheckVocabulary(header);
}

}  // namespace wenyuan::gguf
