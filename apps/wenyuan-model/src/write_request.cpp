#include "write_request.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "json_reading.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostTurns = 4096;
constexpr std::size_t kMostStops = 16;
constexpr std::size_t kLongestStop = 256;
constexpr std::size_t kMostBiases = 1024;
constexpr std::int64_t kMostTokens = 1 << 24;

Error Unsupported(const std::string& what) { return {ErrorCode::kUnsupported, what}; }

bool IsEmptyList(const json::value& value) { return value.is_array() && value.as_array().empty(); }

// What OpenAI's API has and we do not: said, so that nobody waits for it in vain.
Result<void> RefuseWhatWeLack(const Fields& fields) {
  for (const char* name : {"tools", "functions", "tool_choice", "function_call", "audio",
                           "web_search_options", "suffix", "prediction"}) {
    const json::value* value = fields.Find(name);
    if (value == nullptr || IsEmptyList(*value)) continue;
    if (value->is_string() && (value->as_string() == "none" || value->as_string().empty()))
      continue;
    return Unsupported("'" + std::string(name) + "' is not supported by this server; leave it out");
  }
  const json::value* modalities = fields.Find("modalities");
  if (modalities != nullptr && *modalities != json::value({"text"})) {
    return Unsupported("'modalities' other than [\"text\"] are not supported by this server");
  }
  WY_TRY(const bool echo, fields.Bool("echo", false));
  if (echo) return Unsupported("'echo' is not supported by this server; leave it out");
  WY_TRY(const auto best, fields.Whole("best_of", {1, 1}));
  static_cast<void>(best);
  return {};
}

Result<std::string> ContentOf(const json::object& message) {
  const json::value* content = FindField(message, "content");
  if (content == nullptr) return std::string();
  if (content->is_string()) return std::string(content->as_string());
  if (!content->is_array()) return WrongRequest("a message's 'content' must be a string or a list");
  std::string text;
  for (const json::value& part : content->as_array()) {
    if (!part.is_object()) return WrongRequest("a part of a message's 'content' must be an object");
    WY_TRY(const std::string type, TextField(part.as_object(), "type"));
    if (type != "text") {
      return Unsupported("a message has a part of type '" + type +
                         "'; this server reads parts of type \"text\" only");
    }
    WY_TRY(const std::string piece, TextField(part.as_object(), "text"));
    if (!text.empty()) text += "\n";
    text += piece;
  }
  return text;
}

Result<void> ReadTurns(const Fields& fields, WriteRequest& request) {
  const json::value* messages = fields.Find("messages");
  if (messages == nullptr || !messages->is_array() || messages->as_array().empty()) {
    return WrongRequest("'messages' is missing or empty: the turns of the conversation");
  }
  if (messages->as_array().size() > kMostTurns) {
    return Error{ErrorCode::kTooLarge,
                 "'messages' has more than " + std::to_string(kMostTurns) + " turns"};
  }
  for (const json::value& value : messages->as_array()) {
    if (!value.is_object()) return WrongRequest("each of 'messages' must be an object");
    const json::object& message = value.as_object();
    WY_TRY(std::string role, TextField(message, "role"));
    if (role == "developer") role = "system";
    if (role == "tool" || role == "function" || FindField(message, "tool_calls") != nullptr) {
      return Unsupported("tools are not supported by this server: a message has role '" + role +
                         "' or 'tool_calls'");
    }
    if (role != "system" && role != "user" && role != "assistant") {
      return WrongRequest(
          "the 'role' of a message must be \"system\", \"user\" or \"assistant\", not '" + role +
          "'");
    }
    WY_TRY(std::string content, ContentOf(message));
    request.turns.push_back({std::move(role), std::move(content)});
  }
  return {};
}

Result<void> ReadPrompt(const Fields& fields, WriteRequest& request) {
  const json::value* prompt = fields.Find("prompt");
  if (prompt == nullptr) return WrongRequest("'prompt' is missing: the text to go on from");
  if (prompt->is_array() && prompt->as_array().size() == 1 && !prompt->as_array()[0].is_number()) {
    prompt = prompt->as_array().data();
  }
  if (prompt->is_string()) {
    request.text = prompt->as_string();
    return {};
  }
  if (!prompt->is_array() || prompt->as_array().empty()) {
    return WrongRequest("'prompt' must be a string or a list of token numbers");
  }
  for (const json::value& item : prompt->as_array()) {
    json::error_code error;
    const auto token = item.to_number<serving::Token>(error);
    if (item.is_string()) {
      return Unsupported("one 'prompt' is taken at once: send several requests");
    }
    if (error) return WrongRequest("'prompt' must be a string or a list of token numbers");
    request.tokens.push_back(token);
  }
  return {};
}

