#include "quantisation_plan.h"

#include <ggml.h>
#include <llama-ext.h>
#include <llama.h>

#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <regex>
#include <utility>

#include "file_type.h"
#include "handles.h"
#include "library.h"

namespace wenyuan::llm_llama {
namespace {

using gguf::TensorTypeInfo;

// Of libllama; it ends the process beyond.
constexpr std::uint64_t kMostLayers = 512;
// For what is written before the weights and differs from the source: types, and two entries.
constexpr std::uint64_t kMoreHeader = 4'096;

using TensorsHandle = std::unique_ptr<ggml_context, Freer<&::ggml_free>>;
using QuantHandle = std::unique_ptr<quantize_state_impl, Freer<&::llama_quant_free>>;

const TensorTypeInfo* InfoOf(ggml_type type) {
  return gguf::FindTensorType(static_cast<std::uint32_t>(type));
}

ggml_type TypeOf(const TensorTypeInfo& info) { return static_cast<ggml_type>(info.type); }

std::uint64_t CountIn(const gguf::Header& header, const std::string& key, std::uint64_t otherwise) {
  const gguf::Value* value = header.Find(key);
  if (value == nullptr) return otherwise;
  if (value->is_list) {  // of each layer
    const auto most = std::max_element(value->numbers.begin(), value->numbers.end());
    return most == value->numbers.end() || *most < 0 ? otherwise
                                                     : static_cast<std::uint64_t>(*most);
  }
  return value->AsCount().value_or(otherwise);
}

// A model without weights: what the library's own choice of types depends on.
Result<ModelHandle> MakeShell(const gguf::Header& header) {
  const gguf::Value* named = header.Find("general.architecture");
  const std::string architecture(named != nullptr ? named->AsText().value_or("") : "");
  const auto count = [&](const char* key, std::uint64_t otherwise) {
    const std::uint64_t found = CountIn(header, architecture + "." + key, otherwise);
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(found, 1U << 30U));
  };
  llama_quant_model_desc shape{};
  shape.architecture = architecture.c_str();
  shape.n_layer = count("block_count", 0);
  shape.n_embd = count("embedding_length", 0);
  shape.n_ff = count("feed_forward_length", 0);
  shape.n_head = count("attention.head_count", 1);
  shape.n_head_kv = count("attention.head_count_kv", shape.n_head);
  shape.n_expert = count("expert_count", 0);
  shape.n_embd_head_k = count("attention.key_length", shape.n_embd / std::max(shape.n_head, 1U));
  shape.n_embd_head_v = count("attention.value_length", shape.n_embd_head_k);
  if (shape.n_layer == 0 || shape.n_layer > kMostLayers) {
    return Error{ErrorCode::kUnsupported,
                 "a model of " + std::to_string(shape.n_layer) + " layers cannot be quantised",
                 "无法量化有 " + std::to_string(shape.n_layer) + " 层的模型"};
  }
  try {
    ModelHandle shell(::llama_quant_model_from_metadata(&shape));
    if (shell != nullptr) return shell;
  } catch (const std::exception&) {  // the architecture is unknown, said below
  }
  return Error{ErrorCode::kUnsupported,
               "libllama does not know the architecture '" + architecture.substr(0, 60) + "'",
               "libllama 不支持架构“" + architecture.substr(0, 60) + "”"};
}

const TensorTypeInfo* Asked(const std::string& name, const Mix& mix,
                            const std::vector<std::regex>& patterns) {
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (std::regex_search(name, patterns[i])) return mix.rules[i].type;
  }
  return mix.classes.at(static_cast<std::size_t>(gguf::ClassOf(name)));
}

// Works out types: what the mix names, and the library's choice for the rest.
class Chooser {
 public:
  Chooser(const gguf::ModelFile& model, const Mix& mix) : mix_(mix) {
    for (const Mix::Rule& rule : mix.rules) patterns_.emplace_back(rule.pattern);
    const ggml_init_params room{::ggml_tensor_overhead() * (model.TensorCount() + 1), nullptr,
                                /*no_alloc=*/true};
    context_.reset(::ggml_init(room));
    for (const auto& part : model.parts) {
      for (const gguf::Tensor& tensor : part.header.tensors) {
        std::vector<std::int64_t> shape(tensor.shape.begin(), tensor.shape.end());
        ggml_tensor* made = ::ggml_new_tensor(context_.get(), TypeOf(*tensor.type),
                                              static_cast<int>(shape.size()), shape.data());
        ::ggml_set_name(made, tensor.name.c_str());
        tensors_.push_back(made);
      }
    }
  }

