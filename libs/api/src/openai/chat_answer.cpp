#include "chat_answer.h"

#include "../answer_view.h"
#include "wenyuan/search/compress.h"

namespace wenyuan::api {
namespace {

Json::Object HeadOf(const ChatHead& head, std::string_view object) {
  return {{"id", head.id}, {"object", object}, {"created", head.created}, {"model", head.model}};
}

}  // namespace

Json ChatUsage(const answer::Question& question, const answer::Answer& answer) {
  std::size_t read = search::EstimateTokens(question.text);
  for (const answer::Turn& turn : question.before) {
    read += search::EstimateTokens(turn.question) + search::EstimateTokens(turn.answer);
  }
  if (answer.context) read += answer.context->tokens;
  const std::size_t thought = search::EstimateTokens(answer.thinking);
  const std::size_t written = search::EstimateTokens(answer.text) + thought;
  return {{"prompt_tokens", read},
          {"completion_tokens", written},
          {"total_tokens", read + written},
          {"completion_tokens_details", {{"reasoning_tokens", thought}}}};
}

Json OwnMember(const ChatRequest& request, const answer::Answer& answer, Language language,
               const Services& services, double elapsed_ms) {
  const Json view = AnswerView(request.question, answer, language, services, elapsed_ms);
  Json::Object own;
  for (const auto& [name, value] : std::get<Json::Object>(view.value())) {
    if (name != "passages" && name != "thinking") own.emplace_back(name, value);
  }
  own.emplace_back("ignored", Json::Array(request.ignored.begin(), request.ignored.end()));
  return own;
}

Json WholeCompletion(const ChatHead& head, Json message, Json usage, Json own) {
  Json::Object completion = HeadOf(head, "chat.completion");
  completion.emplace_back("choices", Json::Array{Json{{"index", 0},
                                                      {"message", std::move(message)},
                                                      {"logprobs", nullptr},
                                                      {"finish_reason", "stop"}}});
  completion.emplace_back("usage", std::move(usage));
  completion.emplace_back("wenyuan", std::move(own));
  return completion;
}

std::string ChunkEvent(const ChatHead& head, ChatChunk chunk) {
  Json::Object data = HeadOf(head, "chat.completion.chunk");
  data.emplace_back(
      "choices", Json::Array{Json{{"index", 0},
                                  {"delta", std::move(chunk.delta)},
                                  {"logprobs", nullptr},
                                  {"finish_reason", chunk.last ? Json("stop") : Json(nullptr)}}});
  if (chunk.own) data.emplace_back("wenyuan", *std::move(chunk.own));
  return DataEvent(data);
}

std::string UsageEvent(const ChatHead& head, Json usage) {
  Json::Object data = HeadOf(head, "chat.completion.chunk");
  data.emplace_back("choices", Json::Array());
  data.emplace_back("usage", std::move(usage));
  return DataEvent(data);
}

std::string DataEvent(const Json& data) { return "data: " + data.Text() + "\n\n"; }

}  // namespace wenyuan::api
