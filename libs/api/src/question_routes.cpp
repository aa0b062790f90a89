#include <chrono>
#include <map>

#include "answer_view.h"
#include "conversation.h"
#include "problem.h"
#include "routes.h"
#include "scope.h"
#include "views.h"

namespace wenyuan::api {
namespace {

class Stopwatch {
 public:
  explicit Stopwatch(const Clock& clock) : clock_(clock), begin_(clock.Steady()) {}
  [[nodiscard]] double Millis() const {
    return std::chrono::duration<double, std::milli>(clock_.Steady() - begin_).count();
  }

 private:
  const Clock& clock_;
  const std::chrono::steady_clock::time_point begin_;
};

Result<search::Mode> ReadMode(const std::optional<std::string>& name) {
  static const std::map<std::string, search::Mode> kModes = {{"hybrid", search::Mode::kHybrid},
                                                             {"keywords", search::Mode::kKeywords},
                                                             {"meaning", search::Mode::kMeaning}};
  const auto mode = kModes.find(name.value_or("hybrid"));
  if (mode != kModes.end()) return mode->second;
  return Error{ErrorCode::kInvalidArgument,
               "the search mode '" + *name + "' is unknown; use hybrid, keywords or meaning",
               "未知的检索方式“" + *name + "”；请使用 hybrid、keywords 或 meaning"};
}

Result<std::optional<bool>> ReadFlag(std::string_view name,
                                     const std::optional<std::string>& text) {
  if (!text) return std::optional<bool>();
  if (*text == "true" || *text == "false") return std::optional<bool>(*text == "true");
  return Error{ErrorCode::kInvalidArgument, "'" + std::string(name) + "' must be true or false",
               "“" + std::string(name) + "”必须是 true 或 false"};
}

Result<Reply> Run(const Call& call, const search::SearchRequest& request) {
  const Stopwatch watch(call.services().clock);
  WY_TRY(const search::SearchResult result,
         call.services().searcher.Search(request, call.who.asker));
  return JsonReply(200, {{"query", request.query},
                         {"elapsed_ms", watch.Millis()},
                         {"total", result.total},
                         {"relaxed", result.relaxed},
                         {"hints", HintsView(result.hints, call.language)},
                         {"meaning", MeaningView(result.meaning, call.language)},
                         {"reranking", RerankingView(result.reranking, call.language)},
                         {"hits", HitsView(result.hits)}});
}

Result<Reply> SearchByQuery(Call& call) {
  search::SearchRequest request;
  request.query = call.Query("query").value_or("");
  WY_TRY(request.k, call.QueryNumber("k", 1, 1000, request.k));
  request.libraries = call.QueryAll("library");
  request.format = call.Query("format").value_or("");
  request.tag = call.Query("tag").value_or("");
  WY_TRY(request.mode, ReadMode(call.Query("mode")));
  WY_TRY(request.rerank, ReadFlag("rerank", call.Query("rerank")));
  WY_TRY(request.changed_from, OptionalTime(call.Query("changed_from")));
  WY_TRY(request.changed_until, OptionalTime(call.Query("changed_until")));
  return Run(call, request);
}

Result<Reply> SearchByBody(Call& call) {
  WY_TRY(const Members body, call.Body({"query", "k", "libraries", "format", "tag", "changed_from",
                                        "changed_until", "mode", "rerank"}));
  WY_TRY(search::SearchRequest request, ReadScope(body));
  WY_TRY(const auto mode, body.Text("mode"));
  WY_TRY(request.mode, ReadMode(mode));
  WY_TRY(request.rerank, body.Flag("rerank"));
  WY_TRY(request.query, body.RequiredText("query"));
  WY_TRY(const auto k, body.Integer("k"));
  if (k && (*k < 1 || *k > 1000)) {
    return Error{ErrorCode::kInvalidArgument, "the member 'k' must be a number from 1 to 1000",
                 "字段“k”必须是 1 到 1000 之间的数"};
  }
  if (k) request.k = static_cast<std::size_t>(*k);
  return Run(call, request);
}

std::string Event(std::string_view name, const std::string& data) {
  return "event: " + std::string(name) + "\ndata: " + data + "\n\n";
}

// The answer as it grows. Until the first event, an error is still an answer of its own.
Result<Reply> Stream(Call& call, const answer::Question& question) {
  const Stopwatch watch(call.services().clock);
  bool started = false;
  const auto write = [&](std::string_view name, const std::string& data) {
    if (!std::exchange(started, true)) {
      call.responder.Start(200,
                           {{"Content-Type", "text/event-stream"}, {"X-Accel-Buffering", "no"}});
    }
    return call.responder.Write(Event(name, data));
  };
  answer::AnswerEvents events;
  events.on_sentence = [&](const answer::Sentence& sentence) {
    return write("sentence", SentenceView(sentence, call.language, call.services()).Text());
  };
  events.on_thinking = [&](std::string_view text) {
    return write("thinking", Json{{"text", std::string(text)}}.Text());
  };
  events.on_progress = [&](const answer::Progress& progress) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(progress.most);
    return write("progress", Json{{"step", std::string(answer::StepName(progress.step))},
                                  {"passages", progress.passages},
                                  {"most_seconds", static_cast<std::int64_t>(seconds.count())}}
                                 .Text());
  };
  const auto answer = call.services().answerer.Ask(question, call.who.asker, events);
  if (answer) {
    write("done",
          AnswerView(question, *answer, call.language, call.services(), watch.Millis()).Text());
    return Reply();
  }
  if (!started) return answer.error();
  write("error", Problem(answer.error(), call.language, call.request.id).body);
  return Reply();
}

Result<Reply> Ask(Call& call) {
  WY_TRY(const Members body, call.Body({"question", "libraries", "format", "tag", "changed_from",
                                        "changed_until", "extractive", "before"}));
  answer::Question question;
  WY_TRY(question.scope, ReadScope(body));
  WY_TRY(question.text, body.RequiredText("question"));
  WY_TRY(const auto extractive, body.Flag("extractive"));
  question.extractive = extractive.value_or(false);
  WY_TRY(question.before, ReadConversation(body, "before"));
  const std::string_view accept = http::Find(call.request.headers, "Accept");
  if (accept.find("text/event-stream") != std::string_view::npos) return Stream(call, question);
  const Stopwatch watch(call.services().clock);
  WY_TRY(const answer::Answer answer,
         call.services().answerer.Ask(question, call.who.asker,
                                      [](const answer::Sentence&) { return true; }));
  return JsonReply(200,
                   AnswerView(question, answer, call.language, call.services(), watch.Millis()));
}

}  // namespace

std::vector<Route> QuestionRoutes() {
  return {{"GET",
           "/api/v1/search",
           For::kSignedIn,
           SearchByQuery,
           {"query", "k", "library", "format", "tag", "changed_from", "changed_until", "mode",
            "rerank"}},
          {"POST", "/api/v1/search", For::kSignedIn, SearchByBody},
          {"POST", "/api/v1/ask", For::kSignedIn, Ask}};
}

}  // namespace wenyuan::api
