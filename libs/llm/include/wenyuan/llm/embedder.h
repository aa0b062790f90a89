#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/text_weigher.h"

namespace wenyuan::llm {

struct EmbedderInfo {
  std::string id;     // changes whenever vectors made before cannot be compared any more
  std::string model;  // its name, for people
  std::uint32_t dimension = 0;
  std::uint32_t max_tokens = 0;  // what lies behind is not seen; 0: not known
};

// Many embedders want to know which of the two a text is (e5: "query: ", "passage: ").
enum class TextKind : std::uint8_t { kQuery, kPassage };

struct Embeddings {
  std::uint32_t dimension = 0;
  std::vector<float> values;  // a row for each text, in the order given
  std::uint64_t tokens = 0;   // read by the model
};

// Turns texts into vectors. Texts come as they are written: no folding, no lower case. Any thread.
class Embedder {
 public:
  virtual ~Embedder() = default;
  // kUnavailable, with a reason that says what to do, while the model is away, loading or not
  // installed. Cheap once it was known.
  [[nodiscard]] virtual Result<EmbedderInfo> Info(Deadline deadline) const = 0;
  // kUnavailable as above, kTimeout when the deadline passed, kInvalidArgument for an empty text.
  // What comes back has been checked: as many rows as texts, one dimension, finite, not zero.
  virtual Result<Embeddings> Embed(TextKind kind, std::span<const std::string> texts,
                                   Deadline deadline) const = 0;
  // The model that stands behind it at this moment, for as long as it is held; for whoever compares
  // what two calls gave, while another model may take its place. Never nullptr.
  [[nodiscard]] virtual std::shared_ptr<const Embedder> Now() const {
    return {std::shared_ptr<const void>(), this};
  }
};

// Reads question and passage together (a cross-encoder). Any thread.
class Reranker : public TextWeigher {
 public:
  // The model's name, for people; kUnavailable as Embedder::Info.
  [[nodiscard]] virtual Result<std::string> Model(Deadline deadline) const = 0;
  // A score for each passage, higher is better; errors as Embedder.
  virtual Result<std::vector<float>> Rerank(const std::string& question,
                                            std::span<const std::string> passages,
                                            Deadline deadline) const = 0;
  Result<std::vector<WeighedPassage>> Weigh(const std::string&,
                                            std::span<const std::vector<std::string>>,
                                            Deadline) const override {
    return Error{ErrorCode::kUnsupported, "this reranker does not show what it attends to",
                 "该重排模型不提供注意力"};
  }
  // As Embedder's; nullptr while there is none.
  [[nodiscard]] virtual std::shared_ptr<const Reranker> Now() const {
    return {std::shared_ptr<const void>(), this};
  }
};

}  // namespace wenyuan::llm
