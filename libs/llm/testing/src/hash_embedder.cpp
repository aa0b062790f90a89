#include "wenyuan/llm/testing/hash_embedder.h"

#include <cmath>
#include <string_view>
#include <utility>

namespace wenyuan::llm {
namespace {

std::uint64_t Mixed(std::uint64_t value) {  // the finaliser of splitmix64 (Steele et al. 2014)
  value = (value ^ value >> 30U) * 0xBF58476D1CE4E5B9U;
  value = (value ^ value >> 27U) * 0x94D049BB133111EBU;
  return value ^ value >> 31U;
}

Error Away() { return {ErrorCode::kUnavailable, "the embedder is away; it will be asked again"}; }

}  // namespace

HashEmbedder::HashEmbedder(std::uint32_t dimension, std::string id)
    : dimension_(dimension), id_(std::move(id)) {}

Result<EmbedderInfo> HashEmbedder::Info(Deadline) const {
  if (away_) return Away();
  return EmbedderInfo{id_, "hash", dimension_, 0};
}

Result<Embeddings> HashEmbedder::Embed(TextKind, std::span<const std::string> texts,
                                       Deadline) const {
  if (away_) return Away();
  Embeddings made;
  made.dimension = dimension_;
  for (const std::string& text : texts) {
    if (text.empty()) return Error{ErrorCode::kInvalidArgument, "an empty text has no vector"};
    std::vector<float> sum(dimension_, 0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::uint64_t pair = 0;
      for (const char byte : std::string_view(text).substr(i, 6)) {
        pair = pair << 8U | static_cast<unsigned char>(byte);
      }
      for (std::uint32_t d = 0; d < dimension_; ++d) {
        sum[d] += Mixed(pair * dimension_ + d) % 2 == 0 ? 1.0F : -1.0F;
      }
    }
    float squares = 0;
    for (const float value : sum) squares += value * value;
    if (squares == 0) sum[0] = squares = 1;
    for (const float value : sum) made.values.push_back(value / std::sqrt(squares));
    made.tokens += text.size();
  }
  return made;
}

}  // namespace wenyuan::llm
