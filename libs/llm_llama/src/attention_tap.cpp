#include "attention_tap.h"

#include <ggml-backend.h>

#include <charconv>
#include <string_view>
#include <utility>

namespace wenyuan::llm_llama {
namespace {

constexpr std::string_view kWeights = "kq_soft_max-";  // libllama's name, and the layer's number

}  // namespace

bool AttentionTap::Observe(ggml_tensor* tensor, bool ask, void* tap) {
  auto& self = *static_cast<AttentionTap*>(tap);
  const bool wanted = self.Wants(*tensor);
  if (!ask && wanted) self.Note(*tensor);
  return ask ? wanted : true;
}

std::vector<float> AttentionTap::Take(std::size_t tokens) {
  std::vector<float> weights = std::exchange(sums_, {});
  const auto rows = static_cast<float>(std::exchange(rows_, 0));
  if (weights.size() < tokens) return {};
  weights.resize(tokens);  // what lies behind is padding
  for (float& weight : weights) weight /= rows;
  return weights;
}

bool AttentionTap::Wants(const ggml_tensor& tensor) const {
  const std::string_view name = tensor.name;
  if (!name.starts_with(kWeights) || tensor.type != GGML_TYPE_F32) return false;
  std::size_t layer = 0;
  const char* const end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + kWeights.size(), end, layer);
  return read.ptr == end && layers_.begin <= layer && layer < layers_.end;
}

// [tokens that are looked at, tokens that look, heads]
void AttentionTap::Note(const ggml_tensor& tensor) {
  std::vector<float> row(static_cast<std::size_t>(tensor.ne[0]));
  sums_.resize(row.size());
  for (std::int64_t head = 0; head < tensor.ne[2]; ++head, ++rows_) {
    ::ggml_backend_tensor_get(&tensor, row.data(), static_cast<std::size_t>(head) * tensor.nb[2],
                              row.size() * sizeof(float));
    for (std::size_t i = 0; i < row.size(); ++i) sums_[i] += row[i];
  }
}

}  // namespace wenyuan::llm_llama
