#include "tokenizing.h"

#include <algorithm>

namespace wenyuan::llm_llama {

std::vector<serving::Token> TokensOf(const llama_vocab* vocabulary, std::string_view text,
                                     TokenizeHow how) {
  std::vector<serving::Token> tokens(text.size() / 2 + 16);
  const auto tokenize = [&] {
    return ::llama_tokenize(vocabulary, text.data(), static_cast<std::int32_t>(text.size()),
                            tokens.data(), static_cast<std::int32_t>(tokens.size()), how.begin,
                            how.special);
  };
  std::int32_t count = tokenize();
  if (count < 0) {
    tokens.resize(static_cast<std::size_t>(-std::int64_t{count}));
    count = tokenize();
  }
  tokens.resize(static_cast<std::size_t>(std::max(count, 0)));
  // A file that ends texts would end a prompt as well.
  if (how.begin && ::llama_vocab_get_add_eos(vocabulary) && !tokens.empty() &&
      tokens.back() == ::llama_vocab_eos(vocabulary)) {
    tokens.pop_back();
  }
  return tokens;
}

std::string PieceOf(const llama_vocab* vocabulary, serving::Token token, bool special) {
  if (token < 0 || token >= ::llama_vocab_n_tokens(vocabulary)) return {};
  std::string piece(32, '\0');
  const auto render = [&](bool all) {
    return ::llama_token_to_piece(vocabulary, token, piece.data(),
                                  static_cast<std::int32_t>(piece.size()), 0, all);
  };
  std::int32_t size = render(special);
  if (size < 0) {
    piece.resize(static_cast<std::size_t>(-size));
    size = render(special);
  }
  piece.resize(static_cast<std::size_t>(std::max(size, 0)));
  if (piece.empty() && !special) {
    std::string mark = PieceOf(vocabulary, token, true);
    if (mark == "<think>" || mark == "</think>") return mark;
  }
  return piece;
}

}  // namespace wenyuan::llm_llama
