#include "write_route.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>
#include <utility>

#include "answers.h"
#include "reply.h"
#include "wenyuan/crypto/hash.h"
#include "write_answers.h"
#include "write_request.h"

namespace wenyuan::model {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMostBodyBytes = 32U << 20U;
// Each holds a thread while it waits; what comes then is refused, so that others are still
// answered.
constexpr int kMostRunning = 320;
constexpr auto kAskWhetherWanted = 200ms;
constexpr std::uint32_t kDefaultTokens = 2'048;
// What R1's makers advise for all that think; for others what OpenAI has.
constexpr float kThinkingTemperature = 0.6F;
constexpr float kThinkingTopP = 0.95F;

struct Prompt {
  std::vector<serving::Token> tokens;
  std::optional<llm_llama::ThinkingMarks> thinking;
};

// One of the n answers, being made.
struct Running {
  std::unique_ptr<serving::Generation> generation;
  std::unique_ptr<Reply> reply;
  Choice choice;
  bool ended = false;
};

Error TooLong(std::size_t tokens, std::uint32_t context) {
  return {ErrorCode::kTooLarge,
          "this model's context holds " + std::to_string(context) + " tokens, but the prompt has " +
              std::to_string(tokens) + "; shorten it",
          "该模型的上下文为 " + std::to_string(context) + " 个词元，而输入有 " +
              std::to_string(tokens) + " 个；请缩短输入"};
}

Result<Prompt> PromptOf(const LoadedWriter& writer, const WriteRequest& request, bool chat) {
  Prompt prompt;
  if (chat) {
    if (writer.format == nullptr) return writer.no_format;
    WY_TRY(llm_llama::ChatPrompt made, writer.format->Apply(request.turns, request.thinking));
    prompt.tokens = std::move(made.tokens);
    prompt.thinking = std::move(made.thinking);
  } else if (request.tokens.empty()) {
    WY_TRY(prompt.tokens, writer.model->Tokenize(request.text, false, true));
  } else {
    prompt.tokens = request.tokens;
  }
  if (prompt.tokens.empty()) {
    return Error{ErrorCode::kInvalidArgument, "the prompt is empty", "输入为空"};
  }
  const serving::DecoderInfo& info = writer.engine->info();
  if (prompt.tokens.size() >= info.context_tokens) {
    return TooLong(prompt.tokens.size(), info.context_tokens);
  }
  return prompt;
}

// The field of a request that no sampler can be made of.
std::string FaultOf(const LoadedWriter& writer, const llm_llama::SamplingOptions& sampling,
                    const WriteRequest& request) {
  const auto wrong = llm_llama::FindOutOfRange(sampling, writer.engine->info().vocabulary);
  return wrong ? wrong->name : request.grammar_field;
}

// The adapters that a request names, by what they are.
Result<std::vector<serving::AdapterUse>> AdaptersOf(const LoadedWriter& writer,
                                                    const WriteRequest& request) {
  std::vector<serving::AdapterUse> adapters;
  const std::vector<llm_llama::Adapter> loaded = writer.model->adapters();
  for (const WantedAdapter& wanted : request.adapters) {
    const auto found = std::find_if(loaded.begin(), loaded.end(), [&](const auto& adapter) {
      return adapter.name == wanted.name;
    });
    if (found == loaded.end()) {
      std::string names;
      for (const auto& adapter : loaded) names += (names.empty() ? "" : ", ") + adapter.name;
      return Error{ErrorCode::kNotFound,
                   "no adapter '" + wanted.name + "' is loaded; " +
                       (names.empty() ? "there is none" : "there are: " + names)};
    }
    adapters.push_back({found->id, wanted.scale});
  }
  return adapters;
}

llm_llama::SamplingOptions SamplingOf(const LoadedWriter& writer, const WriteRequest& request,
                                      const Prompt& prompt) {
  llm_llama::SamplingOptions sampling = request.sampling;
  const bool thinks = prompt.thinking && request.thinking;
  const float temperature = thinks ? kThinkingTemperature : 1;
  sampling.temperature = static_cast<float>(request.temperature.value_or(temperature));
  sampling.top_p = static_cast<float>(request.top_p.value_or(thinks ? kThinkingTopP : 1));
  sampling.thinking = prompt.thinking;
  if (prompt.thinking && !request.thinking) sampling.most_thinking_tokens = 0;
  if (request.ignore_end) {
    for (const serving::Token end : writer.engine->info().end_tokens) {
      sampling.bias.emplace_back(end, -100.0F);
    }
  }
  return sampling;
}

std::uint32_t NewSeed() {
  const std::string bytes = crypto::RandomBytes(4);
  std::uint32_t seed = 0;
  for (const char byte : bytes) seed = seed << 8U | static_cast<unsigned char>(byte);
  return seed;
}

Result<serving::Priority> PriorityOf(const http::Request& request) {
  const std::string_view wanted = http::Find(request.headers, "x-wenyuan-priority");
  if (wanted.empty() || wanted == "query") return serving::Priority::kInteractive;
  if (wanted == "background") return serving::Priority::kBackground;
  return Error{ErrorCode::kInvalidArgument,
               "the header X-Wenyuan-Priority must be \"query\" or \"background\""};
}

class Answering {
 public:
  // `param`: the field of the request that is wrong when it fails; empty: none is alone.
  Answering(std::shared_ptr<LoadedWriter> writer, bool chat, http::Responder& responder,
            std::string& param)
      : writer_(std::move(writer)), responder_(responder), param_(param) {
    head_.chat = chat;
    head_.id = (chat ? "chatcmpl-" : "cmpl-") + crypto::RandomId(15);
    head_.model = writer_->id;
    head_.created = std::time(nullptr);
  }

