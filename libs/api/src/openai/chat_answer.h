#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "../json.h"
#include "chat_request.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/api/api.h"

namespace wenyuan::api {

// What every piece of one chat completion carries.
struct ChatHead {
  std::string id;
  std::string model;
  std::int64_t created = 0;  // seconds
};

// Tokens as OpenAI counts them, estimated: what was read and what was written.
Json ChatUsage(const answer::Question& question, const answer::Answer& answer);

// The member "wenyuan": the answer as POST /api/v1/ask has it, without the passages and what stands
// elsewhere in the completion.
Json OwnMember(const ChatRequest& request, const answer::Answer& answer, Language language,
               const Services& services, double elapsed_ms);

Json WholeCompletion(const ChatHead& head, Json message, Json usage, Json own);

// A chunk of a stream as an event.
struct ChatChunk {
  Json delta = Json::Object();
  bool last = false;
  std::optional<Json> own = std::nullopt;
};
std::string ChunkEvent(const ChatHead& head, ChatChunk chunk);
// The chunk with the usage alone.
std::string UsageEvent(const ChatHead& head, Json usage);
std::string DataEvent(const Json& data);

}  // namespace wenyuan::api
