#include "routes.h"

#include <chrono>
#include <memory>
#include <vector>

#include "answers.h"
#include "metrics.h"
#include "requests.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::model {
namespace {

constexpr std::uint64_t kMostBodyBytes = 32U << 20U;
// More texts than a person's question has are not worth overtaking others.
constexpr std::size_t kMostQueryTexts = 16;
constexpr std::size_t kMostRerankedAtOnce = 256;

class Routes {
 public:
  explicit Routes(const Service& service) : service_(service) {
    if (service_.embedder) models_.push_back(&*service_.embedder);
    if (service_.reranker) models_.push_back(&*service_.reranker);
  }

  void Serve(http::Request& request, http::Responder& responder) {
    const auto begin = std::chrono::steady_clock::now();
    const bool known = request.path == "/v1/models" || request.path == "/v1/embeddings" ||
                       request.path == "/v1/rerank" || request.path == "/health" ||
                       request.path == "/metrics";
    http::Response answer = Answer(request, responder);
    metrics_->Observe(known ? std::string_view(request.path) : "other", answer.status,
                      std::chrono::steady_clock::now() - begin);
    responder.Send(std::move(answer));
  }

 private:
  http::Response Answer(http::Request& request, http::Responder& responder) {
    const bool posted = request.path == "/v1/embeddings" || request.path == "/v1/rerank";
    if (!posted && request.path != "/v1/models" && request.path != "/health" &&
        request.path != "/metrics") {
      return ErrorAnswer({ErrorCode::kNotFound,
                          "there is no '" + request.path +
                              "' here; there are /v1/models, /v1/embeddings, /v1/rerank, /health "
                              "and /metrics"});
    }
    if (request.path == "/health") {
      return {200, {{"Content-Type", "application/json"}}, R"({"status":"ok"})"};
    }
    if (!service_.key.empty() && !crypto::EqualSecrets(http::Find(request.headers, "authorization"),
                                                       "Bearer " + service_.key)) {
      return ErrorAnswer({ErrorCode::kUnauthenticated,
                          "the key is missing or wrong; send it as 'Authorization: Bearer …'"});
    }
    if (request.method != (posted ? "POST" : "GET")) {
      http::Response answer = ErrorAnswer(
          {ErrorCode::kInvalidArgument, "'" + request.path + "' takes " +
                                            (posted ? "POST" : "GET") + ", not " + request.method});
      answer.status = 405;
      answer.headers.emplace_back("Allow", posted ? "POST" : "GET");
      return answer;
    }
    if (request.path == "/metrics") {
      return {200, {{"Content-Type", "text/plain; version=0.0.4"}}, metrics_->Text(models_)};
    }
    if (request.path == "/v1/models") return Models();
    const Result<http::Response> answer = request.path == "/v1/embeddings"
                                              ? Embeddings(request, responder)
                                              : Rerank(request, responder);
    return answer ? *answer : ErrorAnswer(answer.error());
  }

  [[nodiscard]] http::Response Models() const {
    std::vector<ModelCard> cards;
    for (const LoadedModel* model : models_) cards.push_back(model->card);
    return ModelsAnswer(cards);
  }

  Result<http::Response> Embeddings(http::Request& request, http::Responder& responder) {
    WY_TRY(const std::string body, http::ReadBody(request, kMostBodyBytes));
    WY_TRY(const EmbeddingsRequest wanted, ReadEmbeddingsRequest(body));
    WY_TRY(const LoadedModel* model, Find(service_.embedder, wanted.model, "embedder"));
    const bool is_query = wanted.type == InputType::kQuery ||
                          (wanted.type == InputType::kPlain && wanted.input.size() == 1);
    WY_TRY(const Priority priority, PriorityOf(request, is_query, wanted.input.size()));
    const std::string& prefix = wanted.type == InputType::kQuery     ? model->card.query_prefix
                                : wanted.type == InputType::kPassage ? model->card.passage_prefix
                                                                     : kNoPrefix;
    Usage usage;
    std::vector<ModelQueue::Tokens> texts;
    texts.reserve(wanted.input.size());
    for (std::size_t i = 0; i < wanted.input.size(); ++i) {
      WY_CHECK(Take(model->encoder->Tokenize(prefix + wanted.input[i]), i, texts, usage));
    }
    metrics_->CountCut(model->card, usage.cut_inputs);
    WY_TRY(const std::vector<float> rows,
           model->queue->Run(priority, std::move(texts), [&] { return responder.Write({}); }));
    return EmbeddingsAnswer(model->card, rows, wanted.base64, usage);
  }

  Result<http::Response> Rerank(http::Request& request, http::Responder& responder) {
    WY_TRY(const std::string body, http::ReadBody(request, kMostBodyBytes));
    WY_TRY(const RerankRequest wanted, ReadRerankRequest(body));
    WY_TRY(const LoadedModel* model, Find(service_.reranker, wanted.model, "reranker"));
    if (wanted.documents.size() > kMostRerankedAtOnce) {
      return Error{ErrorCode::kTooLarge, "at most " + std::to_string(kMostRerankedAtOnce) +
                                             " documents are reranked at once"};
    }
    WY_TRY(const Priority priority, PriorityOf(request, true, 1));
    Usage usage;
    std::vector<ModelQueue::Tokens> texts;
    for (std::size_t i = 0; i < wanted.documents.size(); ++i) {
      WY_CHECK(
          Take(model->encoder->TokenizePair(wanted.query, wanted.documents[i]), i, texts, usage));
    }
    metrics_->CountCut(model->card, usage.cut_inputs);
    WY_TRY(const std::vector<float> scores,
           model->queue->Run(priority, std::move(texts), [&] { return responder.Write({}); }));
    return RerankAnswer(model->card, wanted, scores, usage);
  }

  static Result<const LoadedModel*> Find(const std::optional<LoadedModel>& model,
                                         const std::string& name, const std::string& kind) {
    if (!model) {
      return Error{ErrorCode::kNotFound,
                   "no " + kind + " is loaded; start the model server with --" + kind + " FILE"};
    }
    if (!name.empty() && name != model->card.id && name != model->card.name) {
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
};

}  // namespace

http::Handler MakeHandler(const Service& service) {
  const auto routes = std::make_shared<Routes>(service);  // std::function copies
  return [routes](http::Request& request, http::Responder& responder) {
    routes->Serve(request, responder);
  };
}

}  // namespace wenyuan::model
