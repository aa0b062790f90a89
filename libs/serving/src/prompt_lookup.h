#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "wenyuan/serving/decoder.h"

namespace wenyuan::serving {

// Guesses what comes next in an answer: what followed its last two to four tokens where they stood
// before, in the text that it may quote or in the answer itself (prompt lookup decoding, Saxena
// 2023). One thread.
class PromptLookup {
 public:
  explicit PromptLookup(std::vector<Token> quotable);
  void Append(Token token);
  // At most `most` tokens; empty when the last tokens stood nowhere. Longer matches go first, and
  // later places before earlier ones.
  [[nodiscard]] std::span<const Token> Draft(std::size_t most) const;

 private:
  static constexpr std::size_t kShortest = 2;
  static constexpr std::size_t kLongest = 4;

  void Index(std::size_t end);
  [[nodiscard]] std::uint64_t Key(std::size_t length, std::size_t end) const;

  std::vector<Token> text_;
  std::size_t quotable_tokens_ = 0;  // a key does not reach over this border
  // From the last tokens before a place to the latest such place, for each length of key.
  std::array<std::unordered_map<std::uint64_t, std::uint32_t>, kLongest + 1> places_;
};

}  // namespace wenyuan::serving
