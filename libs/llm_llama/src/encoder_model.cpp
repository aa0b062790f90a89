#include "encoder_model.h"

#include <algorithm>
#include <cmath>

#include "library.h"
#include "memory.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::uint32_t kMostTextsPerBatch = 32;

}  // namespace

Result<EncoderModel> LoadEncoderModel(const std::filesystem::path& path, WhatToLoad what) {
  llama_model_params parameters = ::llama_model_default_params();
  parameters.n_gpu_layers = 0;
  parameters.vocab_only = what == WhatToLoad::kVocabulary;
  parameters.progress_callback = [](float, void*) { return true; };  // else it prints dots
  TakeComplaint();
  EncoderModel model(::llama_model_load_from_file(path.c_str(), parameters), &::llama_model_free);
  if (model == nullptr) {
    return Error{ErrorCode::kUnsupported,
                 "libllama cannot load '" + path.string() + "': " + TakeComplaint(),
                 "libllama 无法加载“" + path.string() + "”"};
  }
  LetGoOfPages(path);
  return model;
}

std::string MetaText(const llama_model* model, const char* key) {
  std::string value(256, '\0');
  const int size = ::llama_model_meta_val_str(model, key, value.data(), value.size());
  value.resize(static_cast<std::size_t>(std::clamp(size, 0, 255)));
  return value;
}

EncoderInfo InfoOf(const llama_model* model, const EncoderOptions& options, std::uint32_t trained) {
  EncoderInfo info;
  info.max_tokens = std::min(options.max_tokens, trained);
  info.batch_tokens = std::max(options.batch_tokens, info.max_tokens);
  info.batch_texts = std::min(kMostTextsPerBatch, info.batch_tokens);
  info.architecture = MetaText(model, "general.architecture");
  info.name = MetaText(model, "general.name");
  if (info.name.empty()) info.name = options.model.stem().string();
  return info;
}

Result<void> AppendEncoded(std::span<const float> row, Pooling pooling, std::vector<float>& rows) {
  double squares = 0;
  for (const float number : row) squares += double{number} * double{number};
  const bool is_score = pooling == Pooling::kScore;
  if (!std::isfinite(squares) || (squares == 0 && !is_score)) {
    return Error{ErrorCode::kInternal, "the model gave no usable numbers for a text"};
  }
  const double length = is_score ? 1 : std::sqrt(squares);
  for (const float number : row) rows.push_back(static_cast<float>(double{number} / length));
  return {};
}

Result<void> CheckAttended(const Attended& attended, std::size_t tokens) {
  double sum = attended.weights.size() == tokens ? 0 : -1;
  if (sum < 0) {
    return Error{ErrorCode::kUnsupported, "the model does not show what it attends to",
                 "该模型不提供注意力"};
  }
  for (const float weight : attended.weights) sum += double{weight};
  if (std::isfinite(sum) && sum > 0 && std::isfinite(attended.score)) return {};
  return Error{ErrorCode::kInternal, "the model gave no usable numbers for a text"};
}

LayerRange AttendedLayers(std::size_t layers) {
  const std::size_t begin = layers * 2 / 3;
  return {begin, std::max(begin + 1, layers - 1)};
}

}  // namespace wenyuan::llm_llama
