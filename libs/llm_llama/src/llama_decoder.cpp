#include "llama_decoder.h"

#include <llama-ext.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "compute_pool.h"
#include "library.h"
#include "memory.h"
#include "wenyuan/base/bytes.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::llm_llama {
namespace {

using serving::AdapterUse;
using serving::BatchToken;
using serving::DecoderInfo;
using serving::Sequence;
using serving::Token;

constexpr std::uint32_t kCellStep = 256;  // the library rounds up to it
// From 64 on, attention on a processor takes another path and rounds otherwise.
constexpr std::uint32_t kExactBatchTokens = 63;
constexpr std::uint32_t kFastBatchTokens = 512;
// That path needs keys and values of 16 bits. 64 tokens took .94 s where 63 had taken 1.36.
constexpr std::uint32_t kTiledBatchTokens = kExactBatchTokens + 1;
// Before a saved state: what it is, and whose.
constexpr std::string_view kStateMark = "wenyuan-kv-1\n";
constexpr std::size_t kStateOwnerBytes = 16;

class LlamaDecoder final : public serving::Decoder {
 public:
  LlamaDecoder(ContextHandle context, const AdapterShelf& adapters, DecoderInfo info)
      : context_(std::move(context)),
        memory_(::llama_get_memory(context_.get())),
        shelf_(adapters),
        info_(std::move(info)),
        state_owner_(kStateMark),
        batch_(::llama_batch_init(static_cast<std::int32_t>(info_.batch_tokens), 0, 1)) {
    const crypto::Sha256Digest owner = crypto::Sha256(info_.state_id);
    state_owner_.append(owner.begin(), owner.begin() + kStateOwnerBytes);
  }
  LlamaDecoder(const LlamaDecoder&) = delete;
  LlamaDecoder& operator=(const LlamaDecoder&) = delete;
  ~LlamaDecoder() override { ::llama_batch_free(batch_); }

  [[nodiscard]] const DecoderInfo& info() const override { return info_; }

  Result<void> Decode(std::span<const BatchToken> batch) override {
    rows_.clear();
    WY_CHECK(Fill(batch));
    TakeComplaint();
    const int status = ::llama_decode(context_.get(), batch_);
    if (status == 0) {
      pool_.Computed();
      return CheckRows();
    }
    rows_.clear();
    if (status == 1) {
      return Error{ErrorCode::kResourceExhausted,
                   "no cells are left for " + std::to_string(batch.size()) + " tokens"};
    }
    for (const BatchToken& token : batch) {
      Forget(token.sequence, token.position, token.position + 1);
    }
    return Error{ErrorCode::kInternal, "the model failed on a batch with status " +
                                           std::to_string(status) + ": " + TakeComplaint()};
  }

  [[nodiscard]] std::span<const float> Logits(std::size_t row) const override {
    if (row >= rows_.size()) return {};
    const float* logits = ::llama_get_logits_ith(context_.get(), rows_[row]);
    return {logits, logits == nullptr ? 0 : info_.vocabulary};
  }

  void Share(Sequence from, Sequence to, std::uint32_t begin, std::uint32_t end) override {
    ::llama_memory_seq_cp(memory_, from, to, static_cast<llama_pos>(begin),
                          static_cast<llama_pos>(end));
  }

  void Forget(Sequence sequence, std::uint32_t begin, std::uint32_t end) override {
    ::llama_memory_seq_rm(memory_, sequence, static_cast<llama_pos>(begin),
                          static_cast<llama_pos>(end));
  }

  [[nodiscard]] Result<std::string> Save(Sequence sequence) const override {
    const std::size_t bytes = ::llama_state_seq_get_size(context_.get(), sequence);
    std::string state = state_owner_;
    state.resize(state_owner_.size() + bytes);
    auto* data = reinterpret_cast<std::uint8_t*>(state.data() + state_owner_.size());
    if (bytes == 0 || ::llama_state_seq_get_data(context_.get(), data, bytes, sequence) != bytes) {
      return Error{ErrorCode::kInternal, "the model's state could not be saved"};
    }
    return state;
  }

  Result<void> Restore(Sequence sequence, std::string_view state) override {
    if (state.starts_with(state_owner_)) {
      const std::string_view data = state.substr(state_owner_.size());
      if (::llama_state_seq_set_data(context_.get(),
                                     reinterpret_cast<const std::uint8_t*>(data.data()),
                                     data.size(), sequence) == data.size()) {
        return {};
      }
      Forget(sequence, 0, info_.cells);
    }
    return Error{ErrorCode::kCorruption,
                 "a saved state does not fit this model, or there is no room for it"};
  }

