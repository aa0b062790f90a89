#include "bert_encoder.h"

#include <utility>

#include "../encoder_model.h"
#include "../encoder_tokens.h"
#include "bert_model.h"
#include "bert_pass.h"

namespace wenyuan::llm_llama {
namespace {

using Tokens = std::vector<std::int32_t>;

// As libllama numbers them in a file.
std::optional<Pooling> PoolingNamed(const std::string& number) {
  if (number == "1") return Pooling::kMean;
  if (number == "2") return Pooling::kFirst;
  if (number == "3") return Pooling::kLast;
  if (number == "4") return Pooling::kScore;
  return std::nullopt;
}

class BertEncoder final : public Encoder {
 public:
  BertEncoder(EncoderModel vocabulary, BertModel model, EncoderInfo info)
      : vocabulary_(std::move(vocabulary)),
        model_(std::move(model)),
        info_(std::move(info)),
        tokens_(::llama_model_get_vocab(vocabulary_.get()), info_.max_tokens),
        pass_(model_) {}

  [[nodiscard]] const EncoderInfo& info() const override { return info_; }
  [[nodiscard]] Result<TokenizedText> Tokenize(std::string_view text) const override {
    return tokens_.Tokenize(text);
  }
  [[nodiscard]] Result<TokenizedText> TokenizePair(std::string_view question,
                                                   std::string_view passage) const override {
    return tokens_.TokenizePair(question, passage);
  }
  [[nodiscard]] Result<TokenizedParts> TokenizeParts(
      std::string_view question, std::span<const std::string> parts) const override {
    return tokens_.TokenizeParts(question, parts);
  }

  Result<std::vector<float>> Encode(std::span<const Tokens* const> texts,
                                    const std::atomic<bool>& stop) override {
    WY_CHECK(tokens_.CheckBatch(texts, info_));
    WY_TRY(const std::span<const float> all, pass_.Run(texts, stop));
    std::vector<float> rows;
    rows.reserve(texts.size() * info_.width);
    const float* of_text = all.data();
    for (const Tokens* const text : texts) {
      WY_CHECK(AppendEncoded(Pool(of_text, text->size()), info_.pooling, rows));
      of_text += text->size() * model_.width;
    }
    return rows;
  }

  Result<Attended> Attend(const Tokens& tokens, const std::atomic<bool>& stop) override {
    const Tokens* const texts[] = {&tokens};
    WY_CHECK(tokens_.CheckBatch(texts, info_));
    Attended attended;
    WY_TRY(const std::span<const float> all, pass_.Run(tokens, attended.weights, stop));
    if (info_.pooling == Pooling::kScore) attended.score = Pool(all.data(), tokens.size()).front();
    WY_CHECK(CheckAttended(attended, tokens.size()));
    return attended;
  }

 private:
  // Good until the next call.
  std::span<const float> Pool(const float* rows, std::size_t count) {
    const std::size_t width = model_.width;
    if (info_.pooling == Pooling::kFirst) return {rows, width};
    if (info_.pooling == Pooling::kLast) return {rows + (count - 1) * width, width};
    if (info_.pooling == Pooling::kScore) {
      pooled_.assign(1, model_.head->Score({rows, width}));
      return pooled_;
    }
    pooled_.assign(width, 0);  // the length does not matter
    for (std::size_t token = 0; token < count; ++token) {
      for (std::size_t i = 0; i < width; ++i) pooled_[i] += rows[token * width + i];
    }
    return pooled_;
  }

  const EncoderModel vocabulary_;
  const BertModel model_;
  const EncoderInfo info_;
  const EncoderTokens tokens_;
  BertPass pass_;
  std::vector<float> pooled_;
};

}  // namespace

Result<std::unique_ptr<Encoder>> LoadBertEncoder(const EncoderOptions& options) {
  std::unique_ptr<Encoder> encoder;
  if (options.threads != 1 || !HasBertKernels()) return encoder;
  WY_TRY(std::optional<BertModel> model, BertModel::Read(options.model));
  if (!model) return encoder;
  WY_TRY(EncoderModel vocabulary, LoadEncoderModel(options.model, WhatToLoad::kVocabulary));
  const auto words = ::llama_vocab_n_tokens(::llama_model_get_vocab(vocabulary.get()));
  const auto pooling = PoolingNamed(MetaText(vocabulary.get(), "bert.pooling_type"));
  if (!pooling || static_cast<std::uint64_t>(words) > model->words) return encoder;
  const bool scores = *pooling == Pooling::kScore;
  if (scores != model->head.has_value()) return encoder;
  EncoderInfo info =
      InfoOf(vocabulary.get(), options, static_cast<std::uint32_t>(model->positions));
  if (info.max_tokens < 8) return encoder;
  info.pooling = *pooling;
  info.width = scores ? 1 : static_cast<std::uint32_t>(model->width);
  info.processor = "CPU avx512vnni";
  encoder =
      std::make_unique<BertEncoder>(std::move(vocabulary), *std::move(model), std::move(info));
  return encoder;
}

}  // namespace wenyuan::llm_llama
