#include "models_in_use.h"

#include <string>
#include <vector>

namespace wenyuan::app {
namespace {

class EmbedderInUse final : public llm::Embedder {
 public:
  EmbedderInUse(const EmbedderSwitch& embedders, std::size_t place)
      : embedders_(embedders), place_(place) {}

  [[nodiscard]] Result<llm::EmbedderInfo> Info(Deadline deadline) const override {
    return Now()->Info(deadline);
  }
  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline deadline) const override {
    return Now()->Embed(kind, texts, deadline);
  }
  [[nodiscard]] std::shared_ptr<const llm::Embedder> Now() const override {
    const RunningModels all = embedders_.InUseAndBefore();
    const auto& one = place_ < all.size() ? all[place_] : all.front();
    auto embedder = std::static_pointer_cast<const RunningEmbedder>(one);
    return {embedder, embedder->model.get()};
  }

 private:
  const EmbedderSwitch& embedders_;
  const std::size_t place_;
};

class RerankerInUse final : public llm::Reranker {
 public:
  explicit RerankerInUse(const RerankerSwitch& rerankers) : rerankers_(rerankers) {}

  [[nodiscard]] Result<std::string> Model(Deadline deadline) const override {
    const auto now = Now();
    return now == nullptr ? None() : now->Model(deadline);
  }
  Result<std::vector<float>> Rerank(const std::string& question,
                                    std::span<const std::string> passages,
                                    Deadline deadline) const override {
    const auto now = Now();
    return now == nullptr ? None() : now->Rerank(question, passages, deadline);
  }
  Result<std::vector<llm::WeighedPassage>> Weigh(const std::string& question,
                                                 std::span<const std::vector<std::string>> passages,
                                                 Deadline deadline) const override {
    const auto now = Now();
    return now == nullptr ? None() : now->Weigh(question, passages, deadline);
  }
  [[nodiscard]] std::shared_ptr<const llm::Reranker> Now() const override {
    auto reranker = rerankers_.Current();
    if (reranker == nullptr) return nullptr;
    return {reranker, reranker->model.get()};
  }

 private:
  static Error None() {
    return {ErrorCode::kUnavailable, "no reranker is in use", "没有正在使用的重排模型"};
  }

  const RerankerSwitch& rerankers_;
};

}  // namespace

std::unique_ptr<llm::Embedder> MakeEmbedderInUse(const EmbedderSwitch& embedders,
                                                 std::size_t place) {
  return std::make_unique<EmbedderInUse>(embedders, place);
}

std::unique_ptr<llm::Reranker> MakeRerankerInUse(const RerankerSwitch& rerankers) {
  return std::make_unique<RerankerInUse>(rerankers);
}

}  // namespace wenyuan::app