  // Nothing was sent when it fails, unless started().
  Result<void> Run(const WriteRequest& request, serving::Priority priority) {
    if (!request.model.empty() && request.model != writer_->id &&
        request.model != writer_->model->info().name) {
      param_ = "model";
      return Error{ErrorCode::kNotFound, "there is no model '" + request.model +
                                             "' that writes; there is '" + writer_->id + "'"};
    }
    WY_CHECK(Begin(request, priority));
    while (
        std::any_of(running_.begin(), running_.end(), [](const auto& one) { return !one.ended; })) {
      for (Running& one : running_) {
        if (!one.ended) WY_CHECK(Advance(one, request));
      }
    }
    Finish(request);
    return {};
  }
  [[nodiscard]] bool started() const { return started_; }

 private:
  Result<void> Begin(const WriteRequest& request, serving::Priority priority) {
    param_ = PromptField();
    WY_TRY(const Prompt prompt, PromptOf(*writer_, request, head_.chat));
    const serving::DecoderInfo& info = writer_->engine->info();
    const auto room = info.context_tokens - static_cast<std::uint32_t>(prompt.tokens.size());
    llm_llama::SamplingOptions sampling = SamplingOf(*writer_, request, prompt);
    const std::uint32_t seed = request.seed.value_or(NewSeed());
    param_ = "lora";
    WY_TRY(const auto adapters, AdaptersOf(*writer_, request));
    param_ = "quotable";
    std::vector<serving::Token> quotable;
    if (!request.quotable.empty()) {
      WY_TRY(quotable, writer_->model->Tokenize(request.quotable, false, false));
    }
    for (std::uint32_t index = 0; index < request.choices; ++index) {
      serving::GenerationRequest wanted;
      wanted.prompt = prompt.tokens;
      sampling.seed = seed + index;
      auto sampler = writer_->model->MakeSampler(sampling);
      param_ = sampler ? "" : FaultOf(*writer_, sampling, request);
      WY_TRY(wanted.sampler, std::move(sampler));
      wanted.most_tokens = std::min(request.most_tokens.value_or(kDefaultTokens), room);
      wanted.logprobs = request.logprobs;
      wanted.top_logprobs = request.top_logprobs;
      wanted.speculate = request.speculate;
      wanted.quotable = quotable;
      wanted.scope = request.scope;
      wanted.user = request.user;
      wanted.priority = priority;
      wanted.adapters = adapters;
      Running one;
      auto submitted = writer_->engine->Submit(std::move(wanted));
      if (!submitted && (submitted.error().code == ErrorCode::kTooLarge ||
                         submitted.error().code == ErrorCode::kInvalidArgument)) {
        param_ = PromptField();
      }
      WY_TRY(one.generation, std::move(submitted));
      one.reply = std::make_unique<Reply>(
          *writer_->model, ReplyOptions{prompt.thinking, request.stops, request.logprobs});
      one.choice.index = index;
      one.choice.first = true;
      running_.push_back(std::move(one));
    }
    return {};
  }

  [[nodiscard]] const char* PromptField() const { return head_.chat ? "messages" : "prompt"; }

