#include <algorithm>
#include <utility>

#include "../answer_view.h"
#include "../find_library.h"
#include "../links.h"
#include "../routes.h"
#include "chat_answer.h"
#include "chat_request.h"
#include "chat_text.h"
#include "openai_error.h"

namespace wenyuan::api {
namespace {

constexpr std::string_view kModel = "wenyuan";
constexpr std::string_view kLibraryModel = "wenyuan/";            // and a library's name or id
constexpr std::uint64_t kMaxBodyBytes = std::uint64_t{4} << 20U;  // a long conversation

Json ModelView(std::string id, UnixMillis created) {
  return {{"id", std::move(id)},
          {"object", "model"},
          {"created", created / 1000},
          {"owned_by", "wenyuan"}};
}

// An unreadable library is the same as none.
Error NoSuchModel(const std::string& model) {
  const std::string shown = model.substr(0, 200);
  return {ErrorCode::kNotFound,
          "the model '" + shown + "' does not exist; GET /v1/models lists what there is",
          "模型“" + shown + "”不存在；可用的模型见 GET /v1/models"};
}

Reply Refusal(const Call& call, const Error& error, std::string_view param = {},
              std::string_view code = {}) {
  return OpenAiError(error, call.language, param, code);
}

Result<Reply> ListModels(Call& call) {
  WY_TRY(const auto all, call.services().access.Libraries(call.who.asker, store::Role::kReader));
  Json::Array models{ModelView(std::string(kModel), call.state.started)};
  for (const access::LibraryRights& rights : all) {
    models.push_back(
        ModelView(std::string(kLibraryModel) + rights.library.name, rights.library.created));
  }
  return JsonReply(200, {{"object", "list"}, {"data", std::move(models)}});
}

Result<Reply> GetHouse(Call& call) {
  const std::string& id = call.Path("id");
  if (id != kModel) return Refusal(call, NoSuchModel(id), "model", "model_not_found");
  return JsonReply(200, ModelView(id, call.state.started));
}

Result<Reply> GetLibrary(Call& call) {
  const std::string& name = call.Path("library");
  const std::string model = std::string(kLibraryModel) + name;
  WY_TRY(const auto library, FindLibrary(call, name));
  if (!library) return Refusal(call, NoSuchModel(model), "model", "model_not_found");
  return JsonReply(200, ModelView(model, library->created));
}

// One completion on its way: what it needs at every step.
class Completion {
 public:
  Completion(Call& call, ChatRequest request)
      : call_(call),
        request_(std::move(request)),
        chinese_(search::IsInHan(request_.question.text)),
        head_{"chatcmpl-" + call.request.id, request_.model, call.services().clock.Now() / 1000},
        text_({chinese_, OwnAddress(call.request, call.services().tls), request_.sources_in_text}),
        begin_(call.services().clock.Steady()) {}

  Result<Reply> Whole() {
    answer::AnswerEvents events;
    // Nothing is written, but somebody must still wait for it.
    events.on_sentence = [&](const answer::Sentence&) { return call_.responder.Write({}); };
    events.on_thinking = [&](std::string_view) { return call_.responder.Write({}); };
    const auto answer = call_.services().answerer.Ask(request_.question, call_.who.asker, events);
    if (!answer) return Refused(answer.error());
    for (const answer::Sentence& sentence : answer->sentences) text_.Add(sentence);
    if (answer->sentences.empty()) text_.AddPlain(answer->text);
    text_.AddHints(answer->hints);
    text_.Finish();
    Json::Object message{{"role", "assistant"}, {"content", text_.text()}};
    if (!answer->thinking.empty()) message.emplace_back("reasoning_content", answer->thinking);
    message.emplace_back("refusal", nullptr);
    message.emplace_back("annotations", text_.Annotations(false));
    return JsonReply(200, WholeCompletion(head_, std::move(message),
                                          ChatUsage(request_.question, *answer), Own(*answer)));
  }