  // In the order of the parts and their tensors.
  std::vector<ggml_type> Choose(const llama_model& shell) {
    llama_model_quantize_params parameters = ::llama_model_quantize_default_params();
    const llama_ftype base = FindFileType(mix_.base).value_or(LLAMA_FTYPE_MOSTLY_Q8_0);
    std::vector<ggml_tensor*> allowed;
    {
      const QuantHandle state(::llama_quant_init(&shell, &parameters));
      std::copy_if(tensors_.begin(), tensors_.end(), std::back_inserter(allowed), [&](auto* one) {
        return ::llama_quant_tensor_allows_quantization(state.get(), one);
      });
    }
    // Only for a quantised base does the library look at what is named.
    const ggml_type plain = ::llama_ftype_get_default_type(base);
    const bool quantised_base = ::ggml_is_quantized(plain);
    std::vector<std::string> names;
    std::vector<llama_model_tensor_override> named;
    names.reserve(allowed.size());
    for (const ggml_tensor* tensor : allowed) {
      const TensorTypeInfo* asked = Asked(tensor->name, mix_, patterns_);
      if (asked == nullptr && quantised_base) continue;
      names.push_back(PatternOf(tensor->name));
      named.push_back({names.back().c_str(), asked != nullptr ? TypeOf(*asked) : plain});
    }
    named.push_back({nullptr, GGML_TYPE_COUNT});
    if (named.size() > 1) parameters.tt_overrides = named.data();
    const QuantHandle state(::llama_quant_init(&shell, &parameters));
    std::vector<ggml_type> chosen(allowed.size());
    ::llama_quant_compute_types(state.get(), quantised_base ? base : LLAMA_FTYPE_MOSTLY_Q8_0,
                                allowed.data(), chosen.data(), allowed.size());
    std::map<const ggml_tensor*, ggml_type> types;
    for (std::size_t i = 0; i < allowed.size(); ++i) types[allowed[i]] = chosen[i];
    std::vector<ggml_type> all;
    for (const ggml_tensor* tensor : tensors_) {
      const auto found = types.find(tensor);
      all.push_back(found == types.end() ? tensor->type : found->second);
    }
    return all;
  }

 private:
  const Mix& mix_;
  std::vector<std::regex> patterns_;
  TensorsHandle context_;
  std::vector<ggml_tensor*> tensors_;
};

std::uint64_t Padded(std::uint64_t bytes) { return (bytes + 31) / 32 * 32; }

}  // namespace

Result<QuantisationPlan> PlanOf(const gguf::ModelFile& model, const Mix& mix) {
  WY_TRY(const ModelHandle shell, MakeShell(model.header()));
  std::vector<ggml_type> types;
  try {
    types = Chooser(model, mix).Choose(*shell);
  } catch (const std::exception& error) {
    return Error{ErrorCode::kUnsupported,
                 "libllama cannot choose types for '" + mix.name + "': " + error.what()};
  }
  QuantisationPlan plan;
  plan.file_bytes_before = model.FileBytes();
  for (const auto& part : model.parts) {
    plan.file_bytes_after += part.header.data_offset;
    for (const gguf::Tensor& tensor : part.header.tensors) {
      const TensorTypeInfo* to = InfoOf(types[plan.tensors.size()]);
      if (to == nullptr) return Error{ErrorCode::kInternal, "libllama chose an unknown type"};
      const std::uint64_t bytes = tensor.values / to->block_values * to->block_bytes;
      plan.again = plan.again || (to != tensor.type && tensor.type->block_values > 1);
      plan.file_bytes_after += Padded(bytes);
      plan.tensors.push_back({tensor.name, gguf::ClassOf(tensor.name), tensor.type, to,
                              tensor.values, tensor.bytes, bytes});
    }
  }
  plan.file_bytes_after += kMoreHeader;
  return plan;
}

std::string PatternOf(const std::string& name) {
  std::string pattern = "^";
  for (const char letter : name) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') || letter == '_';
    if (!plain && static_cast<unsigned char>(letter) < 0x80) pattern += '\\';
    pattern += letter;
  }
  return pattern + "$";
}

llama_ftype FileTypeOf(const QuantisationPlan& plan, const Mix& mix) {
  const auto base = FindFileType(mix.base).value_or(LLAMA_FTYPE_MOSTLY_Q8_0);
  const auto named = [](const auto* type) { return type != nullptr; };
  if (mix.rules.empty() && std::none_of(mix.classes.begin(), mix.classes.end(), named)) return base;
  std::map<const TensorTypeInfo*, std::uint64_t> values;
  for (const PlannedTensor& tensor : plan.tensors) {
    if (tensor.to->block_values > 1) values[tensor.to] += tensor.values;
  }
  const auto most =
      std::max_element(values.begin(), values.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != values.end() && most->first->type == gguf::TensorType::kQ4_0) {
    return LLAMA_FTYPE_MOSTLY_Q4_0;
  }
  return LLAMA_FTYPE_MOSTLY_Q8_0;  // a quantised one, so that the library looks at each name
}

Result<QuantisationPlan> PlanQuantisation(const std::filesystem::path& source, const Mix& mix) {
  WY_TRY(const std::string processor, OpenLibrary());
  WY_CHECK(gguf::CheckModel(source));
  WY_TRY(const gguf::ModelFile model, gguf::OpenModel(source));
  return PlanOf(model, mix);
}

}  // namespace wenyuan::llm_llama
