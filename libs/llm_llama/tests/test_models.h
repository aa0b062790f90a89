#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "wenyuan/base/log.h"
#include "wenyuan/llm_llama/encoder.h"
#include "wenyuan/llm_llama/text_model.h"

namespace wenyuan::llm_llama {

// Tests run from the top of the tree.
inline std::filesystem::path Stories() { return "libs/llm_llama/testing/models/stories260K.gguf"; }

inline std::filesystem::path Tiny(const std::string& name) {
  return std::filesystem::path(std::getenv("WENYUAN_BINARY_DIR")) / "tiny_models" / name;
}

inline std::unique_ptr<TextModel> Load(const std::filesystem::path& file) {
  SetLogLevel(LogLevel::kError);
  TextModelOptions options;
  options.model = file;
  Result<std::unique_ptr<TextModel>> model = LoadTextModel(options);
  if (!model) {
    ADD_FAILURE() << model.error().message;
    std::abort();
  }
  return *std::move(model);
}

// With one thread and 4 bits our own code reads, where the processor can; else libllama.
inline std::unique_ptr<Encoder> LoadEncoder(const std::filesystem::path& file,
                                            std::uint32_t threads) {
  SetLogLevel(LogLevel::kError);
  EncoderOptions options;
  options.model = file;
  options.threads = threads;
  Result<std::unique_ptr<Encoder>> encoder = LoadEncoder(options);
  if (!encoder) {
    ADD_FAILURE() << encoder.error().message;
    std::abort();
  }
  return *std::move(encoder);
}

}  // namespace wenyuan::llm_llama
