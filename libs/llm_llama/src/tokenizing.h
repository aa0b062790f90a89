#pragma once

#include <llama.h>

#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/serving/decoder.h"

namespace wenyuan::llm_llama {

struct TokenizeHow {
  bool special = false;  // see TextModel::Tokenize()
  bool begin = false;
};

std::vector<serving::Token> TokensOf(const llama_vocab* vocabulary, std::string_view text,
                                     TokenizeHow how);
// See TextModel::Piece().
std::string PieceOf(const llama_vocab* vocabulary, serving::Token token, bool special);

}  // namespace wenyuan::llm_llama
