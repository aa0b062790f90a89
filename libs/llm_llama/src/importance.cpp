#include <ggml-backend.h>
#include <llama.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "devices.h"
#include "handles.h"
#include "library.h"
#include "memory.h"
#include "tokenizing.h"
#include "wenyuan/gguf/model_file.h"
#include "wenyuan/llm_llama/quantise.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::uint32_t kWindow = 512;  // what is read together
constexpr std::size_t kFewestTokens = 256;

// What one matrix was multiplied with.
struct Sums {
  std::vector<double> squares;         // [slices][columns]
  std::vector<std::uint64_t> vectors;  // [slices]
};

// Takes the inputs of matrices as they are computed.
class Observer {
 public:
  // libllama asks before and tells after each operation.
  static bool Take(ggml_tensor* tensor, bool ask, void* data) {
    const bool wanted = Wanted(*tensor);
    if (!ask && wanted) static_cast<Observer*>(data)->Note(*tensor);
    return ask ? wanted : true;
  }

  [[nodiscard]] Importance Means() const {
    Importance means;
    for (const auto& [name, sums] : sums_) {
      const std::size_t columns = sums.squares.size() / sums.vectors.size();
      std::vector<float>& row = means[name];
      row.resize(sums.squares.size(), 1.0F);  // of an expert that no token came to: all alike
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::uint64_t vectors = sums.vectors[i / columns];
        if (vectors == 0) continue;
        row[i] = static_cast<float>(sums.squares[i] / static_cast<double>(vectors));
      }
    }
    return means;
  }

 private:
  static bool Wanted(const ggml_tensor& tensor) {
    if (tensor.op != GGML_OP_MUL_MAT && tensor.op != GGML_OP_MUL_MAT_ID) return false;
    const std::string_view name = tensor.src[0]->name;
    return name.starts_with("blk.") && name.ends_with(".weight") &&
           tensor.src[1]->type == GGML_TYPE_F32;
  }

  static const char* Bytes(const ggml_tensor& tensor, std::vector<char>& copy) {
    if (::ggml_backend_buffer_is_host(tensor.buffer)) return static_cast<const char*>(tensor.data);
    copy.resize(::ggml_nbytes(&tensor));
    ::ggml_backend_tensor_get(&tensor, copy.data(), 0, copy.size());
    return copy.data();
  }

  void Note(const ggml_tensor& tensor) {
    const ggml_tensor& matrix = *tensor.src[0];
    const ggml_tensor& input = *tensor.src[1];
    const char* bytes = Bytes(input, input_copy_);
    const auto columns = static_cast<std::size_t>(input.ne[0]);
    const auto slices = static_cast<std::size_t>(matrix.ne[2]);
    Sums& sums = sums_[matrix.name];
    sums.squares.resize(columns * slices);
    sums.vectors.resize(slices);
    const auto add = [&](std::int64_t i1, std::int64_t i2, std::size_t slice) {
      const auto offset =
          static_cast<std::size_t>(i1) * input.nb[1] + static_cast<std::size_t>(i2) * input.nb[2];
      const auto* row = reinterpret_cast<const float*>(bytes + offset);
      double* squares = sums.squares.data() + slice * columns;
      for (std::size_t i = 0; i < columns; ++i) squares[i] += double{row[i]} * double{row[i]};
      ++sums.vectors[slice];
    };
    if (tensor.op == GGML_OP_MUL_MAT) {
      const std::int64_t shared = std::max<std::int64_t>(1, input.ne[2] / matrix.ne[2]);
      for (std::int64_t i2 = 0; i2 < input.ne[2]; ++i2) {
        const auto slice = static_cast<std::size_t>(std::min(i2 / shared, matrix.ne[2] - 1));
        for (std::int64_t i1 = 0; i1 < input.ne[1]; ++i1) add(i1, i2, slice);
      }
      return;
    }
    const ggml_tensor& chosen = *tensor.src[2];  // [used, tokens]: of each token its experts
    const char* ids = Bytes(chosen, ids_copy_);
    for (std::int64_t token = 0; token < chosen.ne[1]; ++token) {
      for (std::int64_t used = 0; used < chosen.ne[0]; ++used) {
        std::int32_t expert = 0;
        std::memcpy(&expert,
                    ids + static_cast<std::size_t>(token) * chosen.nb[1] +
                        static_cast<std::size_t>(used) * chosen.nb[0],
                    sizeof(expert));
        if (expert < 0 || static_cast<std::size_t>(expert) >= slices) continue;
        add(used % input.ne[1], token, static_cast<std::size_t>(expert));
      }
    }
  }

  std::map<std::string, Sums> sums_;
  std::vector<char> input_copy_;
  std::vector<char> ids_copy_;
};