  // Until the first chunk, an error is still an answer of its own.
  Result<Reply> Stream() {
    answer::AnswerEvents events;
    events.on_sentence = [&](const answer::Sentence& sentence) {
      return Say({{{"content", text_.Add(sentence)}},
                  false,
                  Json{{"sentence", SentenceView(sentence, language(), call_.services())}}});
    };
    events.on_thinking = [&](std::string_view text) {
      return Say({{{"reasoning_content", text}}});
    };
    const auto answer = call_.services().answerer.Ask(request_.question, call_.who.asker, events);
    if (!answer && !started_) return Refused(answer.error());
    if (!answer) {
      call_.responder.Write(DataEvent(OpenAiErrorBody(answer.error(), call_.language)));
      return Reply();
    }
    if (text_.text().empty()) Say({{{"content", text_.AddPlain(answer->text)}}});
    std::string rest = text_.AddHints(answer->hints);
    rest += text_.Finish();
    if (!rest.empty()) Say({{{"content", std::move(rest)}}});
    // In one piece: clients put together what comes in several each in their own way.
    Say({{{"annotations", text_.Annotations(true)}}, true, Own(*answer)});
    if (request_.include_usage) {
      call_.responder.Write(UsageEvent(head_, ChatUsage(request_.question, *answer)));
    }
    call_.responder.Write("data: [DONE]\n\n");
    return Reply();
  }

 private:
  [[nodiscard]] Language language() const { return chinese_ ? Language::kChinese : call_.language; }

  // What may be wrong with a question lies in the last message.
  [[nodiscard]] Result<Reply> Refused(const Error& error) const {
    if (error.code != ErrorCode::kInvalidArgument) return error;
    return Refusal(call_, error, "messages");
  }

  [[nodiscard]] Json Own(const answer::Answer& answer) const {
    const double elapsed_ms =
        std::chrono::duration<double, std::milli>(call_.services().clock.Steady() - begin_).count();
    return OwnMember(request_, answer, language(), call_.services(), elapsed_ms);
  }

  bool Say(ChatChunk chunk) {
    if (!std::exchange(started_, true)) {
      call_.responder.Start(200,
                            {{"Content-Type", "text/event-stream"}, {"X-Accel-Buffering", "no"}});
      call_.responder.Write(
          ChunkEvent(head_, {{{"role", "assistant"}, {"content", ""}, {"refusal", nullptr}}}));
    }
    return call_.responder.Write(ChunkEvent(head_, std::move(chunk)));
  }

  Call& call_;
  const ChatRequest request_;
  const bool chinese_;
  const ChatHead head_;
  ChatText text_;
  const std::chrono::steady_clock::time_point begin_;
  bool started_ = false;
};

Result<Reply> Complete(Call& call) {
  WY_TRY(const std::string text, http::ReadBody(call.request, kMaxBodyBytes));
  WY_TRY(const Json body, ParseJson(text));
  std::string param;
  auto request = ReadChatRequest(body, param);
  if (!request) return Refusal(call, request.error(), param);
  const std::string& model = request->model;
  if (model.starts_with(kLibraryModel)) {
    WY_TRY(const auto library, FindLibrary(call, model.substr(kLibraryModel.size())));
    if (!library) return Refusal(call, NoSuchModel(model), "model", "model_not_found");
    request->question.scope.libraries = {library->id};
  } else if (model != kModel) {
    return Refusal(call, NoSuchModel(model), "model", "model_not_found");
  } else {
    for (const std::string& name : request->libraries) {
      WY_TRY(const auto library, FindLibrary(call, name));
      if (!library) return Refusal(call, NoSuchModel(std::string(kLibraryModel) + name), "wenyuan");
      request->question.scope.libraries.push_back(library->id);
    }
  }
  const bool stream = request->stream;
  Completion completion(call, *std::move(request));
  return stream ? completion.Stream() : completion.Whole();
}

}  // namespace

std::vector<Route> OpenAiRoutes() {
  return {{"GET", "/v1/models", For::kSignedIn, ListModels},
          {"GET", "/v1/models/{id}", For::kSignedIn, GetHouse},
          {"GET", "/v1/models/wenyuan/{library}", For::kSignedIn, GetLibrary},
          {"POST", "/v1/chat/completions", For::kSignedIn, Complete}};
}

}  // namespace wenyuan::api
