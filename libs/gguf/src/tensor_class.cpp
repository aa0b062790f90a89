#include <algorithm>
#include <array>

#include "wenyuan/gguf/facts.h"

namespace wenyuan::gguf {
namespace {

bool Has(std::string_view name, std::string_view part) {
  return name.find(part) != std::string_view::npos;
}

}  // namespace

std::string_view Name(TensorClass tensor_class) {
  static constexpr std::array<std::string_view, kTensorClasses> kNames = {
      "embeddings", "attention", "feed_forward", "experts", "shared_experts",
      "router",     "norms",     "output",       "other"};
  return kNames.at(static_cast<std::size_t>(tensor_class));
}

TensorClass ClassOf(std::string_view name) {
  const bool in_layer =
      name.starts_with("blk.") || name.starts_with("enc.blk.") || name.starts_with("dec.blk.");
  if (!in_layer) {
    if (Has(name, "norm")) return TensorClass::kNorms;
    if (name.starts_with("output") || name.starts_with("cls.")) return TensorClass::kOutput;
    if (Has(name, "_embd") || name.starts_with("token_types")) return TensorClass::kEmbeddings;
    return TensorClass::kOther;
  }
  if (Has(name, "norm")) return TensorClass::kNorms;
  if (Has(name, "_gate_inp") || Has(name, "exp_probs_b")) return TensorClass::kRouter;
  if (Has(name, "_exps")) return TensorClass::kExperts;
  if (Has(name, "_shexp")) return TensorClass::kSharedExperts;
  if (Has(name, ".attn_")) return TensorClass::kAttention;
  if (Has(name, ".ffn_")) return TensorClass::kFeedForward;
  return TensorClass::kOther;
}

std::string_view Name(AttentionKind kind) {
  static constexpr std::array<std::string_view, 6> kNames = {"none", "MHA", "GQA",
                                                             "MQA",  "MLA", "varied"};
  return kNames.at(static_cast<std::size_t>(kind));
}

}  // namespace wenyuan::gguf
