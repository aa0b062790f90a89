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
    {
      const std::lock_guard lock(mutex_);
      if (known_) return *known_;
    }
    WY_TRY(std::string name, AskForName(deadline));
    const std::lock_guard lock(mutex_);
    known_ = name;
    return name;
  }

  Result<std::vector<float>> Rerank(const std::string& question,
                                    std::span<const std::string> passages,
                                    Deadline deadline) const override {
    if (question.empty()) return Error{ErrorCode::kInvalidArgument, "the question is empty"};
    if (passages.empty()) return std::vector<float>();
    for (const std::string& passage : passages) {
      if (passage.empty()) return Error{ErrorCode::kInvalidArgument, "an empty text has no score"};
    }
    const bool over_socket = !caller_.options().endpoint.unix_socket.empty();
    const auto answer =
        caller_.Post(over_socket ? "/v1/rerank" : "/rerank",
                     WriteRerank(caller_.options().model, question, passages), "query", deadline);
    if (answer) return ReadScores(*answer, passages.size());
    if (answer.error().code == ErrorCode::kUnavailable) {
      const std::lock_guard lock(mutex_);
      known_.reset();  // another may come in its place
    }
    return answer.error();
  }

 private:
  [[nodiscard]] Result<std::string> AskForName(Deadline deadline) const {
    const ServerOptions& options = caller_.options();
    const bool over_socket = !options.endpoint.unix_socket.empty();
    const auto listed = caller_.Get(over_socket ? "/v1/models" : "/models", deadline);
    // Some servers have no list.
    if (!listed && listed.error().code != ErrorCode::kNotFound) return listed.error();
    if (!options.model.empty()) return options.model;
    if (!listed) return options.endpoint.Name();
    WY_TRY(const std::vector<ListedModel> models, ReadModels(*listed));
    for (const ListedModel& model : models) {
      if (model.kind != "embedder") return model.id;
    }
    return options.endpoint.Name();
  }

  mutable Caller caller_;
  mutable std::mutex mutex_;
  mutable std::optional<std::string> known_;  // guarded by mutex_
};

}  // namespace

std::unique_ptr<llm::Reranker> MakeReranker(ServerOptions options) {
  return std::make_unique<OpenAiReranker>(std::move(options));
}

}  // namespace wenyuan::llm_openai
