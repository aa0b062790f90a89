#include "wenyuan/llm_llama/text_model.h"

#include <llama.h>

#include <algorithm>
#include <array>
#include <utility>

#include "adapter_shelf.h"
#include "devices.h"
#include "fingerprint.h"
#include "handles.h"
#include "library.h"
#include "llama_decoder.h"
#include "llama_sampler.h"
#include "llama_text_model.h"
#include "memory.h"
#include "tokenizing.h"

namespace wenyuan::llm_llama {
namespace {

// Weights are copied in the form that the processor likes best, beside what is read of the file.
constexpr double kNeedPerByte = 1.15;
constexpr std::size_t kMostTextBytes = std::size_t{64} << 20U;

std::string MetaText(const llama_model* model, const std::string& key) {
  std::string value(512, '\0');
  const int size = ::llama_model_meta_val_str(model, key.c_str(), value.data(), value.size());
  value.resize(static_cast<std::size_t>(std::clamp(size, 0, 511)));
  return value;
}

class LoadedTextModel final : public LlamaTextModel {
 public:
  LoadedTextModel(ModelHandle model, TextModelInfo info, DecoderSource source)
      : model_(std::move(model)),
        vocabulary_(::llama_model_get_vocab(model_.get())),
        info_(std::move(info)),
        source_(std::move(source)) {
    source_.model = model_.get();
    source_.adapters = &adapters_;
  }

  [[nodiscard]] const llama_model& handle() const override { return *model_; }
  [[nodiscard]] const TextModelInfo& info() const override { return info_; }

  [[nodiscard]] Result<std::vector<serving::Token>> Tokenize(std::string_view text, bool special,
                                                             bool begin) const override {
    if (text.size() > kMostTextBytes) {
      return Error{ErrorCode::kTooLarge,
                   "a text for a model may have " + std::to_string(kMostTextBytes) + " bytes"};
    }
    return TokensOf(vocabulary_, text, {.special = special, .begin = begin});
  }

  [[nodiscard]] std::string Piece(serving::Token token, bool special) const override {
    return PieceOf(vocabulary_, token, special);
  }

  [[nodiscard]] Result<std::unique_ptr<serving::Decoder>> MakeDecoder(
      const DecoderOptions& options) const override {
    return MakeLlamaDecoder(source_, options);
  }

  [[nodiscard]] Result<std::unique_ptr<serving::Sampler>> MakeSampler(
      const SamplingOptions& options) const override {
    return MakeLlamaSampler(vocabulary_, options);
  }

  Result<void> LoadAdapter(const Adapter& adapter) override {
    return adapters_.Load(*model_, adapter);
  }
  Result<void> UnloadAdapter(const std::string& name) override { return adapters_.Unload(name); }
  [[nodiscard]] std::vector<Adapter> adapters() const override { return adapters_.List(); }

