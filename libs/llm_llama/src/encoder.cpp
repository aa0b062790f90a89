#include "wenyuan/llm_llama/encoder.h"

#include <llama.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "library.h"
#include "memory.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::llm_llama {
namespace {

// A text that needs more bytes for its first tokens than this for each is white space or noise.
constexpr std::size_t kMostBytesPerToken = 64;
constexpr std::uint32_t kMostTextsPerBatch = 32;
constexpr std::uint32_t kMostTokens = 32768;
// The library's flash attention computes so many rows at once; with fewer it goes row by row and
// takes up to twice the time of plain attention, which for many rows is the slower one.
constexpr std::uint32_t kRowsOfFlashAttention = 64;

using Model = std::unique_ptr<llama_model, decltype(&::llama_model_free)>;
using Context = std::unique_ptr<llama_context, decltype(&::llama_free)>;
using Tokens = std::vector<std::int32_t>;

std::string_view FirstBytes(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

std::string MetaText(const llama_model* model, const char* key) {
  std::string value(256, '\0');
  const int size = ::llama_model_meta_val_str(model, key, value.data(), value.size());
  value.resize(static_cast<std::size_t>(std::clamp(size, 0, 255)));
  return value;
}

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
  // `for_few` is for batches with fewer rows than flash attention needs.
  LlamaEncoder(Model model, Context context, Context for_few, EncoderInfo info)
      : model_(std::move(model)),
        for_many_(std::move(context)),
        for_few_(std::move(for_few)),
        vocabulary_(::llama_model_get_vocab(model_.get())),
        info_(std::move(info)),
        batch_(::llama_batch_init(static_cast<std::int32_t>(info_.batch_tokens), 0, 1)) {}
  LlamaEncoder(const LlamaEncoder&) = delete;
  LlamaEncoder& operator=(const LlamaEncoder&) = delete;
  ~LlamaEncoder() override { ::llama_batch_free(batch_); }

  [[nodiscard]] const EncoderInfo& info() const override { return info_; }

  [[nodiscard]] Result<TokenizedText> Tokenize(std::string_view text) const override {
    const std::string_view looked_at = FirstBytes(text, info_.max_tokens * kMostBytesPerToken);
    TokenizedText made{TokensOf(looked_at, true), looked_at.size() < text.size()};
    if (made.tokens.size() > info_.max_tokens) {
      const std::int32_t last = made.tokens.back();
      made.tokens.resize(info_.max_tokens);
      if (::llama_vocab_is_control(vocabulary_, last)) made.tokens.back() = last;
      made.cut = true;
    }
    if (made.tokens.empty()) return Error{ErrorCode::kInvalidArgument, "nothing is in the text"};
    return made;
  }

  [[nodiscard]] Result<TokenizedText> TokenizePair(std::string_view question,
                                                   std::string_view passage) const override {
    const std::size_t most_bytes = info_.max_tokens * kMostBytesPerToken;
    Tokens first = TokensOf(FirstBytes(question, most_bytes), false);
    Tokens second = TokensOf(FirstBytes(passage, most_bytes), false);
    if (first.empty() || second.empty()) {
      return Error{ErrorCode::kInvalidArgument, "question or passage is empty"};
    }
    std::int32_t end = ::llama_vocab_eos(vocabulary_);
    if (end == LLAMA_TOKEN_NULL) end = ::llama_vocab_sep(vocabulary_);
    const bool begins = ::llama_vocab_get_add_bos(vocabulary_);
    const bool ends = ::llama_vocab_get_add_eos(vocabulary_);
    const bool separates = ::llama_vocab_get_add_sep(vocabulary_);
    const std::size_t room =
        info_.max_tokens - (begins ? 1U : 0U) - (ends ? 2U : 0U) - (separates ? 1U : 0U);
    const bool cut = first.size() + second.size() > room;
    if (cut) {
      first.resize(
          std::min(first.size(), std::max(room / 2, room - std::min(room, second.size()))));
      second.resize(std::min(second.size(), room - first.size()));
    }
    TokenizedText made{{}, cut};
    if (begins) made.tokens.push_back(::llama_vocab_bos(vocabulary_));
    made.tokens.insert(made.tokens.end(), first.begin(), first.end());
    if (ends) made.tokens.push_back(end);
    if (separates) made.tokens.push_back(::llama_vocab_sep(vocabulary_));
    made.tokens.insert(made.tokens.end(), second.begin(), second.end());
    if (ends) made.tokens.push_back(end);
    return made;
  }

  Result<std::vector<float>> Encode(std::span<const Tokens* const> texts,
                                    const std::atomic<bool>& stop) override {
    WY_CHECK(Fill(texts));
    const bool few = static_cast<std::uint32_t>(batch_.n_tokens) < kRowsOfFlashAttention;
    llama_context* const context = few ? for_few_.get() : for_many_.get();
    ::llama_set_abort_callback(
        context, [](void* flag) { return static_cast<const std::atomic<bool>*>(flag)->load(); },
        const_cast<std::atomic<bool>*>(&stop));
    const llama_memory_t memory = ::llama_get_memory(context);
    if (memory != nullptr) ::llama_memory_clear(memory, true);
    const int status =
        memory != nullptr ? ::llama_decode(context, batch_) : ::llama_encode(context, batch_);
    if (status == 2) return Error{ErrorCode::kCancelled, "the model was stopped"};
    if (status != 0) {
      return Error{ErrorCode::kInternal,
                   "the model failed on a batch with status " + std::to_string(status)};
    }
    std::vector<float> rows;
    rows.reserve(texts.size() * info_.width);
    for (std::size_t i = 0; i < texts.size(); ++i) WY_CHECK(AppendRow(context, i, rows));
    return rows;
  }

 private:
  [[nodiscard]] Tokens TokensOf(std::string_view text, bool with_special) const {
    Tokens tokens(text.size() / 2 + 16);
    const auto tokenize = [&] {
      return ::llama_tokenize(vocabulary_, text.data(), static_cast<std::int32_t>(text.size()),
                              tokens.data(), static_cast<std::int32_t>(tokens.size()), with_special,
                              false);
    };
    int count = tokenize();
    if (count < 0) {
      tokens.resize(static_cast<std::size_t>(-count));
      count = tokenize();
    }
    tokens.resize(static_cast<std::size_t>(std::max(count, 0)));
    return tokens;
  }

  // The library ends the process over a batch that is too large, so ours are counted here.
  Result<void> Fill(std::span<const Tokens* const> texts) {
    const auto known = static_cast<std::int32_t>(::llama_vocab_n_tokens(vocabulary_));
    batch_.n_tokens = 0;
    for (std::size_t text = 0; text < texts.size(); ++text) {
      const Tokens& tokens = *texts[text];
      if (tokens.empty() || tokens.size() > info_.max_tokens || texts.size() > info_.batch_texts ||
          tokens.size() + static_cast<std::size_t>(batch_.n_tokens) > info_.batch_tokens) {
        return Error{ErrorCode::kInternal, "a batch for the model has the wrong size"};
      }
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i] < 0 || tokens[i] >= known) {
          return Error{ErrorCode::kInternal, "a batch for the model has an unknown token"};
        }
        const auto at = batch_.n_tokens++;
        batch_.token[at] = tokens[i];
        batch_.pos[at] = static_cast<llama_pos>(i);
        batch_.n_seq_id[at] = 1;
        batch_.seq_id[at][0] = static_cast<llama_seq_id>(text);
        batch_.logits[at] = 1;
      }
    }
    if (batch_.n_tokens == 0) return Error{ErrorCode::kInternal, "a batch for the model is empty"};
    return {};
  }

  Result<void> AppendRow(llama_context* context, std::size_t text, std::vector<float>& rows) const {
    const float* row = ::llama_get_embeddings_seq(context, static_cast<llama_seq_id>(text));
    if (row == nullptr) return Error{ErrorCode::kInternal, "the model gave no vector for a text"};
    double squares = 0;
    for (std::uint32_t i = 0; i < info_.width; ++i) squares += double{row[i]} * double{row[i]};
    const bool is_score = info_.pooling == Pooling::kScore;
    if (!std::isfinite(squares) || (squares == 0 && !is_score)) {
      return Error{ErrorCode::kInternal, "the model gave no usable numbers for a text"};
    }
    const double length = is_score ? 1 : std::sqrt(squares);
    for (std::uint32_t i = 0; i < info_.width; ++i) {
      rows.push_back(static_cast<float>(double{row[i]} / length));
    }
    return {};
  }

  const Model model_;
  const Context for_many_;
  const Context for_few_;
  const llama_vocab* const vocabulary_;
  const EncoderInfo info_;
  llama_batch batch_;
};

