#include "bert_pass.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::llm_llama {
namespace {

void AddSoftmax(std::vector<float>& row, std::vector<float>& sums) {
  const float most = *std::max_element(row.begin(), row.end());
  float sum = 0;
  for (float& one : row) sum += one = std::exp(one - most);
  for (std::size_t i = 0; i < row.size(); ++i) sums[i] += row[i] / sum;
}

}  // namespace

Result<std::span<const float>> BertPass::Run(
    std::span<const std::vector<std::int32_t>* const> texts, const std::atomic<bool>& stop) {
  WY_CHECK(ReadWords(texts));
  for (const BertLayer& layer : model_.layers) {
    if (stop) return Error{ErrorCode::kCancelled, "the model was stopped"};
    Attend(layer, texts);
    Think(layer);
  }
  return std::span<const float>(rows_);
}

Result<std::span<const float>> BertPass::Run(const std::vector<std::int32_t>& text,
                                             std::vector<float>& weights,
                                             const std::atomic<bool>& stop) {
  const std::vector<std::int32_t>* const texts[] = {&text};
  WY_CHECK(ReadWords(texts));
  weights.assign(tokens_, 0);
  const LayerRange looked_at = AttendedLayers(model_.layers.size());
  for (std::size_t layer = 0; layer < model_.layers.size(); ++layer) {
    if (stop) return Error{ErrorCode::kCancelled, "the model was stopped"};
    Attend(model_.layers[layer], texts);
    if (looked_at.begin <= layer && layer < looked_at.end) AddWeights(weights);
    Think(model_.layers[layer]);
  }
  const auto rows = static_cast<float>(model_.heads * (looked_at.end - looked_at.begin));
  for (float& weight : weights) weight /= rows;
  return std::span<const float>(rows_);
}

Result<void> BertPass::ReadWords(std::span<const std::vector<std::int32_t>* const> texts) {
  rows_.clear();
  for (const auto* const text : texts) {
    const auto size = static_cast<std::ptrdiff_t>(text->size() * model_.width);
    rows_.insert(rows_.end(), model_.places.begin(), model_.places.begin() + size);
  }
  tokens_ = rows_.size() / model_.width;
  float* row = rows_.data();
  for (const auto* const text : texts) {
    for (const std::int32_t word : *text) {
      WY_CHECK(model_.AddWord(static_cast<std::uint32_t>(word), row));
      row += model_.width;
    }
  }
  AddAndNormalise(rows_.data(), nullptr, tokens_, model_.input_norm);
  return {};
}

void BertPass::Project(const PackedMatrix& weights, const std::vector<float>& bias,
                       const std::vector<float>& from, std::vector<float>& to) {
  Code(from.data(), tokens_, weights.inputs(), coded_);
  to.resize(tokens_ * weights.outputs());
  Multiply(weights, coded_, tokens_, bias.data(), to.data());
}

void BertPass::Attend(const BertLayer& layer,
                      std::span<const std::vector<std::int32_t>* const> texts) {
  Project(layer.query_key_value, layer.query_key_value_bias, rows_, wide_);
  attended_.resize(rows_.size());
  const std::size_t width = model_.width;
  AttentionInput input;
  input.stride = 3 * width;
  input.head = width / model_.heads;
  std::size_t first = 0;
  for (const auto* const text : texts) {
    input.tokens = text->size();
    for (std::size_t at = 0; at < width; at += input.head) {
      input.query = wide_.data() + first * input.stride + at;
      input.key = input.query + width;
      input.value = input.key + width;
      llm_llama::Attend(input, attended_.data() + first * width + at, width, scratch_);
    }
    first += text->size();
  }
  Project(layer.attended, layer.attended_bias, attended_, more_);
  AddAndNormalise(rows_.data(), more_.data(), tokens_, layer.attended_norm);
}

// Of the layer that Attend() has just left, while its queries and keys are there.
void BertPass::AddWeights(std::vector<float>& weights) const {
  const std::size_t head = model_.width / model_.heads;
  const float scale = 1 / std::sqrt(static_cast<float>(head));
  std::vector<float> row(tokens_);
  for (std::size_t at = 0; at < model_.width; at += head) {
    const float* const query = wide_.data() + at;  // of the first token
    const float* key = query + model_.width;
    for (float& product : row) {
      product = scale * std::inner_product(query, query + head, key, 0.F);
      key += 3 * model_.width;
    }
    AddSoftmax(row, weights);
  }
}

void BertPass::Think(const BertLayer& layer) {
  Project(layer.up, layer.up_bias, rows_, wide_);
  Gelu(wide_.data(), wide_.size());
  Project(layer.down, layer.down_bias, wide_, more_);
  AddAndNormalise(rows_.data(), more_.data(), tokens_, layer.norm);
}

}  // namespace wenyuan::llm_llama