 private:
  const ModelHandle model_;  // outlives the adapters
  const llama_vocab* const vocabulary_;
  const TextModelInfo info_;
  DecoderSource source_;
  AdapterShelf adapters_;
};

struct Loading {
  const TextModelOptions& options;
  const gguf::ModelFile& files;
  Devices devices;
  bool cancelled = false;
};

llama_model_params ParametersOf(Loading& loading) {
  llama_model_params parameters = ::llama_model_default_params();
  const TextModelOptions& options = loading.options;
  parameters.devices = loading.devices.list.data();
  parameters.use_extra_bufts = options.repack;
  parameters.n_gpu_layers =
      options.gpu_layers ? static_cast<std::int32_t>(std::min(*options.gpu_layers, 10'000U)) : -1;
  parameters.split_mode = options.split == Split::kNone      ? LLAMA_SPLIT_MODE_NONE
                          : options.split == Split::kTensors ? LLAMA_SPLIT_MODE_TENSOR
                                                             : LLAMA_SPLIT_MODE_LAYER;
  parameters.progress_callback_user_data = &loading;
  parameters.progress_callback = [](float done, void* data) {
    auto& now = *static_cast<Loading*>(data);
    now.cancelled = now.options.progress && !now.options.progress(done);
    return !now.cancelled;
  };
  return parameters;
}

Result<ModelHandle> Load(Loading& loading) {
  llama_model_params parameters = ParametersOf(loading);
  std::vector<float> shares(std::max<std::size_t>(::llama_max_devices(), 1), 0);
  std::copy_n(loading.options.shares.begin(),
              std::min(shares.size(), loading.options.shares.size()), shares.begin());
  if (!loading.options.shares.empty()) parameters.tensor_split = shares.data();
  TakeComplaint();
  const std::string file = loading.options.model.string();
  ModelHandle model;
  std::vector<const char*> parts;
  for (const auto& part : loading.files.parts) parts.push_back(part.path.c_str());
  model.reset(parts.size() == 1
                  ? ::llama_model_load_from_file(parts.front(), parameters)
                  : ::llama_model_load_from_splits(parts.data(), parts.size(), parameters));
  if (model != nullptr) return model;
  if (loading.cancelled) {
    return Error{ErrorCode::kCancelled, "loading '" + file + "' was stopped"};
  }
  const std::string complaint = TakeComplaint();
  return Error{ErrorCode::kUnsupported, "libllama cannot load '" + file + "': " + complaint,
               "libllama 无法加载“" + file + "”：" + complaint};
}

// What our engine asks of a model beside what libllama loads.
Result<void> CheckKind(const llama_model* model, const std::string& architecture,
                       const std::string& file) {
  const char* why = nullptr;
  const char* why_zh = nullptr;
  if (::llama_model_has_encoder(model) || !::llama_model_has_decoder(model) ||
      !MetaText(model, architecture + ".pooling_type").empty()) {
    why = "it gives vectors and scores, and writes no text";
    why_zh = "它只给出向量和分数，不生成文字";
  } else if (::llama_model_is_recurrent(model) || ::llama_model_is_hybrid(model) ||
             ::llama_model_is_diffusion(model)) {
    why = "its state cannot be shared between texts that begin alike";
    why_zh = "开头相同的文本无法共用它的状态";
  } else if (::llama_vocab_type(::llama_model_get_vocab(model)) == LLAMA_VOCAB_TYPE_NONE) {
    why = "it has no words of its own";
    why_zh = "它没有自己的词表";
  }
  if (why == nullptr) return {};
  return Error{ErrorCode::kUnsupported, "'" + file + "' cannot be served: " + why,
               "“" + file + "”不能用于生成回答：" + why_zh};
}

TextModelInfo InfoOf(const llama_model* model, const TextModelOptions& options) {
  TextModelInfo info;
  info.architecture = MetaText(model, "general.architecture");
  info.name = MetaText(model, "general.name");
  if (info.name.empty()) info.name = options.model.stem().string();
  std::array<char, 128> description{};
  ::llama_model_desc(model, description.data(), description.size());
  info.description = description.data();
  info.parameters = ::llama_model_n_params(model);
  info.bytes = ::llama_model_size(model);
  info.context_tokens = static_cast<std::uint32_t>(std::max(::llama_model_n_ctx_train(model), 0));
  info.vocabulary =
      static_cast<std::uint32_t>(::llama_vocab_n_tokens(::llama_model_get_vocab(model)));
  info.has_template = ::llama_model_chat_template(model, nullptr) != nullptr;
  return info;
}

}  // namespace

Result<std::unique_ptr<TextModel>> LoadTextModel(const TextModelOptions& options) {
  WY_TRY(std::string processor, OpenLibrary());
  WY_CHECK(gguf::CheckModel(options.model));
  WY_TRY(const gguf::ModelFile files, gguf::OpenModel(options.model));
  Loading loading{options, files, {}};
  WY_TRY(loading.devices, FindDevices(options));
  const std::string file = options.model.string();
  MemoryNeeds needs;
  needs.weights = static_cast<std::uint64_t>(static_cast<double>(files.FileBytes()) * kNeedPerByte);
  WY_CHECK(CheckRoom("'" + options.model.filename().string() + "'", options.needs.value_or(needs),
                     FreeMemoryBytes() + loading.devices.free_bytes));
  WY_TRY(ModelHandle model, Load(loading));
  TextModelInfo info = InfoOf(model.get(), options);
  WY_CHECK(CheckKind(model.get(), info.architecture, file));
  if (!loading.devices.names.empty()) processor += ", " + loading.devices.names;
  info.processor = processor;
  DecoderSource source;
  WY_TRY(source.fingerprint, FingerprintOf(files));
  source.exact = !options.repack;
  source.processor = std::move(processor) + (options.repack ? "" : " unpacked");
  source.device_bytes = loading.devices.free_bytes;
  for (const auto& part : files.parts) LetGoOfPages(part.path);
  LetGoOfFreed();
  return std::make_unique<LoadedTextModel>(std::move(model), std::move(info), std::move(source));
}

}  // namespace wenyuan::llm_llama