  void UseThreads(std::uint32_t threads) override {
    pool_.Use(context_.get(), std::max(threads, 1U));
  }

  Result<void> UseAdapters(std::span<const AdapterUse> adapters) override {
    std::vector<AdapterShelf::Loaded> loaded;
    std::vector<llama_adapter_lora*> pointers;
    std::vector<float> scales;
    for (const AdapterUse& use : adapters) {
      WY_TRY(loaded.emplace_back(), shelf_.Find(use.id));
      pointers.push_back(loaded.back().get());
      scales.push_back(use.scale);
    }
    ::llama_set_adapters_lora(context_.get(), pointers.data(), pointers.size(), scales.data());
    adapters_ = std::move(loaded);
    return {};
  }

 private:
  // The library ends the process over some wrong batches, so ours are checked here.
  Result<void> Fill(std::span<const BatchToken> batch) {
    if (batch.empty() || batch.size() > info_.batch_tokens) {
      return Error{ErrorCode::kInternal, "a batch for the model has the wrong size"};
    }
    batch_.n_tokens = static_cast<std::int32_t>(batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const BatchToken& token = batch[i];
      if (token.token < 0 || std::cmp_greater_equal(token.token, info_.vocabulary) ||
          token.sequence < 0 || std::cmp_greater_equal(token.sequence, info_.sequences)) {
        return Error{ErrorCode::kInternal,
                     "a batch for the model has an unknown token or sequence"};
      }
      batch_.token[i] = token.token;
      batch_.pos[i] = static_cast<llama_pos>(token.position);
      batch_.n_seq_id[i] = 1;
      batch_.seq_id[i][0] = token.sequence;
      batch_.logits[i] = token.output ? 1 : 0;
      if (token.output) rows_.push_back(static_cast<std::int32_t>(i));
    }
    if (rows_.size() > info_.batch_outputs) {
      return Error{ErrorCode::kInternal, "a batch for the model wants too many rows"};
    }
    return {};
  }

  // Broken weights give no numbers, and every number of a row then.
  [[nodiscard]] Result<void> CheckRows() const {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const std::span<const float> logits = Logits(row);
      if (logits.empty() || !std::isfinite(logits.front()) || !std::isfinite(logits.back())) {
        return Error{ErrorCode::kInternal, "the model gave no usable numbers"};
      }
    }
    return {};
  }

  ComputePool pool_;
  const ContextHandle context_;
  const llama_memory_t memory_;
  const AdapterShelf& shelf_;
  const DecoderInfo info_;
  std::string state_owner_;
  llama_batch batch_;
  std::vector<std::int32_t> rows_;  // of the last batch: the tokens that asked for output
  std::vector<AdapterShelf::Loaded> adapters_;
};

llama_context_params ParametersOf(const DecoderOptions& options) {
  llama_context_params parameters = ::llama_context_default_params();
  parameters.n_ctx = (options.cells + kCellStep - 1) / kCellStep * kCellStep;
  parameters.n_batch = parameters.n_ubatch = options.batch_tokens;
  parameters.n_seq_max = options.sequences;
  // The library ends the process when there are fewer rows than sequences.
  parameters.n_outputs_max = std::max(options.batch_outputs, options.sequences);
  parameters.n_threads = parameters.n_threads_batch = static_cast<std::int32_t>(options.threads);
  parameters.flash_attn_type =
      options.flash_attention ? LLAMA_FLASH_ATTN_TYPE_ENABLED : LLAMA_FLASH_ATTN_TYPE_DISABLED;
  parameters.type_k = parameters.type_v =
      options.cache == CacheType::kQ8 ? GGML_TYPE_Q8_0 : GGML_TYPE_F16;
  parameters.kv_unified = true;  // else nothing can be shared without a copy
  parameters.swa_full = true;    // else a prefix loses what its window has passed
  return parameters;
}

Result<ContextHandle> MakeContext(const DecoderSource& source,
                                  const llama_context_params& parameters) {
  TakeComplaint();
  ContextHandle context(::llama_init_from_model(source.model, parameters));
  if (context == nullptr) {
    const std::string complaint = TakeComplaint();
    return Error{
        ErrorCode::kResourceExhausted,
        "libllama cannot make a context of " + std::to_string(parameters.n_ctx) +
            " tokens: " + complaint,
        "libllama 无法创建 " + std::to_string(parameters.n_ctx) + " 个词元的上下文：" + complaint};
  }
  return context;
}

