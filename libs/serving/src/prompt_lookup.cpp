#include "prompt_lookup.h"

#include <algorithm>
#include <utility>

namespace wenyuan::serving {

PromptLookup::PromptLookup(std::vector<Token> quotable)
    : text_(std::move(quotable)), quotable_tokens_(text_.size()) {
  for (std::size_t end = kShortest; end < text_.size(); ++end) Index(end);
}

std::uint64_t PromptLookup::Key(std::size_t length, std::size_t end) const {
  std::uint64_t key = length;
  for (std::size_t at = end - length; at < end; ++at) {  // FNV-1a over tokens; a draft is verified
    key = (key ^ static_cast<std::uint32_t>(text_[at])) * 1'099'511'628'211ULL;
    key ^= key >> 29U;
  }
  return key;
}

// Tokens before `end` are a key for what follows there.
void PromptLookup::Index(std::size_t end) {
  const std::size_t begin = end >= quotable_tokens_ ? quotable_tokens_ : 0;
  const std::size_t room = end - std::min(begin, end);
  for (std::size_t length = kShortest; length <= std::min(kLongest, room); ++length) {
    places_[length][Key(length, end)] = static_cast<std::uint32_t>(end);
  }
}

void PromptLookup::Append(Token token) {
  // The place before this token only now has something that follows it.
  if (text_.size() > quotable_tokens_) Index(text_.size());
  text_.push_back(token);
}

std::span<const Token> PromptLookup::Draft(std::size_t most) const {
  const std::size_t end = text_.size();
  const std::size_t room = end - quotable_tokens_;
  for (std::size_t length = std::min(kLongest, room); length >= kShortest; --length) {
    const auto place = places_[length].find(Key(length, end));
    if (place == places_[length].end()) continue;
    const std::size_t begin = place->second;
    const std::size_t border = begin < quotable_tokens_ ? quotable_tokens_ : end;
    return std::span(text_).subspan(begin, std::min(most, border - begin));
  }
  return {};
}

}  // namespace wenyuan::serving
