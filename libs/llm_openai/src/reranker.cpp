#include <mutex>
#include <utility>

#include "caller.h"
#include "wenyuan/llm_openai/models.h"
#include "wire.h"

namespace wenyuan::llm_openai {
namespace {

class OpenAiReranker final : public llm::Reranker {
 public:
  explicit OpenAiReranker(ServerOptions options) : caller_(std::move(options)) {}

  [[nodiscard]] std::string model() const override { return caller_.options().model; }

  Result<std::vector<float>> Rerank(const std::string& question,
                                    std::span<const std::string> passages,
                                    Deadline deadline) const override {
    if (question.empty()) return Error{ErrorCode::kInvalidArgument, "the question is empty"};
    if (passages.empty()) return std::vector<float>();
    for (const std::string& passage : passages) {
      if (passage.empty()) return Error{ErrorCode::kInvalidArgument, "an empty text has no score"};
    }
    const bool over_socket = !caller_.options().endpoint.unix_socket.empty();
    WY_TRY(
        const std::string answer,
        caller_.Post(over_socket ? "/v1/rerank" : "/rerank",
                     WriteRerank(caller_.options().model, question, passages), "query", deadline));
    return ReadScores(answer, passages.size());
  }

 private:
  mutable Caller caller_;
};

}  // namespace

std::unique_ptr<llm::Reranker> MakeReranker(ServerOptions options) {
  return std::make_unique<OpenAiReranker>(std::move(options));
}

}  // namespace wenyuan::llm_openai
