#pragma once

#include <llama.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::llm_llama {

// Cuts texts into tokens for an encoder. Any thread.
class EncoderTokens {
 public:
  EncoderTokens(const llama_vocab* vocabulary, std::uint32_t max_tokens)  // must outlive it
      : vocabulary_(vocabulary), max_tokens_(max_tokens) {}
  // As Encoder has them.
  [[nodiscard]] Result<TokenizedText> Tokenize(std::string_view text) const;
  [[nodiscard]] Result<TokenizedText> TokenizePair(std::string_view question,
                                                   std::string_view passage) const;
  [[nodiscard]] Result<TokenizedParts> TokenizeParts(std::string_view question,
                                                     std::span<const std::string> parts) const;
  // Whether an encoder can take them: libllama ends the process over a batch that is too large.
  [[nodiscard]] Result<void> CheckBatch(std::span<const std::vector<std::int32_t>* const> texts,
                                        const EncoderInfo& info) const;

 private:
  [[nodiscard]] std::vector<std::int32_t> TokensOf(std::string_view text, bool with_special) const;

  const llama_vocab* const vocabulary_;
  const std::uint32_t max_tokens_;
};

}  // namespace wenyuan::llm_llama