struct Needs {
  std::uint64_t bytes_per_token = 0;
  std::uint64_t mapped_weights = 0;  // they count as free, but reading them again would be slow
};

// The library knows what a token takes only of a context that it has made: a small one here.
Result<Needs> NeedsOf(const DecoderSource& source, llama_context_params parameters) {
  parameters.n_ctx = kCellStep;
  parameters.n_batch = parameters.n_ubatch = 8;
  parameters.n_seq_max = parameters.n_outputs_max = 1;
  WY_TRY(const ContextHandle probe, MakeContext(source, parameters));
  Needs needs;
  for (const auto& [type, bytes] : ::llama_get_memory_breakdown(probe.get())) {
    needs.bytes_per_token += bytes.context;
    if (std::string_view(::ggml_backend_buft_name(type)).starts_with("CPU_Mapped")) {
      needs.mapped_weights += bytes.model;
    }
  }
  needs.bytes_per_token /= ::llama_n_ctx(probe.get());
  return needs;
}

std::vector<Token> EndTokens(const llama_vocab* vocabulary) {
  std::vector<Token> ends;
  for (Token token = 0; token < ::llama_vocab_n_tokens(vocabulary); ++token) {
    if (::llama_vocab_is_eog(vocabulary, token)) ends.push_back(token);
  }
  return ends;
}

}  // namespace

Result<std::unique_ptr<serving::Decoder>> MakeLlamaDecoder(const DecoderSource& source,
                                                           const DecoderOptions& wanted) {
  DecoderOptions options = wanted;
  if (options.batch_tokens == 0) {
    options.batch_tokens = source.exact ? kExactBatchTokens : kFastBatchTokens;
  }
  options.batch_outputs = std::min(options.batch_outputs, options.batch_tokens);
  const auto most_sequences = static_cast<std::uint32_t>(::llama_max_parallel_sequences());
  if (options.cells == 0 || options.cells > (1U << 24U) || options.sequences == 0 ||
      options.sequences > most_sequences || options.batch_tokens == 0 ||
      options.batch_tokens > 8192 || options.batch_outputs == 0 || options.threads == 0 ||
      options.threads > 512) {
    return Error{ErrorCode::kInvalidArgument,
                 "a decoder has 1 to 16777216 cells, 1 to " + std::to_string(most_sequences) +
                     " sequences, up to 8192 tokens of a batch, and 1 to 512 threads"};
  }
  const llama_context_params parameters = ParametersOf(options);
  const llama_vocab* vocabulary = ::llama_model_get_vocab(source.model);
  DecoderInfo info;
  info.vocabulary = static_cast<std::uint32_t>(::llama_vocab_n_tokens(vocabulary));
  WY_TRY(const Needs needs, NeedsOf(source, parameters));
  info.bytes_per_token = needs.bytes_per_token;
  const std::uint64_t rows =
      std::uint64_t{parameters.n_outputs_max} * info.vocabulary * sizeof(float);
  WY_CHECK(CheckRoom("a context of " + std::to_string(parameters.n_ctx) + " tokens",
                     parameters.n_ctx * needs.bytes_per_token + rows + needs.mapped_weights,
                     FreeMemoryBytes() + source.device_bytes));
  WY_TRY(ContextHandle context, MakeContext(source, parameters));
  // The library clears a row of logits for every sequence that there may be; few are written at a
  // time. Beside a GPU they lie in memory that is pinned for it.
  if (source.device_bytes == 0) {
    LetGoOfZeros(::llama_get_logits(context.get()),
                 std::size_t{parameters.n_seq_max} * info.vocabulary * sizeof(float));
  }
  info.cells = ::llama_n_ctx(context.get());
  info.sequences = ::llama_n_seq_max(context.get());
  info.batch_tokens = options.batch_tokens;
  info.batch_outputs = options.batch_outputs;
  if (options.flash_attention && options.cache == CacheType::kF16 && source.device_bytes == 0 &&
      options.batch_tokens >= kTiledBatchTokens) {
    info.cheap_batch_tokens = kTiledBatchTokens;
  }
  info.context_tokens = std::min(
      info.cells, static_cast<std::uint32_t>(std::max(::llama_model_n_ctx_train(source.model), 1)));
  info.end_tokens = EndTokens(vocabulary);
  info.state_id = source.fingerprint + " " + source.processor +
                  (options.cache == CacheType::kQ8 ? " q8_0" : " f16") +
                  (options.flash_attention ? " flash" : " plain") + " " + ::llama_version();
  return std::make_unique<LlamaDecoder>(std::move(context), *source.adapters, std::move(info));
}

}  // namespace wenyuan::llm_llama
