#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "wenyuan/serving/decoder.h"

namespace wenyuan::serving::testing {

// A "model" whose next token depends on every token before it, and on the last two much more than
// on the others, so that answers repeat themselves as quoting ones do. It holds cells like a real
// one and fails the test when a sequence has a gap, a position twice, or a cell that was computed
// behind other tokens than those it lies behind now.
class FakeDecoder final : public Decoder {
 public:
  explicit FakeDecoder(DecoderInfo info);

  [[nodiscard]] const DecoderInfo& info() const override { return info_; }
  Result<void> Decode(std::span<const BatchToken> batch) override;
  [[nodiscard]] std::span<const float> Logits(std::size_t row) const override;
  void Share(Sequence from, Sequence to, std::uint32_t begin, std::uint32_t end) override;
  void Forget(Sequence sequence, std::uint32_t begin, std::uint32_t end) override;
  [[nodiscard]] Result<std::string> Save(Sequence sequence) const override;
  Result<void> Restore(Sequence sequence, std::string_view state) override;
  void UseThreads(std::uint32_t) override {}
  Result<void> UseAdapters(std::span<const AdapterUse> used) override;

  // Called with each batch before it is computed; an error is the answer to it.
  std::function<Result<void>(std::span<const BatchToken>)> on_decode;
  std::size_t computed_tokens = 0;
  bool may_be_full = false;  // else it fails the test when there is no cell for a batch
  std::set<std::string> adapters = {"a", "b"};  // that are loaded

 private:
  struct Cell {
    Token token = 0;
    std::uint64_t chain = 0;  // of all tokens up to this one
  };
  using Held = std::map<std::uint32_t, std::shared_ptr<const Cell>>;  // by position

  [[nodiscard]] std::size_t UsedCells() const;

  DecoderInfo info_;
  std::vector<Held> sequences_;
  std::vector<std::vector<float>> logits_;
  std::uint64_t adapters_ = 0;
};

// What the fake writes after a prompt when it is alone with it: the truth for every mode.
std::vector<Token> FakeAnswer(const DecoderInfo& info, std::vector<Token> prompt,
                              std::uint32_t most_tokens);

// Always the most likely.
std::unique_ptr<Sampler> MakeGreedySampler();

// 512 cells, 32 sequences, batches of 64, a vocabulary of 64 of which 63 ends an answer.
DecoderInfo SmallDecoder();

}  // namespace wenyuan::serving::testing
