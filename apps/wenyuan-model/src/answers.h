#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "requests.h"
#include "wenyuan/base/result.h"
#include "wenyuan/http/message.h"

namespace wenyuan::model {

struct Usage {
  std::uint64_t tokens = 0;
  std::uint64_t cut_inputs = 0;  // longer than the model's limit; their ends were not read
};

// What /v1/models says of a model, beside its name.
struct ModelCard {
  std::string id;
  std::string kind;  // "embedder", "reranker"
  std::string name;
  std::string sha256;
  std::string pooling;
  std::string processor;
  std::string query_prefix;
  std::string passage_prefix;
  std::uint32_t dimension = 0;  // 0 for a reranker
  std::uint32_t max_tokens = 0;
  bool attention = false;  // /v1/attention shows what it attends to
};

// How a model read a document in parts.
struct ReadParts {
  float score = 0;
  std::vector<std::optional<float>> weights;  // of the parts; nothing for what was cut off
};

// What OpenAI's clients look at beside the message; what is not given follows from the error's
// code.
struct ErrorDetails {
  int status = 0;
  std::string param = {};
  std::string code = {};
};

// An answer in OpenAI's shape: {"error": {"message", "type", "param", "code"}}.
http::Response ErrorAnswer(const Error& error, const ErrorDetails& details = {});
http::Response EmbeddingsAnswer(const ModelCard& model, std::span<const float> rows, bool base64,
                                const Usage& usage);
// The documents by falling score.
http::Response RerankAnswer(const ModelCard& model, const RerankRequest& request,
                            std::span<const float> scores, const Usage& usage);
// `read`: of each document.
http::Response AttentionAnswer(const ModelCard& model, std::span<const ReadParts> read,
                               const Usage& usage);
// `writer`: an entry in JSON, or empty.
http::Response ModelsAnswer(std::span<const ModelCard> models, const std::string& writer);

}  // namespace wenyuan::model
