#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"

namespace wenyuan::llm_openai {

// What a server that we know understands beyond OpenAI's API.
enum class ServerKind : std::uint8_t { kUnknown, kWenyuan, kLlamaServer, kVllm, kSglang };

struct ListedChatModel {
  std::string id;
  ServerKind server = ServerKind::kUnknown;
  std::uint32_t context_tokens = 0;
  bool thinks = false;
};

// A body of POST /chat/completions that asks for a stream.
std::string WriteChat(const llm::ChatRequest& request, const std::string& model, ServerKind server);

struct ChatEvent {
  llm::ChatDelta delta;
  std::optional<llm::ChatFinish> finish;
  std::optional<llm::ChatReply> usage;                          // only its counts
  std::vector<std::vector<llm::ChatAlternative>> alternatives;  // one a token
};

// The data of one event; an error that the server put into the stream is that error.
Result<ChatEvent> ReadChatEvent(std::string_view data);

// The model of this name in the answer to GET /models, or the first that writes when `name` is
// empty. kNotFound with the names that there are.
Result<ListedChatModel> ReadChatModel(std::string_view body, const std::string& name);

}  // namespace wenyuan::llm_openai
