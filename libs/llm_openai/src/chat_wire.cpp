#include "chat_wire.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "json_reading.h"
#include "wire.h"

namespace wenyuan::llm_openai {
namespace {

namespace json = boost::json;

std::string_view NameOf(llm::ChatRole role) {
  switch (role) {
    case llm::ChatRole::kSystem:
      return "system";
    case llm::ChatRole::kUser:
      return "user";
    case llm::ChatRole::kAssistant:
      return "assistant";
  }
  return "user";
}

std::string Base64(std::string_view bytes) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text += i + k > bytes.size() ? '=' : kDigits[(group >> (18 - 6 * k)) & 63U];
    }
  }
  return text;
}

// A text, or pictures and a text as a list of parts.
json::value Content(const llm::ChatTurn& turn) {
  if (turn.pictures.empty()) return json::string(turn.content);
  json::array parts;
  for (const std::string& picture : turn.pictures) {
    const std::string kind = picture.starts_with("\x89PNG") ? "image/png" : "image/jpeg";
    const std::string url = "data:" + kind + ";base64," + Base64(picture);
    parts.push_back(json::object{{"type", "image_url"}, {"image_url", json::object{{"url", url}}}});
  }
  parts.push_back(json::object{{"type", "text"}, {"text", turn.content}});
  return parts;
}

const json::value* First(const json::value* list) {
  const json::array* items = list == nullptr ? nullptr : list->if_array();
  return items == nullptr || items->empty() ? nullptr : items->data();
}

ServerKind KindOf(const std::string& owner) {
  if (owner == "wenyuan") return ServerKind::kWenyuan;
  if (owner == "llamacpp") return ServerKind::kLlamaServer;
  if (owner == "vllm") return ServerKind::kVllm;
  if (owner == "sglang") return ServerKind::kSglang;
  return ServerKind::kUnknown;
}

ListedChatModel ModelOf(const json::value& item) {
  ListedChatModel model;
  model.id = Text(Find(&item, "id"));
  model.server = KindOf(Text(Find(&item, "owned_by")));
  // Ours and llama-server's; vLLM's and SGLang's.
  const json::value* meta = Find(&item, "meta");
  std::uint64_t context = Number(Find(meta, "context_tokens"));
  if (context == 0) context = Number(Find(meta, "n_ctx"));
  if (context == 0) context = Number(Find(&item, "max_model_len"));
  model.context_tokens = static_cast<std::uint32_t>(context);
  const json::value* thinks = Find(meta, "thinks");
  model.thinks = thinks != nullptr && thinks->is_bool() && thinks->as_bool();
  return model;
}

// A token's; likeliest first, as servers list them.
std::vector<llm::ChatAlternative> AlternativesOf(const json::value& token) {
  std::vector<llm::ChatAlternative> alternatives;
  const json::value* top = Find(&token, "top_logprobs");
  if (top == nullptr || !top->is_array()) return alternatives;
  for (const json::value& one : top->as_array()) {
    const json::value* logarithm = Find(&one, "logprob");
    if (logarithm == nullptr || !logarithm->is_number()) continue;
    const double probability = std::exp(logarithm->to_number<double>());
    if (probability >= 0) {
      alternatives.push_back({Text(Find(&one, "token")), std::min(probability, 1.0)});
    }
  }
  return alternatives;
}

bool Writes(const json::value& item) {
  const std::string kind = Text(Find(Find(&item, "meta"), "kind"));
  return kind.empty() || kind == "generator";
}

}  // namespace

