#include "wenyuan/llm_llama/encoder.h"

#include <llama.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "attention_tap.h"
#include "bert/bert_encoder.h"
#include "encoder_model.h"
#include "encoder_tokens.h"
#include "library.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::uint32_t kMostTokens = 32768;
// The library's flash attention computes so many rows at once; with fewer it goes row by row and
// takes up to twice the time of plain attention, which for many rows is the slower one.
constexpr std::uint32_t kRowsOfFlashAttention = 64;

using Context = std::unique_ptr<llama_context, decltype(&::llama_free)>;
using Tokens = std::vector<std::int32_t>;

Result<Pooling> PoolingOf(const llama_context* context, const std::string& file) {
  switch (::llama_pooling_type(context)) {
    case LLAMA_POOLING_TYPE_MEAN:
      return Pooling::kMean;
    case LLAMA_POOLING_TYPE_CLS:
      return Pooling::kFirst;
    case LLAMA_POOLING_TYPE_LAST:
      return Pooling::kLast;
    case LLAMA_POOLING_TYPE_RANK:
      return Pooling::kScore;
    default:
      return Error{ErrorCode::kUnsupported,
                   "'" + file +
                       "' is neither an embedder nor a reranker: it does not say how the "
                       "vectors of tokens become one",
                   "“" + file + "”既不是向量模型也不是重排模型"};
  }
}

class LlamaEncoder final : public Encoder {
 public:
  using MakeAttending = std::function<Context(AttentionTap&)>;
  // `for_few` is for batches with fewer rows than flash attention needs; `make_attending` makes a
  // context for Attend(), when it is first wanted.
  LlamaEncoder(EncoderModel model, Context context, Context for_few, MakeAttending make_attending,
               EncoderInfo info)
      : model_(std::move(model)),
        for_many_(std::move(context)),
        for_few_(std::move(for_few)),
        make_attending_(std::move(make_attending)),
        tap_(AttendedLayers(
            static_cast<std::size_t>(std::max(::llama_model_n_layer(model_.get()), 1)))),
        info_(std::move(info)),
        tokens_(::llama_model_get_vocab(model_.get()), info_.max_tokens),
        batch_(::llama_batch_init(static_cast<std::int32_t>(info_.batch_tokens), 0, 1)) {}
  LlamaEncoder(const LlamaEncoder&) = delete;
  LlamaEncoder& operator=(const LlamaEncoder&) = delete;
  ~LlamaEncoder() override { ::llama_batch_free(batch_); }

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
    Fill(texts);
    const bool few = static_cast<std::uint32_t>(batch_.n_tokens) < kRowsOfFlashAttention;
    llama_context* const context = few ? for_few_.get() : for_many_.get();
    WY_CHECK(Compute(context, stop));
    std::vector<float> rows;
    rows.reserve(texts.size() * info_.width);
    for (std::size_t i = 0; i < texts.size(); ++i) WY_CHECK(AppendRow(context, i, rows));
    return rows;
  }

  Result<Attended> Attend(const Tokens& tokens, const std::atomic<bool>& stop) override {
    const Tokens* const texts[] = {&tokens};
    WY_CHECK(tokens_.CheckBatch(texts, info_));
    if (attending_ == nullptr) {
      attending_ = make_attending_(tap_);
      if (attending_ == nullptr) {
        return Error{ErrorCode::kResourceExhausted,
                     "libllama cannot make a context: " + TakeComplaint()};
      }
    }
    Fill(texts);
    WY_CHECK(Compute(attending_.get(), stop));
    Attended attended;
    attended.weights = tap_.Take(tokens.size());
    if (info_.pooling == Pooling::kScore) {
      std::vector<float> score;
      WY_CHECK(AppendRow(attending_.get(), 0, score));
      attended.score = score.front();
    }
    WY_CHECK(CheckAttended(attended, tokens.size()));
    return attended;
  }

 private:
  Result<void> Compute(llama_context* context, const std::atomic<bool>& stop) {
    ::llama_set_abort_callback(
        context, [](void* flag) { return static_cast<const std::atomic<bool>*>(flag)->load(); },
        const_cast<std::atomic<bool>*>(&stop));
    const llama_memory_t memory = ::llama_get_memory(context);
    if (memory != nullptr) ::llama_memory_clear(memory, true);
    const int status =
        memory != nullptr ? ::llama_decode(context, batch_) : ::llama_encode(context, batch_);
    if (status == 2) return Error{ErrorCode::kCancelled, "the model was stopped"};
    if (status == 0) return {};
    return Error{ErrorCode::kInternal,
                 "the model failed on a batch with status " + std::to_string(status)};
  }

  void Fill(std::span<const Tokens* const> texts) {
    batch_.n_tokens = 0;
    for (std::size_t text = 0; text < texts.size(); ++text) {
      const Tokens& tokens = *texts[text];
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto at = batch_.n_tokens++;
        batch_.token[at] = tokens[i];
        batch_.pos[at] = static_cast<llama_pos>(i);
        batch_.n_seq_id[at] = 1;
        batch_.seq_id[at][0] = static_cast<llama_seq_id>(text);
        batch_.logits[at] = 1;
      }
    }
  }

  Result<void> AppendRow(llama_context* context, std::size_t text, std::vector<float>& rows) const {
    const float* row = ::llama_get_embeddings_seq(context, static_cast<llama_seq_id>(text));
    if (row == nullptr) return Error{ErrorCode::kInternal, "the model gave no vector for a text"};
    return AppendEncoded(std::span(row, info_.width), info_.pooling, rows);
  }

  const EncoderModel model_;
  const Context for_many_;
  const Context for_few_;
  const MakeAttending make_attending_;
  AttentionTap tap_;  // outlives the context that tells it
  Context attending_{nullptr, &::llama_free};
  const EncoderInfo info_;
  const EncoderTokens tokens_;
  llama_batch batch_;
};

