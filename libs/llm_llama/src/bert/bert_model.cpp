#include "bert_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <string>
#include <utility>

#include "wenyuan/gguf/header.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::size_t kMostWidth = 8192;
constexpr std::size_t kMostLayers = 128;
constexpr std::size_t kTensorsOfLayer = 16;
constexpr std::size_t kOtherTensors = 5;
constexpr std::size_t kTensorsOfHead = 4;

float FromHalf(std::uint16_t half) {
  const int exponent = half >> 10U & 31;
  const int fraction = half & 1023;
  const float size = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                                   : std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
  return (half & 0x8000U) != 0 ? -size : size;
}

// Reads tensors of the shapes that they must have; what is otherwise makes the model another's.
class Reader {
 public:
  Reader(const gguf::Header& header, const RandomAccessFile& file) : header_(header), file_(file) {}

  [[nodiscard]] bool fits() const { return fits_; }
  void Refuse() { fits_ = false; }

  std::size_t Count(const std::string& key, std::size_t most) {
    const gguf::Value* const value = header_.Find("bert." + key);
    const auto count = value != nullptr ? value->AsCount() : std::nullopt;
    if (!count || *count == 0 || *count > most) fits_ = false;
    return fits_ ? static_cast<std::size_t>(*count) : 1;
  }

  const gguf::Tensor* Find(const std::string& name, gguf::TensorType type, std::size_t inputs,
                           std::size_t outputs) {
    for (const gguf::Tensor& tensor : header_.tensors) {
      if (tensor.name != name) continue;
      const bool row = outputs == 0 && tensor.shape.size() == 1 && tensor.shape[0] == inputs;
      const bool rows =
          tensor.shape.size() == 2 && tensor.shape[0] == inputs && tensor.shape[1] == outputs;
      if (tensor.type->type == type && (row || rows)) return &tensor;
    }
    fits_ = false;
    return nullptr;
  }

  Result<std::vector<float>> Numbers(const std::string& name, std::size_t inputs,
                                     std::size_t outputs = 0) {
    std::vector<float> numbers;
    const gguf::Tensor* const tensor = Find(name, gguf::TensorType::kF32, inputs, outputs);
    if (!fits_) return numbers;
    WY_TRY(const std::string bytes, file_.ReadAt(tensor->offset, tensor->bytes));
    numbers.resize(bytes.size() / sizeof(float));
    std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(float));
    return numbers;
  }

  Result<NormWeights> Norm(const std::string& name, std::size_t width, float epsilon) {
    NormWeights norm;
    norm.epsilon = epsilon;
    WY_TRY(norm.weight, Numbers(name + ".weight", width));
    WY_TRY(norm.bias, Numbers(name + ".bias", width));
    return norm;
  }

  // Matrices of the same inputs beside each other, with their biases.
  Result<void> Linear(std::span<const std::string> names, std::size_t inputs, std::size_t outputs,
                      PackedMatrix& matrix, std::vector<float>& bias) {
    if (!fits_) return {};
    matrix = PackedMatrix(inputs, outputs * names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      const gguf::Tensor* const tensor =
          Find(names[i] + ".weight", gguf::TensorType::kQ4_0, inputs, outputs);
      if (!fits_) return {};
      WY_TRY(const std::string bytes, file_.ReadAt(tensor->offset, tensor->bytes));
      matrix.Pack(i * outputs, bytes);
      WY_TRY(const std::vector<float> own, Numbers(names[i] + ".bias", outputs));
      bias.insert(bias.end(), own.begin(), own.end());
    }
    return {};
  }

 private:
  const gguf::Header& header_;
  const RandomAccessFile& file_;
  bool fits_ = true;
};

Result<BertLayer> ReadLayer(Reader& reader, const BertModel& model, std::size_t number,
                            float epsilon) {
  const std::string prefix = "blk." + std::to_string(number) + ".";
  const std::string attention[] = {prefix + "attn_q", prefix + "attn_k", prefix + "attn_v"};
  const std::string attended[] = {prefix + "attn_output"};
  const std::string up[] = {prefix + "ffn_up"};
  const std::string down[] = {prefix + "ffn_down"};
  const std::size_t width = model.width;
  BertLayer layer;
  WY_CHECK(
      reader.Linear(attention, width, width, layer.query_key_value, layer.query_key_value_bias));
  WY_CHECK(reader.Linear(attended, width, width, layer.attended, layer.attended_bias));
  WY_TRY(layer.attended_norm, reader.Norm(prefix + "attn_output_norm", width, epsilon));
  WY_CHECK(reader.Linear(up, width, model.inner, layer.up, layer.up_bias));
  WY_CHECK(reader.Linear(down, model.inner, width, layer.down, layer.down_bias));
  WY_TRY(layer.norm, reader.Norm(prefix + "layer_output_norm", width, epsilon));
  return layer;
}