std::string WriteChat(const llm::ChatRequest& request, const std::string& model,
                      ServerKind server) {
  json::array messages;
  for (const llm::ChatTurn& turn : request.turns) {
    messages.push_back(json::object{{"role", View(NameOf(turn.role))}, {"content", Content(turn)}});
  }
  json::object body{{"model", model},
                    {"messages", std::move(messages)},
                    {"stream", true},
                    {"stream_options", json::object{{"include_usage", true}}},
                    {"max_tokens", request.most_tokens},
                    {"temperature", request.temperature}};
  if (request.top_p < 1) body["top_p"] = request.top_p;
  if (request.seed) body["seed"] = *request.seed;
  if (!request.user.empty()) body["user"] = request.user;
  if (request.alternatives > 0 && server != ServerKind::kUnknown) {
    body["logprobs"] = true;
    body["top_logprobs"] = request.alternatives;
  }
  const bool template_arguments = server == ServerKind::kLlamaServer ||
                                  server == ServerKind::kVllm || server == ServerKind::kSglang;
  if (!request.thinking && template_arguments) {
    body["chat_template_kwargs"] = json::object{{"enable_thinking", false}};
  }
  switch (server) {
    case ServerKind::kWenyuan:
      body["thinking"] = request.thinking;
      if (!request.grammar.empty()) body["grammar"] = request.grammar;
      if (!request.quotable.empty()) body["quotable"] = request.quotable;
      if (!request.scope.empty()) body["cache_scope"] = request.scope;
      break;
    case ServerKind::kLlamaServer:
      if (!request.grammar.empty()) body["grammar"] = request.grammar;
      break;
    case ServerKind::kVllm:
      if (!request.grammar.empty()) {
        body["structured_outputs"] = json::object{{"grammar", request.grammar}};
      }
      if (!request.scope.empty()) body["cache_salt"] = request.scope;
      break;
    case ServerKind::kSglang:
    case ServerKind::kUnknown:
      break;
  }
  return json::serialize(body);
}

Result<ChatEvent> ReadChatEvent(std::string_view data) {
  json::error_code error;
  const json::value event = json::parse(View(data), error);
  if (error || !event.is_object()) {
    return Error{ErrorCode::kUnavailable, "the model server's stream is not usable: no JSON object",
                 "模型服务的数据流无法使用：不是 JSON 对象"};
  }
  if (Find(&event, "error") != nullptr) {
    const std::string said = SaidInError(data);
    return Error{ErrorCode::kUnavailable, "the model server broke off: " + said,
                 "模型服务中断了回答：" + said};
  }
  ChatEvent read;
  if (const json::value* usage = Find(&event, "usage"); usage != nullptr && usage->is_object()) {
    read.usage.emplace();
    read.usage->prompt_tokens = Number(Find(usage, "prompt_tokens"));
    read.usage->completion_tokens = Number(Find(usage, "completion_tokens"));
    read.usage->cached_tokens = Number(Find(Find(usage, "prompt_tokens_details"), "cached_tokens"));
  }
  const json::value* choice = First(Find(&event, "choices"));
  const json::value* delta = Find(choice, "delta");
  read.delta.content = Text(Find(delta, "content"));
  read.delta.thinking = Text(Find(delta, "reasoning_content"));
  if (read.delta.thinking.empty()) read.delta.thinking = Text(Find(delta, "reasoning"));
  const json::value* tokens = Find(Find(choice, "logprobs"), "content");
  if (tokens != nullptr && tokens->is_array()) {
    for (const json::value& token : tokens->as_array()) {
      read.alternatives.push_back(AlternativesOf(token));
    }
  }
  const std::string finish = Text(Find(choice, "finish_reason"));
  if (finish == "length") read.finish = llm::ChatFinish::kLength;
  if (finish == "stop") read.finish = llm::ChatFinish::kStop;
  return read;
}

Result<ListedChatModel> ReadChatModel(std::string_view body, const std::string& name) {
  json::error_code error;
  const json::value answer = json::parse(View(body), error);
  const json::value* list = error ? nullptr : Find(&answer, "data");
  if (list == nullptr || !list->is_array()) {
    return Error{ErrorCode::kUnavailable, "the model server's answer is not usable: no list 'data'",
                 "模型服务的回答无法使用：缺少列表“data”"};
  }
  std::string names;
  for (const json::value& item : list->as_array()) {
    if (!Writes(item)) continue;
    const std::string id = Text(Find(&item, "id"));
    if (name.empty() || id == name) return ModelOf(item);
    names += (names.empty() ? "'" : ", '") + id + "'";
  }
  if (names.empty()) {
    return Error{ErrorCode::kNotFound, "the model server has no model that writes",
                 "模型服务没有可以写回答的模型"};
  }
  return Error{ErrorCode::kNotFound,
               "the model server has no model '" + name + "'; it has " + names,
               "模型服务没有模型“" + name + "”，只有 " + names};
}

}  // namespace wenyuan::llm_openai
