#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/serving/decoder.h"

namespace wenyuan::llm_llama {

enum class CacheType : std::uint8_t { kF16, kQ8 };

// How a model that does not fit one device is laid over several.
enum class Split : std::uint8_t { kNone, kLayers, kTensors };

// What a model takes while it runs, in bytes.
struct MemoryNeeds {
  std::uint64_t weights = 0;
  std::uint64_t cells = 0;  // keys and values
  std::uint64_t work = 0;
  [[nodiscard]] std::uint64_t All() const { return weights + cells + work; }
};

struct TextModelOptions {
  std::filesystem::path model;  // a GGUF file, the first when it is split
  // What must be free before it is loaded; nothing: its weights.
  std::optional<MemoryNeeds> needs;
  // Layers on GPUs, where there are some; nothing: all that fit.
  std::optional<std::uint32_t> gpu_layers;
  Split split = Split::kLayers;
  std::vector<float> shares;  // of each device; empty: by their free memory
  // Other hosts' llama.cpp RPC servers, "host:port". They read and write without a password:
  // private networks only.
  std::vector<std::string> rpc_servers;
  // Weights in the order that the processor reads fastest. A token is then rounded otherwise in a
  // group of four than alone (docs/decisions/0203).
  bool repack = true;
  // Of loading, 0 to 1; false ends it with kCancelled.
  std::function<bool(float)> progress;
};

struct TextModelInfo {
  std::string name;          // as the file says, else its file name
  std::string architecture;  // "qwen2"
  std::string description;   // "qwen2 1.5B Q4_K - Medium"
  std::string processor;     // which code computes: "CPU zen4", "CUDA0 …"
  std::uint64_t parameters = 0;
  std::uint64_t bytes = 0;           // of its tensors
  std::uint32_t context_tokens = 0;  // that it was trained for
  std::uint32_t vocabulary = 0;
  bool has_template = false;  // for conversations, in the file
};

struct DecoderOptions {
  std::uint32_t cells = 8'192;  // raised to a multiple of 256
  std::uint32_t sequences = 256;
  // 0: 512, or, without repacked weights, 63, so that nothing is rounded otherwise than alone
  // (docs/decisions/0203).
  std::uint32_t batch_tokens = 0;
  std::uint32_t batch_outputs = 63;  // at most batch_tokens
  std::uint32_t threads = 1;
  CacheType cache = CacheType::kF16;
  bool flash_attention = true;
};

// How a model marks its thinking, and whether the prompt has begun it.
struct ThinkingMarks {
  std::string begin;  // "<think>"
  std::string end;
  bool open = false;
};

struct SamplingOptions {
  float temperature = 0;  // 0: always the most likely
  float top_p = 1;
  std::int32_t top_k = 0;  // 0: all
  float min_p = 0;
  float frequency_penalty = 0;
  float presence_penalty = 0;
  float repeat_penalty = 1;
  std::uint32_t seed = 0;
  std::vector<std::pair<serving::Token, float>> bias;  // added to logits
  // GBNF, rule "root"; empty: none. Thinking that the prompt has begun is free of it.
  std::string grammar;
  std::optional<ThinkingMarks> thinking;  // nothing: the model does not think
  // Thinking ends by force after so many tokens; nothing: when the model ends it.
  std::optional<std::uint32_t> most_thinking_tokens;
};

// A number among the options that is out of its range, as OpenAI's API calls it ("temperature").
struct OutOfRange {
  std::string name;
  std::string range;  // "a number from 0 to 2"
};
// The first one; nothing: none is. `vocabulary`: how many tokens the model knows.
std::optional<OutOfRange> FindOutOfRange(const SamplingOptions& options, std::uint32_t vocabulary);

struct Adapter {
  std::string name;
  std::filesystem::path file;  // a GGUF file made for this model
  std::string id = {};         // of what is in it (serving::AdapterUse); known once it is loaded
};

// A model that writes text. Any thread, but for the decoders that it makes.
class TextModel {
 public:
  virtual ~TextModel() = default;  // decoders and samplers must be gone
  [[nodiscard]] virtual const TextModelInfo& info() const = 0;

  // With `begin`, the file's own beginning of text is put in front, if it wants one. With
  // `special`, words such as "<｜User｜>" become the tokens that they name; never do so with a
  // user's text.
  [[nodiscard]] virtual Result<std::vector<serving::Token>> Tokenize(std::string_view text,
                                                                     bool special,
                                                                     bool begin) const = 0;
  // Its bytes, maybe a part of a character; empty for a special token, unless asked for. Marks of
  // thinking are never special.
  [[nodiscard]] virtual std::string Piece(serving::Token token, bool special = false) const = 0;

  // What is needed beside the weights: cells * bytes_per_token and the buffers of a batch.
  // kResourceExhausted when that is not there.
  [[nodiscard]] virtual Result<std::unique_ptr<serving::Decoder>> MakeDecoder(
      const DecoderOptions& options) const = 0;
  // kInvalidArgument for a grammar that does not parse and for numbers out of range, naming them
  // (see FindOutOfRange).
  [[nodiscard]] virtual Result<std::unique_ptr<serving::Sampler>> MakeSampler(
      const SamplingOptions& options) const = 0;

  // kConflict when the name is taken, kInvalidArgument when it was made for another model.
  virtual Result<void> LoadAdapter(const Adapter& adapter) = 0;
  virtual Result<void> UnloadAdapter(const std::string& name) = 0;
  [[nodiscard]] virtual std::vector<Adapter> adapters() const = 0;
};

// Loads a model: seconds to minutes. kNotFound, kCorruption (not a whole GGUF file), kUnsupported
// (an embedder, or one that this library does not know), kResourceExhausted (says how much is
// needed and how much is free), kCancelled.
Result<std::unique_ptr<TextModel>> LoadTextModel(const TextModelOptions& options);

// GBNF for a JSON schema (or any JSON object, for an empty one), without room for endless blanks.
Result<std::string> GrammarOfJsonSchema(std::string_view schema);

}  // namespace wenyuan::llm_llama
