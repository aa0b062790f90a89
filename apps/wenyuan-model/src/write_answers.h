#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "loaded_writer.h"
#include "reply.h"
#include "wenyuan/serving/engine.h"

namespace wenyuan::model {

// What stays the same over all pieces of one answer.
struct AnswerHead {
  std::string id;  // "chatcmpl-…"
  std::string model;
  std::int64_t created = 0;  // seconds since 1970
  bool chat = true;          // else a completion
};

enum class Ending : std::uint8_t { kNone, kStop, kLength };

// One of `n` answers, whole or a part.
struct Choice {
  std::uint32_t index = 0;
  ReplyDelta delta;
  Ending ending = Ending::kNone;
  bool first = false;  // of a stream
};

struct WriteUsage {
  serving::GenerationReport report;  // of all choices: the prompt once, the rest added
  std::uint32_t thinking_tokens = 0;
  void Add(const serving::GenerationReport& other, std::uint32_t thinking);
};

// In OpenAI's shape, with `reasoning_content` as DeepSeek has it.
std::string WholeAnswer(const AnswerHead& head, const std::vector<Choice>& choices, bool scores,
                        const WriteUsage& usage);
// "data: {…}\n\n"
std::string ChoiceEvent(const AnswerHead& head, const Choice& choice);
std::string UsageEvent(const AnswerHead& head, const WriteUsage& usage);
std::string ErrorEvent(const Error& error);
inline constexpr std::string_view kDoneEvent = "data: [DONE]\n\n";

// An entry of /v1/models.
std::string WriterCard(const LoadedWriter& writer);

}  // namespace wenyuan::model
