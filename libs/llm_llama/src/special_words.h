#pragma once

#include <llama.h>

#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::llm_llama {

// The words of a vocabulary that are tokens of their own and steer a model: "<|im_end|>",
// "</think>". Any thread.
class SpecialWords {
 public:
  explicit SpecialWords(const llama_vocab* vocabulary);

  // The text with a cut inside each such word in it. Pieces between cuts, read one by one as
  // tokens, hold none of them.
  [[nodiscard]] std::string Cut(std::string_view text) const;
  // What Cut() text, in whatever became of it, is made of.
  [[nodiscard]] static std::vector<std::string> Pieces(std::string_view text);

 private:
  std::vector<std::string> words_;  // sorted
  std::string first_letters_;
};

}  // namespace wenyuan::llm_llama
