#include "write_answers.h"

#include <algorithm>
#include <boost/json.hpp>

#include "answers.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

// A token's bytes may be a part of a character, which no JSON string can hold.
std::string Shown(const std::string& bytes) {
  Utf8Joiner joiner;
  return joiner.Take(bytes, true);
}

json::object ScoreOf(const std::string& bytes, float logprob) {
  json::array numbers;
  for (const char byte : bytes) numbers.push_back(static_cast<unsigned char>(byte));
  return {{"token", Shown(bytes)}, {"logprob", logprob}, {"bytes", std::move(numbers)}};
}

json::value ChatScores(const std::vector<TokenScore>& scores) {
  json::array content;
  for (const TokenScore& score : scores) {
    json::object token = ScoreOf(score.bytes, score.logprob);
    json::array top;
    for (const auto& [bytes, logprob] : score.top) top.push_back(ScoreOf(bytes, logprob));
    token["top_logprobs"] = std::move(top);
    content.push_back(std::move(token));
  }
  return json::object{{"content", std::move(content)}, {"refusal", nullptr}};
}

json::value CompletionScores(const std::vector<TokenScore>& scores) {
  json::array tokens;
  json::array logprobs;
  json::array tops;
  for (const TokenScore& score : scores) {
    tokens.push_back(json::string(Shown(score.bytes)));
    logprobs.push_back(score.logprob);
    json::object top;
    for (const auto& [bytes, logprob] : score.top) top[Shown(bytes)] = logprob;
    tops.push_back(std::move(top));
  }
  return json::object{{"tokens", std::move(tokens)},
                      {"token_logprobs", std::move(logprobs)},
                      {"top_logprobs", std::move(tops)}};
}

json::value EndingOf(const Choice& choice) {
  switch (choice.ending) {
    case Ending::kStop:
      return "stop";
    case Ending::kLength:
      return "length";
    case Ending::kNone:
      break;
  }
  return nullptr;
}

json::object ChoiceOf(const AnswerHead& head, const Choice& choice, bool streamed, bool scores) {
  json::object made = {{"index", choice.index}, {"finish_reason", EndingOf(choice)}};
  if (!head.chat) {
    made["text"] = choice.delta.content;
    made["logprobs"] = scores ? CompletionScores(choice.delta.scores) : json::value();
    return made;
  }
  json::object message;
  if (!streamed || choice.first) message["role"] = "assistant";
  if (!streamed || choice.first || !choice.delta.content.empty()) {
    message["content"] = choice.delta.content;
  }
  if (!choice.delta.thinking.empty()) message["reasoning_content"] = choice.delta.thinking;
  if (!streamed) message["refusal"] = nullptr;
  made["logprobs"] = scores ? ChatScores(choice.delta.scores) : json::value();
  made[streamed ? "delta" : "message"] = std::move(message);
  return made;
}

json::object HeadOf(const AnswerHead& head, bool streamed) {
  const char* object = !head.chat ? "text_completion"
                       : streamed ? "chat.completion.chunk"
                                  : "chat.completion";
  return {{"id", head.id}, {"object", object}, {"created", head.created}, {"model", head.model}};
}

void AddUsage(const WriteUsage& usage, json::object& answer) {
  const serving::GenerationReport& report = usage.report;
  answer["usage"] = {
      {"prompt_tokens", report.prompt_tokens},
      {"completion_tokens", report.produced_tokens},
      {"total_tokens", std::uint64_t{report.prompt_tokens} + report.produced_tokens},
      {"prompt_tokens_details", {{"cached_tokens", report.cached_tokens}}},
      {"completion_tokens_details",
       {{"reasoning_tokens", usage.thinking_tokens},
        {"accepted_prediction_tokens", report.accepted_tokens},
        {"rejected_prediction_tokens",
         report.drafted_tokens - std::min(report.drafted_tokens, report.accepted_tokens)}}}};
  answer["wenyuan"] = {{"restored_tokens", report.restored_tokens},
                       {"queue_seconds", report.queue_seconds},
                       {"first_token_seconds", report.first_token_seconds},
                       {"decode_seconds", report.decode_seconds}};
}

std::string Event(const json::object& data) { return "data: " + json::serialize(data) + "\n\n"; }

}  // namespace

void WriteUsage::Add(const serving::GenerationReport& other, std::uint32_t thinking) {
  const serving::GenerationReport before = report;
  report = other;
  report.cached_tokens = std::max(before.cached_tokens, other.cached_tokens);
  report.restored_tokens = std::max(before.restored_tokens, other.restored_tokens);
  report.produced_tokens += before.produced_tokens;
  report.drafted_tokens += before.drafted_tokens;
  report.accepted_tokens += before.accepted_tokens;
  report.decode_seconds = std::max(before.decode_seconds, other.decode_seconds);
  thinking_tokens += thinking;
}

std::string WholeAnswer(const AnswerHead& head, const std::vector<Choice>& choices, bool scores,
                        const WriteUsage& usage) {
  json::object answer = HeadOf(head, false);
  json::array list;
  for (const Choice& choice : choices) list.push_back(ChoiceOf(head, choice, false, scores));
  answer["choices"] = std::move(list);
  AddUsage(usage, answer);
  return json::serialize(answer);
}

std::string ChoiceEvent(const AnswerHead& head, const Choice& choice) {
  json::object event = HeadOf(head, true);
  event["choices"] = json::array{ChoiceOf(head, choice, true, !choice.delta.scores.empty())};
  return Event(event);
}

std::string UsageEvent(const AnswerHead& head, const WriteUsage& usage) {
  json::object event = HeadOf(head, true);
  event["choices"] = json::array();
  AddUsage(usage, event);
  return Event(event);
}

std::string ErrorEvent(const Error& error) { return "data: " + ErrorAnswer(error).body + "\n\n"; }

std::string WriterCard(const LoadedWriter& writer) {
  const llm_llama::TextModelInfo& info = writer.model->info();
  const serving::DecoderInfo& decoder = writer.engine->info();
  json::array adapters;
  for (const auto& adapter : writer.model->adapters())
    adapters.push_back(json::string(adapter.name));
  return json::serialize(json::object{{"id", writer.id},
                                      {"object", "model"},
                                      {"created", 0},
                                      {"owned_by", "wenyuan"},
                                      {"meta",
                                       {{"kind", "generator"},
                                        {"name", info.name},
                                        {"architecture", info.architecture},
                                        {"description", info.description},
                                        {"processor", info.processor},
                                        {"parameters", info.parameters},
                                        {"bytes", info.bytes},
                                        {"trained_context_tokens", info.context_tokens},
                                        {"context_tokens", decoder.context_tokens},
                                        {"cells", decoder.cells},
                                        {"bytes_per_token", decoder.bytes_per_token},
                                        {"vocabulary", info.vocabulary},
                                        {"chat", writer.format != nullptr},
                                        {"thinks", writer.thinks},
                                        {"adapters", std::move(adapters)}}}});
}

}  // namespace wenyuan::model
