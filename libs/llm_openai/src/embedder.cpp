#include <mutex>
#include <optional>
#include <utility>

#include "caller.h"
#include "wenyuan/llm_openai/models.h"
#include "wire.h"

namespace wenyuan::llm_openai {
namespace {

constexpr const char* kProbe = "dimension";

class OpenAiEmbedder final : public llm::Embedder {
 public:
  explicit OpenAiEmbedder(EmbedderOptions options)
      : options_(std::move(options)), caller_(options_.server) {}

  [[nodiscard]] Result<llm::EmbedderInfo> Info(Deadline deadline) const override {
    WY_TRY(const Known known, Learn(deadline));
    return known.info;
  }

  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline deadline) const override {
    for (const std::string& text : texts) {
      if (text.empty()) return Error{ErrorCode::kInvalidArgument, "an empty text has no vector"};
    }
    WY_TRY(const Known known, Learn(deadline));
    llm::Embeddings made;
    made.dimension = known.info.dimension;
    made.values.reserve(texts.size() * made.dimension);
    while (!texts.empty()) {
      const auto part = texts.first(PartOf(texts));
      Result<EmbeddingsAnswer> answer = Ask(known, kind, part, deadline);
      if (!answer) {
        if (answer.error().code != ErrorCode::kResourceExhausted) Forget();
        return answer.error();
      }
      if (answer->dimension != made.dimension) {
        Forget();
        return Error{
            ErrorCode::kConflict,
            "the embedder '" + known.info.model +
                "' changed the dimension of its vectors "
                "from " +
                std::to_string(made.dimension) + " to " + std::to_string(answer->dimension) +
                "; another model is behind it now, and the vectors must be made anew",
            "向量模型“" + known.info.model + "”的维度由 " + std::to_string(made.dimension) +
                " 变为 " + std::to_string(answer->dimension) + "：背后的模型已更换，需要重建向量"};
      }
      made.values.insert(made.values.end(), answer->values.begin(), answer->values.end());
      made.tokens += answer->tokens;
      texts = texts.subspan(part.size());
    }
    return made;
  }

 private:
  struct Known {
    llm::EmbedderInfo info;
    std::string model;  // as the server calls it
    bool own = false;   // the server is wenyuan-model
  };

  [[nodiscard]] Result<Known> Learn(Deadline deadline) const {
    {
      const std::lock_guard lock(mutex_);
      if (known_) return *known_;
    }
    WY_TRY(Known known, AskWhoItIs(deadline));
    const std::lock_guard lock(mutex_);
    known_ = known;
    return known;
  }

  void Forget() const {
    const std::lock_guard lock(mutex_);
    known_.reset();
  }

  [[nodiscard]] Result<Known> AskWhoItIs(Deadline deadline) const {
    Known known;
    known.model = options_.server.model;
    const Result<std::string> listed = caller_.Get(PathOf("/models"), deadline);
    // Some servers have no list; then the name must be in the settings.
    if (!listed && listed.error().code != ErrorCode::kNotFound) return listed.error();
    if (listed) {
      WY_TRY(const std::vector<ListedModel> models, ReadModels(*listed));
      for (const ListedModel& model : models) {
        if (!known.model.empty() ? model.id != known.model : model.kind == "reranker") continue;
        known.model = model.id;
        if (model.own) return Own(model);
        break;
      }
    }
    if (known.model.empty()) {
      const std::string name = options_.server.endpoint.Name();
      return Error{ErrorCode::kUnavailable,
                   "the model server on '" + name + "' names no model; name one in the settings",
                   "模型服务“" + name + "”没有列出模型；请在设置中指定"};
    }
    const std::string probe = kProbe;
    WY_TRY(const EmbeddingsAnswer answer,
           Ask(known, llm::TextKind::kQuery, std::span(&probe, 1), deadline));
    known.info = {known.model + ":" + std::to_string(answer.dimension) + ":" +
                      options_.query_prefix + "|" + options_.passage_prefix,
                  known.model, answer.dimension, 0};
    return known;
  }

  static Known Own(const ListedModel& model) {
    Known known;
    known.own = true;
    known.model = model.id;
    known.info = {model.id + ":" + model.own->sha256.substr(0, 16) + ":" +
                      std::to_string(model.own->max_tokens) + ":" + model.own->query_prefix + "|" +
                      model.own->passage_prefix,
                  model.id, model.own->dimension, model.own->max_tokens};
    return known;
  }

  [[nodiscard]] Result<EmbeddingsAnswer> Ask(const Known& known, llm::TextKind kind,
                                             std::span<const std::string> texts,
                                             Deadline deadline) const {
    const bool query = kind == llm::TextKind::kQuery;
    EmbeddingsBody body;
    body.model = known.model;
    body.texts = texts;
    body.base64 = known.own;
    if (known.own) {
      body.input_type = query ? "query" : "passage";
    } else {
      body.prefix = query ? options_.query_prefix : options_.passage_prefix;
    }
    WY_TRY(const std::string answer, caller_.Post(PathOf("/embeddings"), Write(body),
                                                  query ? "query" : "background", deadline));
    return ReadEmbeddings(answer, texts.size());
  }

  // A socket has no base path of its own.
  [[nodiscard]] std::string PathOf(const std::string& name) const {
    return options_.server.endpoint.unix_socket.empty() ? name : "/v1" + name;
  }

  [[nodiscard]] std::size_t PartOf(std::span<const std::string> texts) const {
    std::size_t count = 0;
    std::size_t bytes = 0;
    while (count < texts.size() && count < options_.texts_per_request) {
      bytes += texts[count].size();
      if (count > 0 && bytes > options_.bytes_per_request) break;
      ++count;
    }
    return count;
  }

  const EmbedderOptions options_;
  mutable Caller caller_;
  mutable std::mutex mutex_;
  mutable std::optional<Known> known_;  // guarded by mutex_
};

}  // namespace

std::unique_ptr<llm::Embedder> MakeEmbedder(EmbedderOptions options) {
  return std::make_unique<OpenAiEmbedder>(std::move(options));
}

}  // namespace wenyuan::llm_openai
