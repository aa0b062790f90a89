#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::model {

inline constexpr std::size_t kMostInputs = 2048;  // as OpenAI

// What a text is, for models that read questions and passages differently. kPlain: as it stands.
enum class InputType : std::uint8_t { kPlain, kQuery, kPassage };

struct EmbeddingsRequest {
  std::string model;  // empty: whichever is loaded
  std::vector<std::string> input;
  bool base64 = false;
  InputType type = InputType::kPlain;
};

struct RerankRequest {
  std::string model;
  std::string query;
  std::vector<std::string> documents;
  std::optional<std::size_t> top_n;
  bool return_documents = false;
};

// As RerankRequest, of passages in parts.
struct AttentionRequest {
  std::string model;
  std::string query;
  std::vector<std::vector<std::string>> documents;
};

// The bodies of POST /v1/embeddings, /v1/rerank and /v1/attention. kInvalidArgument, kTooLarge or
// kUnsupported with a sentence for whoever wrote the client; `param` is then the field that is
// wrong, or empty: the body as a whole.
Result<EmbeddingsRequest> ReadEmbeddingsRequest(std::string_view body, std::string& param);
Result<RerankRequest> ReadRerankRequest(std::string_view body, std::string& param);
Result<AttentionRequest> ReadAttentionRequest(std::string_view body, std::string& param);

}  // namespace wenyuan::model
