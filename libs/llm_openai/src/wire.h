#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm/text_weigher.h"

namespace wenyuan::llm_openai {

// What wenyuan-model says of a model beside its name; see docs/operations.md, Models.
struct OwnMeta {
  std::string sha256;
  std::string query_prefix;
  std::string passage_prefix;
  std::uint32_t dimension = 0;
  std::uint32_t max_tokens = 0;
  bool attention = false;  // it shows what it attends to
};

struct ListedModel {
  std::string id;
  std::string kind;            // "embedder", "reranker"; empty: not said
  std::optional<OwnMeta> own;  // when the server is wenyuan-model
};

struct EmbeddingsBody {
  std::string model;
  std::span<const std::string> texts;
  std::string_view prefix;
  std::string_view input_type;  // empty: not sent
  bool base64 = false;
};

struct EmbeddingsAnswer {
  std::uint32_t dimension = 0;
  std::vector<float> values;  // in the order of the texts
  std::uint64_t tokens = 0;
};

std::string Write(const EmbeddingsBody& body);
std::string WriteRerank(const std::string& model, const std::string& question,
                        std::span<const std::string> passages);
std::string WriteAttention(const std::string& model, const std::string& question,
                           std::span<const std::vector<std::string>> passages);

// kUnavailable, quoting nothing, when the answer is not what it should be: as many rows as texts,
// one length, all finite, none zero.
Result<EmbeddingsAnswer> ReadEmbeddings(std::string_view body, std::size_t texts);
Result<std::vector<float>> ReadScores(std::string_view body, std::size_t passages);
// A weight or nothing for each part of each passage; shares that do not exceed 1 together.
Result<std::vector<llm::WeighedPassage>> ReadAttention(
    std::string_view body, std::span<const std::vector<std::string>> passages);
Result<std::vector<ListedModel>> ReadModels(std::string_view body);

// Whether an error's body says that the prompt does not fit the model's context, in the words of
// OpenAI (and ours, vLLM) or llama-server.
bool SaysTooLong(std::string_view body);

// The message in an error's body, or its beginning; one line.
std::string SaidInError(std::string_view body);

}  // namespace wenyuan::llm_openai
