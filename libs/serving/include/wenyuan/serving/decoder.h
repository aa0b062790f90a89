#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::serving {

using Token = std::int32_t;
using Sequence = std::int32_t;

struct DecoderInfo {
  // Tokens whose keys and values fit, of all sequences together: one that several sequences share
  // counts once.
  std::uint32_t cells = 0;
  std::uint32_t sequences = 0;      // their numbers are 0 … sequences - 1
  std::uint32_t batch_tokens = 0;   // of one Decode()
  std::uint32_t batch_outputs = 0;  // rows of logits of one Decode()
  // From so many tokens of a batch on each costs less; 0: there is no such step.
  std::uint32_t cheap_batch_tokens = 0;
  std::uint32_t context_tokens = 0;  // of one sequence: what the model was trained for, or less
  std::uint32_t vocabulary = 0;
  std::uint64_t bytes_per_token = 0;  // of keys and values
  std::vector<Token> end_tokens;      // each ends an answer
  // Equal where what Save() gave may be Restore()d: the model's file, the code for the processor,
  // the types of keys and values, flash attention.
  std::string state_id;
};

struct BatchToken {
  Token token = 0;
  std::uint32_t position = 0;
  Sequence sequence = 0;
  bool output = false;  // whether its row of logits is wanted
};

// A LoRA adapter. Its id is of what it is, not of what it is called: prefixes that it computed are
// found again by it.
struct AdapterUse {
  std::string id;
  float scale = 1;
  friend bool operator==(const AdapterUse&, const AdapterUse&) = default;
};

// A transformer with its keys and values (KV cache) in cells, each of which belongs to one position
// and to one or several sequences. One thread.
class Decoder {
 public:
  virtual ~Decoder() = default;
  [[nodiscard]] virtual const DecoderInfo& info() const = 0;

  // Computes these tokens, each after what its sequence holds at lower positions. Requires that the
  // positions of a sequence follow each other without a gap, and a token at most once. On an error
  // nothing of the batch is kept. kResourceExhausted when there is no cell left.
  virtual Result<void> Decode(std::span<const BatchToken> batch) = 0;
  // Of the row-th token of the last batch that asked for output, [vocabulary]; valid until the next
  // Decode().
  [[nodiscard]] virtual std::span<const float> Logits(std::size_t row) const = 0;

  // The cells of positions [begin, end) of one sequence now belong to another, too: no copy.
  virtual void Share(Sequence from, Sequence to, std::uint32_t begin, std::uint32_t end) = 0;
  // Positions [begin, end) leave a sequence; a cell that none holds any more is free.
  virtual void Forget(Sequence sequence, std::uint32_t begin, std::uint32_t end) = 0;

  // All that a sequence holds, which may begin behind position 0.
  [[nodiscard]] virtual Result<std::string> Save(Sequence sequence) const = 0;
  // Into a sequence that holds nothing. kCorruption, and nothing is held, when it does not fit.
  virtual Result<void> Restore(Sequence sequence, std::string_view state) = 0;

  // From the next Decode() on.
  virtual void UseThreads(std::uint32_t threads) = 0;
  // The only adapters from the next Decode() on. kNotFound.
  virtual Result<void> UseAdapters(std::span<const AdapterUse> adapters) = 0;
};

// Chooses the next token of one answer. One thread.
class Sampler {
 public:
  virtual ~Sampler() = default;
  // Choosing is accepting: what comes next is chosen knowing this one (penalties, grammar).
  virtual Token Sample(std::span<const float> logits) = 0;
};

}  // namespace wenyuan::serving
