#include "routes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <string_view>
#include <vector>

#include "adapters_route.h"
#include "answers.h"
#include "metrics.h"
#include "requests.h"
#include "wenyuan/crypto/hash.h"
#include "write_answers.h"
#include "write_route.h"

namespace wenyuan::model {
namespace {

constexpr std::uint64_t kMostBodyBytes = 32U << 20U;
// More texts than a person's question has are not worth overtaking others.
constexpr std::size_t kMostQueryTexts = 16;
constexpr std::size_t kMostRerankedAtOnce = 256;

struct Path {
  std::string_view path;
  std::string_view methods;  // "GET", "POST"
  bool writes = false;
};
constexpr std::array<Path, 9> kPaths = {{{"/v1/models", "GET"},
                                         {"/v1/attention", "POST"},
                                         {"/v1/chat/completions", "POST", true},
                                         {"/v1/completions", "POST", true},
                                         {"/v1/adapters", "GET, POST, DELETE"},
                                         {"/v1/embeddings", "POST"},
                                         {"/v1/rerank", "POST"},
                                         {"/health", "GET"},
                                         {"/metrics", "GET"}}};

class Routes {
 public:
  explicit Routes(const Service& service) : service_(service) {
    if (service_.embedder) models_.push_back(&*service_.embedder);
    if (service_.reranker) models_.push_back(&*service_.reranker);
  }

  void Serve(http::Request& request, http::Responder& responder) {
    const auto begin = std::chrono::steady_clock::now();
    const Path* path = Find(request.path);
    int status = 200;
    if (std::optional<http::Response> refusal = Refuse(path, request)) {
      status = refusal->status;
      responder.Send(*std::move(refusal));
    } else if (path->writes) {
      status = write_.Serve(service_.writer->Get(), request, responder);
    } else {
      http::Response answer = Answer(request, responder);
      status = answer.status;
      responder.Send(std::move(answer));
    }
    metrics_->Observe(path != nullptr ? path->path : "other", status,
                      std::chrono::steady_clock::now() - begin);
  }

 private:
  static const Path* Find(std::string_view path) {
    const auto* found = std::find_if(kPaths.begin(), kPaths.end(),
                                     [&](const Path& known) { return known.path == path; });
    return found == kPaths.end() ? nullptr : found;
  }

  // What is wrong before anybody looks at the body.
  [[nodiscard]] std::optional<http::Response> Refuse(const Path* path,
                                                     const http::Request& request) const {
    if (path == nullptr) {
      std::string there;
      for (const Path& known : kPaths) there += " " + std::string(known.path);
      return ErrorAnswer(
          {ErrorCode::kNotFound, "there is no '" + request.path + "' here; there are" + there});
    }
    if (path->path != "/health" && !service_.key.empty() &&
        !crypto::EqualSecrets(http::Find(request.headers, "authorization"),
                              "Bearer " + service_.key)) {
      return ErrorAnswer({ErrorCode::kUnauthenticated,
                          "the key is missing or wrong; send it as 'Authorization: Bearer …'"});
    }
    if (path->methods.find(request.method) == std::string_view::npos || request.method.empty()) {
      http::Response answer =
          ErrorAnswer({ErrorCode::kInvalidArgument, "'" + request.path + "' takes " +
                                                        std::string(path->methods) + ", not " +
                                                        request.method});
      answer.status = 405;
      answer.headers.emplace_back("Allow", std::string(path->methods));
      return answer;
    }
    const bool needs_writer = path->writes || path->path == "/v1/adapters";
    if (needs_writer && Writer() == nullptr) return ErrorAnswer(NoWriter());
    return std::nullopt;
  }

  [[nodiscard]] std::shared_ptr<LoadedWriter> Writer() const {
    return service_.writer == nullptr ? nullptr : service_.writer->Get();
  }
  [[nodiscard]] bool Loading() const {
    return service_.writer != nullptr && service_.writer->state() == WriterPlace::State::kLoading;
  }
  [[nodiscard]] std::string Percent() const {
    return std::to_string(static_cast<int>(service_.writer->progress() * 100));
  }
  [[nodiscard]] Error NoWriter() const {
    if (Loading()) {
      return {ErrorCode::kUnavailable, "the model is loading (" + Percent() + " %); try again soon",
              "模型正在加载（" + Percent() + "%），请稍后再试"};
    }
    return {ErrorCode::kNotFound,
            "no model that writes is loaded; start the model server with --model FILE"};
  }

