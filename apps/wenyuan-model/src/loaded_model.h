#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "answers.h"
#include "model_queue.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::model {

struct LoadOptions {
  llm_llama::EncoderOptions encoder;
  // What the model wants before a question and a passage; empty: what is known of it by its name.
  std::optional<std::string> query_prefix;
  std::optional<std::string> passage_prefix;
  QueueLimits limits;
};

// A model that is ready to answer.
struct LoadedModel {
  ModelCard card;
  std::unique_ptr<llm_llama::Encoder> encoder;
  std::unique_ptr<ModelQueue> queue;  // goes before the encoder
};

// kInvalidArgument, beside what LoadEncoder says, when the file is of the other kind.
Result<LoadedModel> LoadEmbedder(const LoadOptions& options);
Result<LoadedModel> LoadReranker(const LoadOptions& options);

}  // namespace wenyuan::model