Result<BertHead> ReadHead(Reader& reader, std::size_t width) {
  BertHead head;
  WY_TRY(head.dense, reader.Numbers("cls.weight", width, width));
  WY_TRY(head.dense_bias, reader.Numbers("cls.bias", width));
  WY_TRY(head.out, reader.Numbers("cls.output.weight", width, 1));
  WY_TRY(head.out_bias, reader.Numbers("cls.output.bias", 1));
  return head;
}

bool HasHead(const gguf::Header& header) {
  return std::any_of(header.tensors.begin(), header.tensors.end(),
                     [](const gguf::Tensor& tensor) { return tensor.name.starts_with("cls."); });
}

// Every number that this code reads a model by, and nothing that it does not know.
void CheckShape(const gguf::Header& header, const BertModel& model, std::size_t layers,
                Reader& reader) {
  const gguf::Value* const architecture = header.Find("general.architecture");
  const gguf::Value* const causal = header.Find("bert.attention.causal");
  const bool known = architecture != nullptr && architecture->AsText() == "bert" &&
                     causal != nullptr && causal->AsFlag() == false &&
                     header.Find("bert.attention.head_count_kv") == nullptr &&
                     header.tensors.size() == kOtherTensors + kTensorsOfLayer * layers +
                                                  (HasHead(header) ? kTensorsOfHead : 0);
  if (!known || model.width % kBlock != 0 || model.inner % kBlock != 0 ||
      model.width % model.heads != 0 || model.width / model.heads % kTile != 0) {
    reader.Refuse();
  }
}

}  // namespace

Result<std::optional<BertModel>> BertModel::Read(const std::filesystem::path& path) {
  std::optional<BertModel> none;
  WY_TRY(auto file, PosixFileSystem().Open(path));
  WY_TRY(const gguf::Header header, gguf::ReadHeader(*file, path.string()));
  Reader reader(header, *file);
  BertModel model;
  model.width = reader.Count("embedding_length", kMostWidth);
  model.inner = reader.Count("feed_forward_length", kMostWidth);
  model.heads = reader.Count("attention.head_count", kMostWidth);
  model.positions = reader.Count("context_length", kMostWidth);
  const std::size_t layers = reader.Count("block_count", kMostLayers);
  const gguf::Value* const epsilon = header.Find("bert.attention.layer_norm_epsilon");
  if (epsilon == nullptr || !epsilon->AsReal()) reader.Refuse();
  if (reader.fits()) CheckShape(header, model, layers, reader);
  if (!reader.fits()) return none;
  const auto small = static_cast<float>(*epsilon->AsReal());
  for (const gguf::Tensor& tensor : header.tensors) {
    if (tensor.name == "token_embd.weight" && tensor.shape.size() == 2) {
      model.words = tensor.shape[1];
    }
  }
  const gguf::Tensor* const words =
      reader.Find("token_embd.weight", gguf::TensorType::kQ4_0, model.width, model.words);
  WY_TRY(model.places, reader.Numbers("position_embd.weight", model.width, model.positions));
  std::vector<float> types;
  for (const gguf::Tensor& tensor : header.tensors) {
    if (tensor.name != "token_types.weight" || tensor.shape.empty()) continue;
    const std::uint64_t kinds = tensor.shape.size() == 2 ? tensor.shape[1] : 0;
    WY_TRY(types, reader.Numbers(tensor.name, model.width, kinds));
  }
  WY_TRY(model.input_norm, reader.Norm("token_embd_norm", model.width, small));
  for (std::size_t layer = 0; layer < layers && reader.fits(); ++layer) {
    WY_TRY(model.layers.emplace_back(), ReadLayer(reader, model, layer, small));
  }
  if (reader.fits() && HasHead(header)) {
    WY_TRY(model.head, ReadHead(reader, model.width));
  }
  if (!reader.fits() || types.size() < model.width) return none;
  for (std::size_t i = 0; i < model.places.size(); ++i) model.places[i] += types[i % model.width];
  model.words_offset = words->offset;
  model.file = std::move(file);
  return std::optional(std::move(model));
}

Result<void> BertModel::AddWord(std::uint32_t word, float* row) const {
  const std::size_t bytes = width / kBlock * PackedMatrix::kBlockBytes;
  WY_TRY(const std::string coded, file->ReadAt(words_offset + word * bytes, bytes));
  const char* from = coded.data();
  for (std::size_t block = 0; block < width; block += kBlock) {
    std::uint16_t half = 0;
    std::memcpy(&half, from, sizeof half);
    const float scale = FromHalf(half);
    from += sizeof half;
    for (std::size_t i = 0; i < kBlock / 2; ++i, ++from) {
      const auto both = static_cast<unsigned char>(*from);
      row[block + i] += scale * static_cast<float>((both & 15) - 8);
      row[block + kBlock / 2 + i] += scale * static_cast<float>((both >> 4) - 8);
    }
  }
  return {};
}

}  // namespace wenyuan::llm_llama
