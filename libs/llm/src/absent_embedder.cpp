#include "wenyuan/llm/absent_embedder.h"

#include <utility>

namespace wenyuan::llm {
namespace {

class AbsentEmbedder final : public Embedder {
 public:
  explicit AbsentEmbedder(Error why) : why_(std::move(why)) {}
  [[nodiscard]] Result<EmbedderInfo> Info(Deadline) const override { return why_; }
  Result<Embeddings> Embed(TextKind, std::span<const std::string>, Deadline) const override {
    return why_;
  }

 private:
  const Error why_;
};

}  // namespace

std::unique_ptr<Embedder> MakeAbsentEmbedder(Error why) {
  return std::make_unique<AbsentEmbedder>(std::move(why));
}

}  // namespace wenyuan::llm
