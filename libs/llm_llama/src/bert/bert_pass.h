#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "bert_model.h"

namespace wenyuan::llm_llama {

// Puts texts through a model. One thread at a time; keeps its memory for the next.
class BertPass {
 public:
  explicit BertPass(const BertModel& model) : model_(model) {}  // must outlive it
  // The rows of all tokens, text after text; good until the next call. Requires tokens below
  // words and no text longer than positions. kCancelled soon after `stop` became true.
  Result<std::span<const float>> Run(std::span<const std::vector<std::int32_t>* const> texts,
                                     const std::atomic<bool>& stop);
  // The same for one text, with what Encoder::Attend() says of its tokens.
  Result<std::span<const float>> Run(const std::vector<std::int32_t>& text,
                                     std::vector<float>& weights, const std::atomic<bool>& stop);

 private:
  Result<void> ReadWords(std::span<const std::vector<std::int32_t>* const> texts);
  void Attend(const BertLayer& layer, std::span<const std::vector<std::int32_t>* const> texts);
  void AddWeights(std::vector<float>& weights) const;
  void Think(const BertLayer& layer);
  void Project(const PackedMatrix& weights, const std::vector<float>& bias,
               const std::vector<float>& from, std::vector<float>& to);

  const BertModel& model_;
  std::size_t tokens_ = 0;
  std::vector<float> rows_;
  std::vector<float> wide_;  // queries, keys and values, or the inner layer
  std::vector<float> attended_;
  std::vector<float> more_;
  std::vector<float> scratch_;
  CodedRows coded_;
};

}  // namespace wenyuan::llm_llama