llama_context_params ContextParameters(const EncoderOptions& options, const EncoderInfo& info,
                                       std::uint32_t batch_tokens,
                                       llama_flash_attn_type attention) {
  llama_context_params parameters = ::llama_context_default_params();
  parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = batch_tokens;
  parameters.n_seq_max = info.batch_texts;
  parameters.n_threads = parameters.n_threads_batch = static_cast<std::int32_t>(options.threads);
  parameters.embeddings = true;
  parameters.kv_unified = true;
  parameters.flash_attn_type = attention;
  return parameters;
}

}  // namespace

std::string_view Name(Pooling pooling) {
  switch (pooling) {
    case Pooling::kMean:
      return "mean";
    case Pooling::kFirst:
      return "cls";
    case Pooling::kLast:
      return "last";
    case Pooling::kScore:
      return "rank";
  }
  return "";
}

Result<std::unique_ptr<Encoder>> LoadEncoder(const EncoderOptions& options) {
  if (options.threads == 0 || options.threads > 512 || options.max_tokens < 8 ||
      options.max_tokens > kMostTokens || options.batch_tokens > kMostTokens) {
    return Error{ErrorCode::kInvalidArgument,
                 "threads must be 1 to 512, tokens of a text 8 to " + std::to_string(kMostTokens)};
  }
  WY_TRY(const std::string processor, OpenLibrary());
  WY_CHECK(gguf::CheckModel(options.model));
  WY_TRY(std::unique_ptr<Encoder> own, LoadBertEncoder(options));
  if (own != nullptr) return own;
  WY_TRY(EncoderModel model, LoadEncoderModel(options.model, WhatToLoad::kAll));
  const std::string file = options.model.string();
  EncoderInfo info = InfoOf(model.get(), options,
                            static_cast<std::uint32_t>(::llama_model_n_ctx_train(model.get())));
  info.processor = processor;
  // Over any other number the library ends the process.
  const std::string pooling = MetaText(model.get(), (info.architecture + ".pooling_type").c_str());
  if (pooling.size() > 1 || pooling > "4") {
    return Error{ErrorCode::kUnsupported, "'" + file + "' wants an unknown pooling: " + pooling};
  }
  const auto make = [&](std::uint32_t batch_tokens, llama_flash_attn_type attention) {
    return Context(::llama_init_from_model(
                       model.get(), ContextParameters(options, info, batch_tokens, attention)),
                   &::llama_free);
  };
  Context context = make(info.batch_tokens, LLAMA_FLASH_ATTN_TYPE_AUTO);
  // The library wants room for as many texts here, too.
  Context for_few = make(kRowsOfFlashAttention, LLAMA_FLASH_ATTN_TYPE_DISABLED);
  if (info.max_tokens < 8 || context == nullptr || for_few == nullptr) {
    return Error{ErrorCode::kUnsupported, "libllama cannot run '" + file + "': " + TakeComplaint()};
  }
  WY_TRY(info.pooling, PoolingOf(context.get(), file));
  info.width = info.pooling == Pooling::kScore
                   ? 1
                   : static_cast<std::uint32_t>(::llama_model_n_embd_out(model.get()));
  auto make_attending = [options, info, plain = model.get()](AttentionTap& tap) {
    llama_context_params parameters =
        ContextParameters(options, info, info.max_tokens, LLAMA_FLASH_ATTN_TYPE_DISABLED);
    parameters.n_seq_max = 1;
    parameters.cb_eval = &AttentionTap::Observe;
    parameters.cb_eval_user_data = &tap;
    return Context(::llama_init_from_model(plain, parameters), &::llama_free);
  };
  return std::make_unique<LlamaEncoder>(std::move(model), std::move(context), std::move(for_few),
                                        std::move(make_attending), std::move(info));
}

}  // namespace wenyuan::llm_llama
