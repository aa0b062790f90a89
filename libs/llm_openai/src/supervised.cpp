#include <utility>

#include "wenyuan/llm_openai/model_process.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::llm_openai {
namespace {

ServerOptions Over(const std::filesystem::path& socket) {
  ServerOptions options;
  options.endpoint.unix_socket = socket;
  // Whether it is there the supervisor knows; nothing is left alone.
  options.failures_to_pause = 1 << 30;
  options.attempts = 2;
  return options;
}

EmbedderOptions Behind(const std::filesystem::path& socket) {
  EmbedderOptions options;
  options.server = Over(socket);
  return options;
}

class SupervisedEmbedder final : public llm::Embedder {
 public:
  SupervisedEmbedder(std::shared_ptr<const ModelProcess> process,
                     const std::filesystem::path& socket)
      : process_(std::move(process)), embedder_(MakeEmbedder(Behind(socket))) {}

  [[nodiscard]] Result<llm::EmbedderInfo> Info(Deadline deadline) const override {
    WY_CHECK(process_->Ready());
    return embedder_->Info(deadline);
  }
  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline deadline) const override {
    WY_CHECK(process_->Ready());
    return embedder_->Embed(kind, texts, deadline);
  }

 private:
  const std::shared_ptr<const ModelProcess> process_;  // shared with the reranker
  const std::unique_ptr<llm::Embedder> embedder_;
};

class SupervisedReranker final : public llm::Reranker {
 public:
  SupervisedReranker(std::shared_ptr<const ModelProcess> process,
                     const std::filesystem::path& socket)
      : process_(std::move(process)), reranker_(MakeReranker(Over(socket))) {}

  [[nodiscard]] Result<std::string> Model(Deadline deadline) const override {
    WY_CHECK(process_->Ready());
    return reranker_->Model(deadline);
  }
  Result<std::vector<float>> Rerank(const std::string& question,
                                    std::span<const std::string> passages,
                                    Deadline deadline) const override {
    WY_CHECK(process_->Ready());
    return reranker_->Rerank(question, passages, deadline);
  }
  Result<std::vector<llm::WeighedPassage>> Weigh(const std::string& question,
                                                 std::span<const std::vector<std::string>> passages,
                                                 Deadline deadline) const override {
    WY_CHECK(process_->Ready());
    return reranker_->Weigh(question, passages, deadline);
  }

 private:
  const std::shared_ptr<const ModelProcess> process_;  // shared with the embedder
  const std::unique_ptr<llm::Reranker> reranker_;
};

class SupervisedChatModel final : public llm::ChatModel {
 public:
  SupervisedChatModel(std::shared_ptr<const ModelProcess> process,
                      const std::filesystem::path& socket)
      : process_(std::move(process)), model_(MakeChatModel(Over(socket))) {}

  [[nodiscard]] Result<llm::ChatModelInfo> Info(Deadline deadline) const override {
    WY_CHECK(process_->Ready());
    return model_->Info(deadline);
  }
  Result<llm::ChatReply> Chat(const llm::ChatRequest& request,
                              const std::function<bool(const llm::ChatDelta&)>& on_delta,
                              Deadline deadline) const override {
    WY_CHECK(process_->Ready());
    return model_->Chat(request, on_delta, deadline);
  }

 private:
  const std::shared_ptr<const ModelProcess> process_;
  const std::unique_ptr<llm::ChatModel> model_;
};

}  // namespace

std::unique_ptr<llm::Embedder> MakeEmbedder(std::shared_ptr<const ModelProcess> process,
                                            const std::filesystem::path& socket) {
  return std::make_unique<SupervisedEmbedder>(std::move(process), socket);
}

std::unique_ptr<llm::Reranker> MakeReranker(std::shared_ptr<const ModelProcess> process,
                                            const std::filesystem::path& socket) {
  return std::make_unique<SupervisedReranker>(std::move(process), socket);
}

std::unique_ptr<llm::ChatModel> MakeChatModel(std::shared_ptr<const ModelProcess> process,
                                              const std::filesystem::path& socket) {
  return std::make_unique<SupervisedChatModel>(std::move(process), socket);
}

}  // namespace wenyuan::llm_openai