Result<ModelHandle> Load(const std::filesystem::path& file) {
  WY_CHECK(gguf::CheckModel(file));
  WY_TRY(const gguf::ModelFile files, gguf::OpenModel(file));
  WY_CHECK(CheckRoom("'" + file.filename().string() + "'",
                     files.FileBytes() + files.FileBytes() / 7, FreeMemoryBytes()));
  llama_model_params parameters = ::llama_model_default_params();
  WY_TRY(Devices devices, FindDevices({}));
  parameters.devices = devices.list.data();
  TakeComplaint();
  ModelHandle model(::llama_model_load_from_file(file.c_str(), parameters));
  if (model != nullptr && ::llama_model_has_decoder(model.get()) &&
      !::llama_model_has_encoder(model.get())) {
    return model;
  }
  return Error{ErrorCode::kUnsupported,
               "'" + file.string() + "' cannot read a text for its importances: " +
                   (model == nullptr ? TakeComplaint() : "it writes no text"),
               "“" + file.string() + "”无法用于计算重要性"};
}

}  // namespace

Result<Importance> MeasureImportance(const ImportanceOptions& options, const std::string& text) {
  WY_TRY(const std::string processor, OpenLibrary());
  WY_TRY(const ModelHandle model, Load(options.model));
  const llama_vocab* vocabulary = ::llama_model_get_vocab(model.get());
  std::vector<serving::Token> tokens = TokensOf(vocabulary, text, {});
  tokens.resize(std::min<std::size_t>(tokens.size(), options.most_tokens));
  if (tokens.size() < kFewestTokens) {
    return Error{
        ErrorCode::kInvalidArgument,
        "a text of " + std::to_string(tokens.size()) +
            " tokens says too little of what matters; give some pages",
        "只有 " + std::to_string(tokens.size()) + " 个词元的文本太短；请提供几页以上的文本"};
  }
  Observer observer;
  llama_context_params parameters = ::llama_context_default_params();
  const auto trained =
      static_cast<std::uint32_t>(std::max(::llama_model_n_ctx_train(model.get()), 32));
  const std::uint32_t window = std::min(kWindow, trained);
  parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = window;
  parameters.n_seq_max = parameters.n_outputs_max = 1;
  parameters.n_threads = parameters.n_threads_batch = static_cast<std::int32_t>(options.threads);
  parameters.cb_eval = &Observer::Take;
  parameters.cb_eval_user_data = &observer;
  TakeComplaint();
  const ContextHandle context(::llama_init_from_model(model.get(), parameters));
  if (context == nullptr) {
    return Error{ErrorCode::kResourceExhausted,
                 "libllama cannot make a context: " + TakeComplaint()};
  }
  for (std::size_t at = 0; at < tokens.size(); at += window) {
    const std::size_t count = std::min<std::size_t>(window, tokens.size() - at);
    ::llama_memory_clear(::llama_get_memory(context.get()), true);
    const llama_batch batch =
        ::llama_batch_get_one(tokens.data() + at, static_cast<std::int32_t>(count));
    if (::llama_decode(context.get(), batch) != 0) {
      return Error{ErrorCode::kInternal, "libllama cannot read the text: " + TakeComplaint()};
    }
    if (options.progress) options.progress(at + count, tokens.size());
  }
  return observer.Means();
}

}  // namespace wenyuan::llm_llama
