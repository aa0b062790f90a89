#pragma once

#include <llama.h>

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::llm_llama {

// What all encoders do with a model of libllama, whatever runs it.
using EncoderModel = std::unique_ptr<llama_model, decltype(&::llama_model_free)>;

enum class WhatToLoad : std::uint8_t { kAll, kVocabulary };
Result<EncoderModel> LoadEncoderModel(const std::filesystem::path& path, WhatToLoad what);

std::string MetaText(const llama_model* model, const char* key);

// Without pooling, width and processor. `trained` is the longest text that the model knows.
EncoderInfo InfoOf(const llama_model* model, const EncoderOptions& options, std::uint32_t trained);

// Appends what came out for a text: a vector at length 1. kInternal for numbers of no use.
Result<void> AppendEncoded(std::span<const float> row, Pooling pooling, std::vector<float>& rows);

// kUnsupported when there is not a weight for each token, kInternal for numbers of no use.
Result<void> CheckAttended(const Attended& attended, std::size_t tokens);

}  // namespace wenyuan::llm_llama