Result<void> ReadStops(const Fields& fields, WriteRequest& request) {
  const json::value* stop = fields.Find("stop");
  if (stop == nullptr) return {};
  const json::array one = stop->is_array() ? stop->as_array() : json::array{*stop};
  if (one.size() > kMostStops) {
    return WrongRequest("'stop' has more than " + std::to_string(kMostStops) + " strings");
  }
  for (const json::value& item : one) {
    if (!item.is_string() || item.as_string().empty() || item.as_string().size() > kLongestStop) {
      return WrongRequest("'stop' must be strings of 1 to " + std::to_string(kLongestStop) +
                          " bytes");
    }
    request.stops.emplace_back(item.as_string());
  }
  return {};
}

Result<void> ReadBias(const Fields& fields, WriteRequest& request) {
  const json::value* bias = fields.Find("logit_bias");
  if (bias == nullptr) return {};
  if (!bias->is_object() || bias->as_object().size() > kMostBiases) {
    return WrongRequest("'logit_bias' must be an object of at most " + std::to_string(kMostBiases) +
                        " token numbers with biases");
  }
  for (const auto& [name, value] : bias->as_object()) {
    serving::Token token = 0;
    const char* end = name.data() + name.size();
    json::error_code error;
    const auto amount = value.to_number<double>(error);
    if (std::from_chars(name.data(), end, token).ptr != end || error) {
      return WrongRequest("'logit_bias' must be an object of token numbers with biases");
    }
    request.sampling.bias.emplace_back(token, static_cast<float>(amount));
  }
  return {};
}

Result<void> ReadNumbers(const Fields& fields, WriteRequest& request) {
  WY_TRY(request.temperature, fields.Number("temperature"));
  WY_TRY(request.top_p, fields.Number("top_p"));
  const auto into = [&](const char* name, float& place) -> Result<void> {
    WY_TRY(const auto number, fields.Number(name));
    if (number) place = static_cast<float>(*number);
    return {};
  };
  WY_CHECK(into("min_p", request.sampling.min_p));
  WY_CHECK(into("frequency_penalty", request.sampling.frequency_penalty));
  WY_CHECK(into("presence_penalty", request.sampling.presence_penalty));
  WY_CHECK(into("repeat_penalty", request.sampling.repeat_penalty));
  WY_CHECK(into("repetition_penalty", request.sampling.repeat_penalty));
  constexpr std::int64_t kMost32 = std::numeric_limits<std::int32_t>::max();
  WY_TRY(const auto top_k, fields.Whole("top_k", {-1, kMost32}));
  if (top_k) request.sampling.top_k = static_cast<std::int32_t>(std::max<std::int64_t>(*top_k, 0));
  constexpr std::int64_t kMost64 = std::numeric_limits<std::int64_t>::max();
  WY_TRY(const auto seed, fields.Whole("seed", {-kMost64, kMost64}));
  if (seed) request.seed = static_cast<std::uint32_t>(*seed);
  WY_TRY(const auto choices, fields.Whole("n", {1, kMostChoices}));
  request.choices = static_cast<std::uint32_t>(choices.value_or(1));
  WY_TRY(auto most, fields.Whole("max_completion_tokens", {1, kMostTokens}));
  if (!most) {
    WY_TRY(most, fields.Whole("max_tokens", {1, kMostTokens}));
  }
  if (most) request.most_tokens = static_cast<std::uint32_t>(*most);
  WY_TRY(request.ignore_end, fields.Bool("ignore_eos", false));
  return {};
}

// The JSON schema that an answer must follow; nothing: any text will do.
Result<std::optional<std::string>> SchemaOf(const json::object& format) {
  const json::value* type = FindField(format, "type");
  const json::string* name = type == nullptr ? nullptr : type->if_string();
  if (name != nullptr && *name == "text") return std::optional<std::string>();
  if (name != nullptr && *name == "json_object") return std::optional<std::string>("");
  if (name == nullptr || *name != "json_schema") {
    return WrongRequest(
        "the type of 'response_format' must be \"text\", \"json_object\" or \"json_schema\"");
  }
  const json::value* holder = FindField(format, "json_schema");
  const json::value* schema =
      holder != nullptr && holder->is_object() ? FindField(holder->as_object(), "schema") : nullptr;
  if (schema == nullptr || !schema->is_object()) {
    return WrongRequest("'response_format' lacks 'json_schema' with a 'schema'");
  }
  return std::optional<std::string>(json::serialize(*schema));
}

Result<void> ReadFormat(const Fields& fields, WriteRequest& request) {
  WY_TRY(request.sampling.grammar, fields.Text("grammar"));
  request.grammar_field = request.sampling.grammar.empty() ? "" : "grammar";
  const json::value* format = fields.Find("response_format");
  if (format == nullptr) return {};
  if (!format->is_object()) return WrongRequest("'response_format' must be an object");
  WY_TRY(const std::optional<std::string> schema, SchemaOf(format->as_object()));
  if (!schema) return {};
  if (!request.sampling.grammar.empty()) {
    return WrongRequest("'grammar' and 'response_format' exclude each other");
  }
  WY_TRY(request.sampling.grammar, llm_llama::GrammarOfJsonSchema(*schema));
  request.grammar_field = "response_format";
  return {};
}

