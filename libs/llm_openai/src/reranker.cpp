#include <mutex>
#include <optional>
#include <utility>

#include "caller.h"
#include "wenyuan/llm_openai/models.h"
#include "wire.h"

namespace wenyuan::llm_openai {
namespace {

class OpenAiReranker final : public llm::Reranker {
 public:
  explicit OpenAiReranker(ServerOptions options) : caller_(std::move(options)) {}

  [[nodiscard]] Result<std::string> Model(Deadline deadline) const override {
    WY_TRY(const Known known, Learn(deadline));
    return known.name;
  }

  Result<std::vector<float>> Rerank(const std::string& question,
                                    std::span<const std::string> passages,
                                    Deadline deadline) const override {
    if (question.empty()) return Error{ErrorCode::kInvalidArgument, "the question is empty"};
    if (passages.empty()) return std::vector<float>();
    for (const std::string& passage : passages) {
      if (passage.empty()) return Error{ErrorCode::kInvalidArgument, "an empty text has no score"};
    }
    WY_TRY(const std::string answer,
           Post("/rerank", WriteRerank(caller_.options().model, question, passages), deadline));
    return ReadScores(answer, passages.size());
  }

  Result<std::vector<llm::WeighedPassage>> Weigh(const std::string& question,
                                                 std::span<const std::vector<std::string>> passages,
                                                 Deadline deadline) const override {
    if (passages.empty()) return std::vector<llm::WeighedPassage>();
    WY_TRY(const Known known, Learn(deadline));
    // Other servers are not asked for what only ours has.
    if (!known.attention) {
      return Error{
          ErrorCode::kUnsupported,
          "'" + caller_.options().endpoint.Name() +
              "' does not show what its reranker attends to; a wenyuan-model does",
          "“" + caller_.options().endpoint.Name() + "”的重排模型不提供注意力；wenyuan-model 提供"};
    }
    WY_TRY(
        const std::string answer,
        Post("/attention", WriteAttention(caller_.options().model, question, passages), deadline));
    return ReadAttention(answer, passages);
  }

 private:
  struct Known {
    std::string name;
    bool attention = false;
  };

  [[nodiscard]] std::string Path(const std::string& path) const {
    return caller_.options().endpoint.unix_socket.empty() ? path : "/v1" + path;
  }

  [[nodiscard]] Result<std::string> Post(const std::string& path, std::string body,
                                         Deadline deadline) const {
    auto answer = caller_.Post(Path(path), std::move(body), "query", deadline);
    if (!answer && answer.error().code == ErrorCode::kUnavailable) {
      const std::lock_guard lock(mutex_);
      known_.reset();  // another may come in its place
    }
    return answer;
  }

  [[nodiscard]] Result<Known> Learn(Deadline deadline) const {
    {
      const std::lock_guard lock(mutex_);
      if (known_) return *known_;
    }
    WY_TRY(Known known, Ask(deadline));
    const std::lock_guard lock(mutex_);
    known_ = known;
    return known;
  }

  [[nodiscard]] Result<Known> Ask(Deadline deadline) const {
    const ServerOptions& options = caller_.options();
    const auto listed = caller_.Get(Path("/models"), deadline);
    // Some servers have no list.
    if (!listed && listed.error().code != ErrorCode::kNotFound) return listed.error();
    const std::string named = options.model.empty() ? options.endpoint.Name() : options.model;
    if (!listed) return Known{named};
    const Result<std::vector<ListedModel>> models = ReadModels(*listed);
    if (!models && options.model.empty()) return models.error();
    for (const ListedModel& model : models ? *models : std::vector<ListedModel>()) {
      if (options.model.empty() ? model.kind == "embedder" : model.id != options.model) continue;
      return Known{model.id, model.own && model.own->attention};
    }
    return Known{named};
  }

  mutable Caller caller_;
  mutable std::mutex mutex_;
  mutable std::optional<Known> known_;  // guarded by mutex_
};

}  // namespace

std::unique_ptr<llm::Reranker> MakeReranker(ServerOptions options) {
  return std::make_unique<OpenAiReranker>(std::move(options));
}

}  // namespace wenyuan::llm_openai