  http::Response Answer(http::Request& request, http::Responder& responder) {
    if (request.path == "/health") return Health();
    if (request.path == "/metrics") {
      return {200,
              {{"Content-Type", "text/plain; version=0.0.4"}},
              metrics_->Text(models_, Writer().get())};
    }
    if (request.path == "/v1/models") return Models();
    std::string param;
    const Result<http::Response> answer =
        request.path == "/v1/adapters" ? AnswerAdapters(*Writer(), request, !service_.key.empty())
        : request.path == "/v1/embeddings" ? Embeddings(request, responder, param)
        : request.path == "/v1/attention"  ? Attention(request, responder, param)
                                           : Rerank(request, responder, param);
    if (answer) return *answer;
    const bool no_model = answer.error().code == ErrorCode::kNotFound && param == "model";
    return ErrorAnswer(answer.error(), {.param = param, .code = no_model ? "model_not_found" : ""});
  }

  [[nodiscard]] http::Response Health() const {
    const http::Headers json = {{"Content-Type", "application/json"}};
    if (!Loading()) return {200, json, R"({"status":"ok"})"};
    return {503, json, R"({"status":"loading","percent":)" + Percent() + "}"};
  }

  [[nodiscard]] http::Response Models() const {
    std::vector<ModelCard> cards;
    for (const LoadedModel* model : models_) cards.push_back(model->card);
    const std::shared_ptr<LoadedWriter> writer = Writer();
    return ModelsAnswer(cards, writer == nullptr ? std::string() : WriterCard(*writer));
  }

  // In these, `param` is the field that is wrong when one fails; empty: none is alone.
  Result<http::Response> Embeddings(http::Request& request, http::Responder& responder,
                                    std::string& param) {
    WY_TRY(const std::string body, http::ReadBody(request, kMostBodyBytes));
    WY_TRY(const EmbeddingsRequest wanted, ReadEmbeddingsRequest(body, param));
    WY_TRY(const LoadedModel* model, Loaded(service_.embedder, wanted.model, "embedder", param));
    const bool is_query = wanted.type == InputType::kQuery ||
                          (wanted.type == InputType::kPlain && wanted.input.size() == 1);
    WY_TRY(const Priority priority, PriorityOf(request, is_query, wanted.input.size()));
    const std::string& prefix = wanted.type == InputType::kQuery     ? model->card.query_prefix
                                : wanted.type == InputType::kPassage ? model->card.passage_prefix
                                                                     : kNoPrefix;
    param = "input";
    Usage usage;
    std::vector<ModelQueue::Tokens> texts;
    texts.reserve(wanted.input.size());
    for (std::size_t i = 0; i < wanted.input.size(); ++i) {
      WY_CHECK(Take(model->encoder->Tokenize(prefix + wanted.input[i]), i, texts, usage));
    }
    param.clear();
    metrics_->CountCut(model->card, usage.cut_inputs);
    WY_TRY(const std::vector<float> rows,
           model->queue->Run(priority, std::move(texts), [&] { return responder.Write({}); }));
    return EmbeddingsAnswer(model->card, rows, wanted.base64, usage);
  }

  Result<http::Response> Rerank(http::Request& request, http::Responder& responder,
                                std::string& param) {
    WY_TRY(const std::string body, http::ReadBody(request, kMostBodyBytes));
    WY_TRY(const RerankRequest wanted, ReadRerankRequest(body, param));
    WY_TRY(const LoadedModel* model, Loaded(service_.reranker, wanted.model, "reranker", param));
    WY_TRY(const Priority priority, PriorityOf(request, true, 1));
    param = "documents";
    WY_CHECK(CheckCount(wanted.documents.size(), "reranked"));
    Usage usage;
    std::vector<ModelQueue::Tokens> texts;
    for (std::size_t i = 0; i < wanted.documents.size(); ++i) {
      WY_CHECK(
          Take(model->encoder->TokenizePair(wanted.query, wanted.documents[i]), i, texts, usage));
    }
    param.clear();
    metrics_->CountCut(model->card, usage.cut_inputs);
    WY_TRY(const std::vector<float> scores,
           model->queue->Run(priority, std::move(texts), [&] { return responder.Write({}); }));
    return RerankAnswer(model->card, wanted, scores, usage);
  }