Result<void> ReadAdapters(const Fields& fields, WriteRequest& request) {
  const json::value* lora = fields.Find("lora");
  if (lora == nullptr) return {};
  if (!lora->is_array() || lora->as_array().size() > 8) {
    return WrongRequest("'lora' must be a list of at most 8 objects with 'name' and 'scale'");
  }
  for (const json::value& item : lora->as_array()) {
    if (!item.is_object()) return WrongRequest("each of 'lora' must be an object");
    WY_TRY(const std::string name, TextField(item.as_object(), "name"));
    WY_TRY(const auto scale, NumberField(item.as_object(), "scale"));
    if (name.empty()) return WrongRequest("each of 'lora' needs the 'name' of an adapter");
    if (!(scale.value_or(1) >= -10 && scale.value_or(1) <= 10)) {
      return WrongRequest("the 'scale' of an adapter must be a number from -10 to 10");
    }
    request.adapters.push_back({name, static_cast<float>(scale.value_or(1))});
  }
  return {};
}

// Four ways in which clients say it: ours, DeepSeek's, llama-server's and vLLM's, OpenAI's.
Result<void> ReadThinking(const Fields& fields, WriteRequest& request) {
  const json::value* thinking = fields.Find("thinking");
  if (thinking != nullptr && thinking->is_object()) {
    WY_TRY(const std::string type, TextField(thinking->as_object(), "type"));
    request.thinking = type != "disabled";
  } else {
    WY_TRY(request.thinking, fields.Bool("thinking", true));
  }
  const json::value* arguments = fields.Find("chat_template_kwargs");
  if (arguments != nullptr && arguments->is_object()) {
    WY_TRY(request.thinking,
           BoolField(arguments->as_object(), "enable_thinking", request.thinking));
  }
  WY_TRY(const std::string effort, fields.Text("reasoning_effort"));
  if (effort == "none") request.thinking = false;
  WY_TRY(const auto most, fields.Whole("thinking_budget", {0, kMostTokens}));
  if (most) request.sampling.most_thinking_tokens = static_cast<std::uint32_t>(*most);
  return {};
}

Result<void> ReadCommon(const Fields& fields, WriteRequest& request) {
  WY_CHECK(RefuseWhatWeLack(fields));
  WY_TRY(request.model, fields.Text("model"));
  WY_TRY(request.stream, fields.Bool("stream", false));
  if (const json::value* options = fields.Find("stream_options"); options != nullptr) {
    if (!options->is_object()) return WrongRequest("'stream_options' must be an object");
    WY_TRY(request.stream_usage, BoolField(options->as_object(), "include_usage", false));
  }
  WY_CHECK(ReadNumbers(fields, request));
  WY_CHECK(ReadStops(fields, request));
  WY_CHECK(ReadBias(fields, request));
  WY_CHECK(ReadFormat(fields, request));
  WY_CHECK(ReadThinking(fields, request));
  WY_CHECK(ReadAdapters(fields, request));
  WY_TRY(request.quotable, fields.Text("quotable"));
  WY_TRY(request.speculate, fields.Bool("speculate", true));
  WY_TRY(request.scope, fields.Text("cache_scope"));
  WY_TRY(request.user, fields.Text("user"));
  return {};
}

}  // namespace

Result<WriteRequest> ReadChatRequest(std::string_view body, std::string& param) {
  WY_TRY(const json::object object, ReadObject(body));
  const Fields fields(object, param);
  WriteRequest request;
  WY_CHECK(ReadCommon(fields, request));
  WY_CHECK(ReadTurns(fields, request));
  WY_TRY(request.logprobs, fields.Bool("logprobs", false));
  WY_TRY(const auto top, fields.Whole("top_logprobs", {0, kMostTopLogprobs}));
  if (top && *top > 0 && !request.logprobs) {
    return WrongRequest("'top_logprobs' needs 'logprobs': true");
  }
  request.top_logprobs = static_cast<std::uint32_t>(top.value_or(0));
  param.clear();
  return request;
}

Result<WriteRequest> ReadCompletionRequest(std::string_view body, std::string& param) {
  WY_TRY(const json::object object, ReadObject(body));
  const Fields fields(object, param);
  WriteRequest request;
  WY_CHECK(ReadCommon(fields, request));
  WY_CHECK(ReadPrompt(fields, request));
  WY_TRY(const auto top, fields.Whole("logprobs", {0, kMostTopLogprobs}));
  request.logprobs = top.has_value();
  request.top_logprobs = static_cast<std::uint32_t>(top.value_or(0));
  param.clear();
  return request;
}

}  // namespace wenyuan::model
