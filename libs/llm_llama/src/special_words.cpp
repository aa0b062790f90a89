#include "special_words.h"

#include <algorithm>

#include "tokenizing.h"

namespace wenyuan::llm_llama {
namespace {

// Private use characters. In a user's text they are only one more cut.
constexpr std::string_view kCut = "\uE57A\uE5A1";

bool Steers(const llama_vocab* vocabulary, serving::Token token, std::string_view word) {
  if (word.size() < 2) return false;
  const auto attributes = static_cast<unsigned>(::llama_vocab_get_attr(vocabulary, token));
  if ((attributes & (LLAMA_TOKEN_ATTR_CONTROL | LLAMA_TOKEN_ATTR_UNKNOWN)) != 0) return true;
  // Blanks and code words are such tokens as well, and harmless.
  return (attributes & LLAMA_TOKEN_ATTR_USER_DEFINED) != 0 && word.front() == '<' &&
         word.back() == '>';
}

std::size_t FirstCharacter(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return size;
}

}  // namespace

SpecialWords::SpecialWords(const llama_vocab* vocabulary) {
  for (serving::Token token = 0; token < ::llama_vocab_n_tokens(vocabulary); ++token) {
    std::string word = PieceOf(vocabulary, token, true);
    if (Steers(vocabulary, token, word)) words_.push_back(std::move(word));
  }
  std::sort(words_.begin(), words_.end());
  for (const std::string& word : words_) {
    if (first_letters_.find(word.front()) == std::string::npos) first_letters_ += word.front();
  }
}

std::string SpecialWords::Cut(std::string_view text) const {
  std::string cut;
  std::size_t from = 0;
  for (std::size_t at = text.find_first_of(first_letters_); at != std::string_view::npos;
       at = text.find_first_of(first_letters_, at + 1)) {
    const std::string_view rest = text.substr(at);
    // The words that may begin `rest` stand before it, and share its first byte.
    auto word = std::upper_bound(words_.begin(), words_.end(), rest);
    while (word != words_.begin() && (word - 1)->front() == rest.front() &&
           !rest.starts_with(*(word - 1))) {
      --word;
    }
    if (word == words_.begin() || !rest.starts_with(*(word - 1))) continue;
    const std::size_t end = at + FirstCharacter(rest);
    cut += text.substr(from, end - from);
    cut += kCut;
    from = end;
  }
  cut += text.substr(from);
  return cut;
}

std::vector<std::string> SpecialWords::Pieces(std::string_view text) {
  std::vector<std::string> pieces;
  for (;;) {
    const std::size_t at = text.find(kCut);
    pieces.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return pieces;
    text.remove_prefix(at + kCut.size());
  }
}

}  // namespace wenyuan::llm_llama
