#include "chat_request.h"

#include <algorithm>
#include <array>

namespace wenyuan::api {
namespace {

constexpr std::size_t kMostMessages = 4096;
// Older turns do not tell what a question means.
constexpr std::size_t kMostTurns = 16;
constexpr std::size_t kMostIgnored = 32;
constexpr std::size_t kLongestName = 64;

Error Wrong(std::string message, std::string message_zh) {
  return {ErrorCode::kInvalidArgument, std::move(message), std::move(message_zh)};
}

Error Unsupported(std::string message, std::string message_zh) {
  return {ErrorCode::kUnsupported, std::move(message), std::move(message_zh)};
}

bool IsText(const Json& value, std::string_view text) {
  const auto* string = std::get_if<std::string>(&value.value());
  return string != nullptr && *string == text;
}

bool IsFlag(const Json& value, bool flag) {
  const auto* found = std::get_if<bool>(&value.value());
  return found != nullptr && *found == flag;
}

bool IsNumber(const Json& value, std::int64_t number) {
  const auto* found = std::get_if<std::int64_t>(&value.value());
  return found != nullptr && *found == number;
}

// Whether the value asks for no more than a plain text.
bool AsksForNothing(std::string_view name, const Json& value) {
  const auto* list = std::get_if<Json::Array>(&value.value());
  if (name == "n") return IsNumber(value, 1);
  if (name == "logprobs") return IsFlag(value, false);
  if (name == "top_logprobs") return IsNumber(value, 0);
  if (name == "modalities")
    return list != nullptr && list->size() == 1 && IsText(list->front(), "text");
  if (name == "response_format") {
    const Json* type = MemberOf(value, "type");
    return type != nullptr && IsText(*type, "text");
  }
  if (name == "tool_choice" || name == "function_call") {
    return IsText(value, "none") || IsText(value, "auto");
  }
  return list != nullptr && list->empty();  // tools, functions
}

Result<void> RefuseWhatWeLack(const Json& body, std::string& param) {
  for (const std::string_view name :
       {"tools", "functions", "tool_choice", "function_call", "response_format", "n", "logprobs",
        "top_logprobs", "modalities", "audio", "web_search_options"}) {
    const Json* value = MemberOf(body, name);
    if (value == nullptr || AsksForNothing(name, *value)) continue;
    param = name;
    const std::string member(name);
    return Unsupported(
        "'" + member +
            "' is not supported: this model answers from documents, in one plain "
            "text with citations; leave it out",
        "不支持“" + member + "”：此模型只依据文档作答，给出一段带引用的纯文本；请去掉该字段");
  }
  return {};
}

Result<std::string> ContentOf(const Json& message) {
  const Json* content = MemberOf(message, "content");
  if (content == nullptr) return std::string();
  if (const auto* text = std::get_if<std::string>(&content->value())) return *text;
  const auto* parts = std::get_if<Json::Array>(&content->value());
  if (parts == nullptr) {
    return Wrong("the 'content' of a message must be a string or a list of text parts",
                 "消息的“content”必须是字符串或文本片段数组");
  }
  std::string text;
  for (const Json& part : *parts) {
    const Json* piece = MemberOf(part, "text");
    const auto* string = piece == nullptr ? nullptr : std::get_if<std::string>(&piece->value());
    const Json* type = MemberOf(part, "type");
    if (type == nullptr || !IsText(*type, "text") || string == nullptr) {
      return Unsupported("a message has a part that is no text; only text can be asked here",
                         "消息中含有非文本内容；这里只能用文字提问");
    }
    text += (text.empty() ? "" : "\n") + *string;
  }
  return text;
}

// The last message is the question; those before it are what was said. System messages say how a
// model should behave: nothing here obeys them, and nothing of them is ever evidence.
Result<void> ReadMessages(const Json& body, ChatRequest& request) {
  const Json* messages = MemberOf(body, "messages");
  const auto* list = messages == nullptr ? nullptr : std::get_if<Json::Array>(&messages->value());
  if (list == nullptr || list->empty()) {
    return Wrong("'messages' is missing or empty: the last of them is the question",
                 "缺少“messages”或其为空：最后一条消息即问题");
  }
  if (list->size() > kMostMessages) {
    return Error{ErrorCode::kTooLarge, "'messages' has more than 4096 messages; send the last ones",
                 "“messages”超过 4096 条，请只发送最近的消息"};
  }
  std::vector<answer::Turn> turns;
  bool is_open = false;  // the last turn has no answer yet
  for (const Json& message : *list) {
    const Json* role = MemberOf(message, "role");
    if (role != nullptr && (IsText(*role, "system") || IsText(*role, "developer"))) continue;
    const bool is_user = role != nullptr && IsText(*role, "user");
    if (!is_user && (role == nullptr || !IsText(*role, "assistant"))) {
      return Unsupported(
          "the role of a message must be system, developer, user or assistant; "
          "tools are not supported",
          "消息的角色只能是 system、developer、user 或 assistant；不支持工具");
    }
    WY_TRY(std::string content, ContentOf(message));
    if (is_user) {
      turns.push_back({std::move(content), {}});
    } else if (is_open) {
      turns.back().answer = std::move(content);
    }
    is_open = is_user;
  }
  if (!is_open) {
    return Wrong("the last of 'messages' must be the user's: it is the question",
                 "“messages”的最后一条必须来自用户：它就是问题");
  }
  request.question.text = std::move(turns.back().question);
  turns.pop_back();
  if (turns.size() > kMostTurns) {
    turns.erase(turns.begin(), turns.end() - static_cast<std::ptrdiff_t>(kMostTurns));
  }
  request.question.before = std::move(turns);
  return {};
}

// What clients of the house may add: {"libraries": […], "extractive": true, "sources": "text"}.
Result<void> ReadOwnMember(const Json& body, ChatRequest& request) {
  const Json* own = MemberOf(body, "wenyuan");
  if (own == nullptr) return {};
  WY_TRY(const Members members, Members::Of(*own, {"libraries", "extractive", "sources"}));
  WY_TRY(const auto libraries, members.Texts("libraries"));
  WY_TRY(const auto extractive, members.Flag("extractive"));
  WY_TRY(const auto sources, members.Text("sources"));
  if (sources && *sources != "text" && *sources != "annotations") {
    return Wrong("'sources' must be \"annotations\" or \"text\"",
                 "“sources”只能是 \"annotations\" 或 \"text\"");
  }
  request.libraries = libraries.value_or(std::vector<std::string>());
  request.question.extractive = extractive.value_or(false);
  request.sources_in_text = sources == "text";
  return {};
}

void NoteIgnored(const Json& body, ChatRequest& request) {
  static constexpr std::array<std::string_view, 16> kUsed = {
      "model",           "messages",
      "stream",          "stream_options",
      "wenyuan",         "n",
      "tools",           "functions",
      "tool_choice",     "function_call",
      "logprobs",        "top_logprobs",
      "response_format", "modalities",
      "audio",           "web_search_options"};
  for (const auto& [name, value] : std::get<Json::Object>(body.value())) {
    const bool is_null = std::holds_alternative<std::nullptr_t>(value.value());
    if (is_null || std::find(kUsed.begin(), kUsed.end(), name) != kUsed.end()) continue;
    if (request.ignored.size() == kMostIgnored) return;
    if (name.size() <= kLongestName) request.ignored.push_back(name);
  }
}

}  // namespace

Result<ChatRequest> ReadChatRequest(const Json& body, std::string& param) {
  if (!std::holds_alternative<Json::Object>(body.value())) {
    return Wrong("the body of the request must be a JSON object", "请求内容必须是 JSON 对象");
  }
  ChatRequest request;
  const auto flag = [&](const Json& object, const std::string& name) -> Result<bool> {
    const Json* value = MemberOf(object, name);
    if (value == nullptr) return false;
    if (const bool* found = std::get_if<bool>(&value->value())) return *found;
    param = name;
    return Wrong("'" + name + "' must be true or false", "“" + name + "”必须是 true 或 false");
  };
  const Json* model = MemberOf(body, "model");
  const auto* name = model == nullptr ? nullptr : std::get_if<std::string>(&model->value());
  if (name == nullptr) {
    param = "model";
    return Wrong("'model' is missing; GET /v1/models lists what there is",
                 "缺少“model”；可用的模型见 GET /v1/models");
  }
  request.model = *name;
  WY_CHECK(RefuseWhatWeLack(body, param));
  WY_TRY(request.stream, flag(body, "stream"));
  if (const Json* options = MemberOf(body, "stream_options")) {
    auto wanted = flag(*options, "include_usage");
    if (!wanted) param = "stream_options";
    WY_TRY(request.include_usage, std::move(wanted));
  }
  param = "messages";
  WY_CHECK(ReadMessages(body, request));
  param = "wenyuan";
  WY_CHECK(ReadOwnMember(body, request));
  param.clear();
  NoteIgnored(body, request);
  return request;
}

}  // namespace wenyuan::api