  // Where the reranker looks: how much of its attention each part of a document drew.
  Result<http::Response> Attention(http::Request& request, http::Responder& responder,
                                   std::string& param) {
    WY_TRY(const std::string body, http::ReadBody(request, kMostBodyBytes));
    WY_TRY(const AttentionRequest wanted, ReadAttentionRequest(body, param));
    WY_TRY(const LoadedModel* model, Loaded(service_.reranker, wanted.model, "reranker", param));
    WY_TRY(const Priority priority, PriorityOf(request, true, 1));
    param = "query";
    WY_CHECK(CheckQuestion(*model, wanted.query));
    param = "documents";
    WY_CHECK(CheckCount(wanted.documents.size(), "weighed"));
    Usage usage;
    std::vector<ModelQueue::Tokens> texts;
    std::vector<std::vector<llm_llama::TokenRange>> parts;
    for (std::size_t i = 0; i < wanted.documents.size(); ++i) {
      auto made = model->encoder->TokenizeParts(wanted.query, wanted.documents[i]);
      if (made) parts.push_back(std::move(made->parts));
      WY_CHECK(Take(made ? Result<llm_llama::TokenizedText>({std::move(made->tokens), made->cut})
                         : made.error(),
                    i, texts, usage));
    }
    param.clear();
    metrics_->CountCut(model->card, usage.cut_inputs);
    WY_TRY(const std::vector<llm_llama::Attended> attended,
           model->queue->Attend(priority, std::move(texts), [&] { return responder.Write({}); }));
    std::vector<ReadParts> read;
    for (std::size_t i = 0; i < attended.size(); ++i) {
      read.push_back({attended[i].score, WeightsOf(attended[i], parts[i])});
    }
    return AttentionAnswer(model->card, read, usage);
  }

  static std::vector<std::optional<float>> WeightsOf(const llm_llama::Attended& attended,
                                                     std::span<const llm_llama::TokenRange> parts) {
    std::vector<std::optional<float>> weights;
    for (const auto& [begin, end] : parts) {
      std::optional<float>& weight = weights.emplace_back();
      for (std::size_t i = begin; i < end; ++i) weight = weight.value_or(0) + attended.weights[i];
    }
    return weights;
  }

  static Result<void> CheckCount(std::size_t documents, const std::string& what) {
    if (documents <= kMostRerankedAtOnce) return {};
    return Error{ErrorCode::kTooLarge, "at most " + std::to_string(kMostRerankedAtOnce) +
                                           " documents are " + what + " at once"};
  }

  // A question that leaves no room for a passage is not what anybody wants read.
  static Result<void> CheckQuestion(const LoadedModel& model, const std::string& question) {
    WY_TRY(const llm_llama::TokenizedText text, model.encoder->Tokenize(question));
    const std::size_t most = model.card.max_tokens / 2;
    if (!text.cut && text.tokens.size() <= most) return {};
    return Error{ErrorCode::kTooLarge,
                 "the question may take " + std::to_string(most) + " tokens of the " +
                     std::to_string(model.card.max_tokens) + " that are read with a passage"};
  }

  static Result<const LoadedModel*> Loaded(const std::optional<LoadedModel>& model,
                                           const std::string& name, const std::string& kind,
                                           std::string& param) {
    if (!model) {
      return Error{ErrorCode::kNotFound,
                   "no " + kind + " is loaded; start the model server with --" + kind + " FILE"};
    }
    if (!name.empty() && name != model->card.id && name != model->card.name) {
      param = "model";
      return Error{ErrorCode::kNotFound, "there is no model '" + name + "'; the " + kind + " is '" +
                                             model->card.id + "'"};
    }
    return &*model;
  }

  static Result<Priority> PriorityOf(const http::Request& request, bool is_query,
                                     std::size_t texts) {
    const std::string_view wanted = http::Find(request.headers, "x-wenyuan-priority");
    if (!wanted.empty() && wanted != "query" && wanted != "background") {
      return Error{ErrorCode::kInvalidArgument,
                   "the header X-Wenyuan-Priority must be \"query\" or \"background\""};
    }
    if (!wanted.empty()) is_query = wanted == "query";
    return is_query && texts <= kMostQueryTexts ? Priority::kQuery : Priority::kBackground;
  }

  static Result<void> Take(Result<llm_llama::TokenizedText> text, std::size_t index,
                           std::vector<ModelQueue::Tokens>& texts, Usage& usage) {
    if (!text) {
      return Error{text.error().code,
                   "text number " + std::to_string(index + 1) + ": " + text.error().message};
    }
    usage.tokens += text->tokens.size();
    usage.cut_inputs += text->cut ? 1U : 0U;
    texts.push_back(std::move(text->tokens));
    return {};
  }

  static inline const std::string kNoPrefix;

  const Service& service_;
  std::vector<const LoadedModel*> models_;
  std::unique_ptr<Metrics> metrics_ = MakeMetrics();
  WriteRoute write_;
};

}  // namespace

http::Handler MakeHandler(const Service& service) {
  const auto routes = std::make_shared<Routes>(service);  // std::function copies
  return [routes](http::Request& request, http::Responder& responder) {
    routes->Serve(request, responder);
  };
}

}  // namespace wenyuan::model