  // Waits for what comes next of one answer, or for a while.
  Result<void> Advance(Running& one, const WriteRequest& request) {
    const auto patience = running_.size() == 1 ? kAskWhetherWanted : 20ms;
    const auto tokens = one.generation->Next(Deadline::After(patience));
    if (!tokens && tokens.error().code == ErrorCode::kTimeout) return AskWhetherWanted();
    if (!tokens) return tokens.error();
    ReplyDelta delta = one.reply->Take(*tokens);
    if (tokens->empty() || one.reply->stopped()) {
      Append(one.reply->Finish(), delta);
      const bool cut = !one.reply->stopped() &&
                       one.generation->report().finish == serving::FinishReason::kLength;
      one.choice.ending = cut ? Ending::kLength : Ending::kStop;
      one.ended = true;
      usage_.Add(one.generation->report(), one.reply->thinking_tokens());
      one.generation.reset();  // a stop string: its place is free now
    }
    Append(std::move(delta), one.choice.delta);
    if (!request.stream) return AskWhetherWanted();
    if (one.choice.delta.empty() && !one.ended) return {};
    return Send(one);
  }

  static void Append(ReplyDelta from, ReplyDelta& to) {
    to.thinking += from.thinking;
    to.content += from.content;
    std::move(from.scores.begin(), from.scores.end(), std::back_inserter(to.scores));
  }

  Result<void> Send(Running& one) {
    if (!started_) {
      responder_.Start(200, {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-cache"}});
      started_ = true;
    }
    // OpenAI's clients expect the ending in an event of its own.
    const Ending ending = std::exchange(one.choice.ending, Ending::kNone);
    std::string events;
    if (!one.choice.delta.empty() || one.choice.first) events = ChoiceEvent(head_, one.choice);
    one.choice.first = false;
    one.choice.delta = {};
    one.choice.ending = ending;
    if (ending != Ending::kNone) events += ChoiceEvent(head_, one.choice);
    return responder_.Write(events) ? Result<void>() : Gone();
  }

  void Finish(const WriteRequest& request) {
    if (request.stream) {
      std::string events = request.stream_usage ? UsageEvent(head_, usage_) : std::string();
      responder_.Write(events + std::string(kDoneEvent));
      return;
    }
    std::vector<Choice> choices;
    for (Running& one : running_) choices.push_back(std::move(one.choice));
    responder_.Send({200,
                     {{"Content-Type", "application/json"}},
                     WholeAnswer(head_, choices, request.logprobs, usage_)});
  }

  Result<void> AskWhetherWanted() { return responder_.Write({}) ? Result<void>() : Gone(); }
  static Error Gone() { return {ErrorCode::kCancelled, "the client left"}; }

  const std::shared_ptr<LoadedWriter> writer_;
  http::Responder& responder_;
  std::string& param_;
  AnswerHead head_;
  std::vector<Running> running_;
  WriteUsage usage_;
  bool started_ = false;
};

// Counts the requests that hold a thread.
class Place {
 public:
  explicit Place(std::atomic<int>& running) : running_(running), number_(++running) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() { --running_; }
  [[nodiscard]] bool granted() const { return number_ <= kMostRunning; }

 private:
  std::atomic<int>& running_;
  const int number_;
};

http::Response Refusal(const LoadedWriter& writer, const Error& error, const std::string& param) {
  ErrorDetails details{.param = param};
  if (error.code == ErrorCode::kTooLarge) {
    details.status = 400;
    if (param.empty() || param == "messages" || param == "prompt") {
      details.code = "context_length_exceeded";
    }
  }
  if (error.code == ErrorCode::kNotFound && param == "model") details.code = "model_not_found";
  http::Response answer = ErrorAnswer(error, details);
  if (error.code == ErrorCode::kResourceExhausted) {
    for (auto& [name, value] : answer.headers) {
      if (name == "Retry-After") value = std::to_string(writer.engine->RetryAfter().count());
    }
  }
  return answer;
}

}  // namespace

int WriteRoute::Serve(const std::shared_ptr<LoadedWriter>& writer, http::Request& request,
                      http::Responder& responder) {
  const Place place(running_);
  const bool chat = request.path == "/v1/chat/completions";
  std::string param;
  Answering answering(writer, chat, responder, param);
  const auto run = [&]() -> Result<void> {
    if (!place.granted()) {
      return Error{ErrorCode::kResourceExhausted, "too many answers are being written; try again",
                   "同时生成的回答过多，请稍后再试"};
    }
    WY_TRY(const std::string body, http::ReadBody(request, kMostBodyBytes));
    WY_TRY(const WriteRequest wanted,
           chat ? ReadChatRequest(body, param) : ReadCompletionRequest(body, param));
    WY_TRY(const serving::Priority priority, PriorityOf(request));
    return answering.Run(wanted, priority);
  };
  const Result<void> done = run();
  if (done) return 200;
  if (answering.started()) {
    responder.Write(ErrorEvent(done.error()));
    return 200;
  }
  if (done.error().code == ErrorCode::kResourceExhausted) ++writer->refused;
  http::Response answer = Refusal(*writer, done.error(), param);
  const int status = answer.status;
  responder.Send(std::move(answer));
  return status;
}

}  // namespace wenyuan::model