Result<Model> LoadModel(const EncoderOptions& options) {
  llama_model_params parameters = ::llama_model_default_params();
  parameters.n_gpu_layers = 0;
  parameters.progress_callback = [](float, void*) { return true; };  // else it prints dots
  TakeComplaint();
  Model model(::llama_model_load_from_file(options.model.c_str(), parameters), &::llama_model_free);
  LetGoOfPages(options.model);
  if (model == nullptr) {
    return Error{ErrorCode::kUnsupported,
                 "libllama cannot load '" + options.model.string() + "': " + TakeComplaint(),
                 "libllama 无法加载“" + options.model.string() + "”"};
  }
  return model;
}

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
  EncoderInfo info;
  WY_TRY(info.processor, OpenLibrary());
  WY_CHECK(gguf::CheckModel(options.model));
  WY_TRY(Model model, LoadModel(options));
  const std::string file = options.model.string();
  const auto trained = static_cast<std::uint32_t>(::llama_model_n_ctx_train(model.get()));
  info.max_tokens = std::min(options.max_tokens, trained);
  info.batch_tokens = std::max(options.batch_tokens, info.max_tokens);
  info.batch_texts = std::min(kMostTextsPerBatch, info.batch_tokens);
  info.architecture = MetaText(model.get(), "general.architecture");
  info.name = MetaText(model.get(), "general.name");
  if (info.name.empty()) info.name = options.model.stem().string();
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
  return std::make_unique<LlamaEncoder>(std::move(model), std::move(context), std::move(for_few),
                                        std::move(info));
}

}  // namespace wenyuan::llm_llama
