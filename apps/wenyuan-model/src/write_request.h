#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/chat_format.h"
#include "wenyuan/llm_llama/text_model.h"
#include "wenyuan/serving/decoder.h"

namespace wenyuan::model {

inline constexpr std::uint32_t kMostChoices = 8;
inline constexpr std::uint32_t kMostTopLogprobs = 20;  // as OpenAI

// A LoRA adapter by the name under which it was loaded.
struct WantedAdapter {
  std::string name;
  float scale = 1;
};

// What a client asks of a model that writes: /v1/chat/completions (turns) or /v1/completions (a
// text, or tokens). See docs/decisions/0202.
struct WriteRequest {
  std::string model;  // empty: whichever is loaded
  std::vector<llm_llama::ChatTurn> turns;
  std::string text;
  std::vector<serving::Token> tokens;  // instead of the text

  bool stream = false;
  bool stream_usage = false;
  std::uint32_t choices = 1;
  std::optional<std::uint32_t> most_tokens;
  std::vector<std::string> stops;
  bool logprobs = false;
  std::uint32_t top_logprobs = 0;

  // Numbers that were not given keep the model's own defaults.
  std::optional<double> temperature;
  std::optional<double> top_p;
  std::optional<std::uint32_t> seed;
  llm_llama::SamplingOptions sampling;  // the other numbers, bias and grammar
  std::string grammar_field;            // that the grammar came from; empty: there is none
  bool ignore_end = false;

  bool thinking = true;
  // Ours, beyond OpenAI's.
  std::string quotable;
  bool speculate = true;
  std::string scope;
  std::string user;
  std::vector<WantedAdapter> adapters;
};

// kInvalidArgument, kTooLarge or kUnsupported with a sentence for whoever wrote the client; `param`
// is then the field that is wrong, or empty: the body as a whole.
Result<WriteRequest> ReadChatRequest(std::string_view body, std::string& param);
Result<WriteRequest> ReadCompletionRequest(std::string_view body, std::string& param);

}  // namespace wenyuan::model
