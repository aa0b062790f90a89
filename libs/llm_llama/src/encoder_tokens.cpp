#include "encoder_tokens.h"

#include <algorithm>

namespace wenyuan::llm_llama {
namespace {

// A text that needs more bytes for its first tokens than this for each is white space or noise.
constexpr std::size_t kMostBytesPerToken = 64;

using Tokens = std::vector<std::int32_t>;

std::string_view FirstBytes(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

}  // namespace

Result<TokenizedText> EncoderTokens::Tokenize(std::string_view text) const {
  const std::string_view looked_at = FirstBytes(text, max_tokens_ * kMostBytesPerToken);
  TokenizedText made{TokensOf(looked_at, true), looked_at.size() < text.size()};
  if (made.tokens.size() > max_tokens_) {
    const std::int32_t last = made.tokens.back();
    made.tokens.resize(max_tokens_);
    if (::llama_vocab_is_control(vocabulary_, last)) made.tokens.back() = last;
    made.cut = true;
  }
  if (made.tokens.empty()) return Error{ErrorCode::kInvalidArgument, "nothing is in the text"};
  return made;
}

Result<TokenizedText> EncoderTokens::TokenizePair(std::string_view question,
                                                  std::string_view passage) const {
  const std::string parts[] = {std::string(FirstBytes(passage, max_tokens_ * kMostBytesPerToken))};
  WY_TRY(TokenizedParts made, TokenizeParts(question, parts));
  return TokenizedText{std::move(made.tokens), made.cut};
}

Result<TokenizedParts> EncoderTokens::TokenizeParts(std::string_view question,
                                                    std::span<const std::string> parts) const {
  const std::size_t most_bytes = max_tokens_ * kMostBytesPerToken;
  Tokens first = TokensOf(FirstBytes(question, most_bytes), false);
  Tokens second;
  TokenizedParts made;
  for (const std::string& part : parts) {
    const std::size_t begin = second.size();
    if (begin < max_tokens_) {
      const Tokens more = TokensOf(FirstBytes(part, most_bytes), false);
      second.insert(second.end(), more.begin(), more.end());
    } else {
      made.cut = true;
    }
    made.parts.push_back({begin, second.size()});
  }
  if (first.empty() || second.empty()) {
    return Error{ErrorCode::kInvalidArgument, "question or passage is empty"};
  }
  std::int32_t end = ::llama_vocab_eos(vocabulary_);
  if (end == LLAMA_TOKEN_NULL) end = ::llama_vocab_sep(vocabulary_);
  const bool begins = ::llama_vocab_get_add_bos(vocabulary_);
  const bool ends = ::llama_vocab_get_add_eos(vocabulary_);
  const bool separates = ::llama_vocab_get_add_sep(vocabulary_);
  const std::size_t room =
      max_tokens_ - (begins ? 1U : 0U) - (ends ? 2U : 0U) - (separates ? 1U : 0U);
  if (first.size() + second.size() > room) {
    made.cut = true;
    first.resize(std::min(first.size(), std::max(room / 2, room - std::min(room, second.size()))));
    second.resize(std::min(second.size(), room - first.size()));
  }
  if (begins) made.tokens.push_back(::llama_vocab_bos(vocabulary_));
  made.tokens.insert(made.tokens.end(), first.begin(), first.end());
  if (ends) made.tokens.push_back(end);
  if (separates) made.tokens.push_back(::llama_vocab_sep(vocabulary_));
  for (TokenRange& part : made.parts) {
    part.begin = made.tokens.size() + std::min(part.begin, second.size());
    part.end = made.tokens.size() + std::min(part.end, second.size());
  }
  made.tokens.insert(made.tokens.end(), second.begin(), second.end());
  if (ends) made.tokens.push_back(end);
  return made;
}

Result<void> EncoderTokens::CheckBatch(std::span<const Tokens* const> texts,
                                       const EncoderInfo& info) const {
  const auto known = static_cast<std::int32_t>(::llama_vocab_n_tokens(vocabulary_));
  std::size_t all = 0;
  for (const Tokens* const tokens : texts) {
    all += tokens->size();
    if (tokens->empty() || tokens->size() > info.max_tokens || texts.size() > info.batch_texts ||
        all > info.batch_tokens) {
      return Error{ErrorCode::kInternal, "a batch for the model has the wrong size"};
    }
    for (const std::int32_t token : *tokens) {
      if (token < 0 || token >= known) {
        return Error{ErrorCode::kInternal, "a batch for the model has an unknown token"};
      }
    }
  }
  if (all == 0) return Error{ErrorCode::kInternal, "a batch for the model is empty"};
  return {};
}

Tokens EncoderTokens::TokensOf(std::string_view text, bool with_special) const {
  Tokens tokens(text.size() / 2 + 16);
  const auto tokenize = [&] {
    return ::llama_tokenize(vocabulary_, text.data(), static_cast<std::int32_t>(text.size()),
                            tokens.data(), static_cast<std::int32_t>(tokens.size()), with_special,
                            false);
  };
  int count = tokenize();
  if (count < 0) {
    tokens.resize(static_cast<std::size_t>(-count));
    count = tokenize();
  }
  tokens.resize(static_cast<std::size_t>(std::max(count, 0)));
  return tokens;
}

}  // namespace wenyuan::llm_llama
