#pragma once

#include <atomic>
#include <memory>

#include "wenyuan/llm/embedder.h"

namespace wenyuan::llm {

// An embedder without a model: the sum of a pseudo-random direction for each character pair, so
// that texts with common pairs are near each other and the same text always gives the same vector.
// It can be sent away, to see what happens then. Any thread.
class HashEmbedder final : public Embedder {
 public:
  explicit HashEmbedder(std::uint32_t dimension = 64, std::string id = "hash-64");
  [[nodiscard]] Result<EmbedderInfo> Info(Deadline deadline) const override;
  Result<Embeddings> Embed(TextKind kind, std::span<const std::string> texts,
                           Deadline deadline) const override;
  void SetAway(bool away) { away_ = away; }

 private:
  const std::uint32_t dimension_;
  const std::string id_;
  std::atomic<bool> away_ = false;
};

}  // namespace wenyuan::llm
