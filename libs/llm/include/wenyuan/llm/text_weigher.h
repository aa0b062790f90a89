#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"

namespace wenyuan::llm {

// A passage in parts, sentence by sentence, as a model read it together with a question.
struct WeighedPassage {
  float score = 0;  // of the whole, higher is better, as Reranker::Rerank
  // The share of the model's attention that each part drew, 0-1; nothing for a part that it did
  // not read, because the passage was too long for it. What they lack to 1 went to the question.
  std::vector<std::optional<float>> weights;
};

// Says by a model's attention which parts of passages bear on a question. Any thread.
class TextWeigher {
 public:
  virtual ~TextWeigher() = default;
  // In the order given; no part may be empty. Errors as Embedder::Embed; kUnsupported when the
  // model, or the server that it runs on, does not show its attention.
  virtual Result<std::vector<WeighedPassage>> Weigh(
      const std::string& question, std::span<const std::vector<std::string>> passages,
      Deadline deadline) const = 0;
};

}  // namespace wenyuan::llm
