#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::llm_llama {

// How the vectors of a text's tokens become one; kScore: a cross-encoder, whose "vector" is a
// score.
enum class Pooling : std::uint8_t { kMean, kFirst, kLast, kScore };
std::string_view Name(Pooling pooling);

struct EncoderOptions {
  std::filesystem::path model;  // a GGUF file
  std::uint32_t threads = 1;    // more than one spin, and collapse where cores are shared
  std::uint32_t max_tokens = 256;
  // Of all texts that are read together. Attention spans them all, so more is slower for long
  // texts, and each costs 1 MiB with a vocabulary of 250,000. Raised to max_tokens where it is
  // less.
  std::uint32_t batch_tokens = 256;
};

struct EncoderInfo {
  std::string name;  // as the file says, else its file name
  std::string architecture;
  Pooling pooling = Pooling::kMean;
  std::uint32_t width = 0;         // of a row: the dimension, or 1 for kScore
  std::uint32_t max_tokens = 0;    // of a text, special tokens included
  std::uint32_t batch_tokens = 0;  // of the texts of one Encode()
  std::uint32_t batch_texts = 0;
  // Which code runs: libllama's ("CPU zen4") or our own ("CPU avx512vnni"). Vectors differ a little
  // between them.
  std::string processor;
};

struct TokenizedText {
  std::vector<std::int32_t> tokens;
  bool cut = false;  // it was longer than max_tokens
};

// The tokens [begin, end) of a text.
struct TokenRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The layers [begin, end) of a model.
struct LayerRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A question and a passage that is given in parts, sentence by sentence.
struct TokenizedParts {
  std::vector<std::int32_t> tokens;
  std::vector<TokenRange> parts;  // an empty range for what was cut off, and for nothing
  bool cut = false;
};

// What a model looked at while it read a text.
struct Attended {
  float score = 0;             // of the text, where the model is a cross-encoder
  std::vector<float> weights;  // of each token; they add up to 1
};

// A model that reads texts and gives a row of numbers for each. Tokenize*() from any thread,
// Encode() from one at a time.
class Encoder {
 public:
  virtual ~Encoder() = default;
  [[nodiscard]] virtual const EncoderInfo& info() const = 0;
  // kInvalidArgument when nothing is left of the text. Of a very long text only the beginning is
  // looked at.
  [[nodiscard]] virtual Result<TokenizedText> Tokenize(std::string_view text) const = 0;
  // Question and passage as a cross-encoder wants them; what is too long is cut off the passage,
  // and off the question only when it takes more than half.
  [[nodiscard]] virtual Result<TokenizedText> TokenizePair(std::string_view question,
                                                           std::string_view passage) const = 0;
  // The same for a passage whose parts one wants to tell apart.
  [[nodiscard]] virtual Result<TokenizedParts> TokenizeParts(
      std::string_view question, std::span<const std::string> parts) const = 0;
  // A row for each text; vectors have length 1. Requires at most batch_texts texts and batch_tokens
  // tokens. kCancelled soon after `stop` became true; kInternal when the model gives no numbers.
  virtual Result<std::vector<float>> Encode(std::span<const std::vector<std::int32_t>* const> texts,
                                            const std::atomic<bool>& stop) = 0;
  // Reads one text of at most max_tokens and says how much the first token, from which a
  // cross-encoder's score is read, attends to each: the mean of all heads of AttendedLayers(). One
  // at a time with Encode(), errors as there; kUnsupported for a model whose attention does not
  // show.
  //
  // Where a model looks says what of a text bears on the question: QUITO (arXiv 2408.00274) weighs
  // tokens by the attention of the last one, EHPC (2501.12959) by that of a few heads in one of the
  // middle layers, Sentinel (2505.23277) sentences by that of all heads, weighed by a probe.
  virtual Result<Attended> Attend(const std::vector<std::int32_t>& tokens,
                                  const std::atomic<bool>& stop) = 0;
};

// Of so many layers (at least one), those whose attention counts: the last third but for the last
// one, which looks at where words stand rather than at what they say (docs/decisions/0381).
LayerRange AttendedLayers(std::size_t layers);

// Loads a model: seconds. kNotFound, kCorruption (not a whole GGUF file), kUnsupported (no
// embedder, or one that this library does not know), kInternal (the library has not the version
// that we were built for).
Result<std::unique_ptr<Encoder>> LoadEncoder(const EncoderOptions& options);

}  // namespace wenyuan::llm_llama
