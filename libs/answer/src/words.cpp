#include "words.h"

#include <algorithm>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool StandsAt(std::string_view text, std::size_t at, std::string_view word) {
  // Asked at every byte of many sentences: most words fail at their first.
  if (word.empty() || at >= text.size() || text[at] != word.front() ||
      text.compare(at, word.size(), word) != 0) {
    return false;
  }
  const std::size_t end = at + word.size();
  const bool cut_before = at > 0 && IsLetter(word.front()) && IsLetter(text[at - 1]);
  const bool cut_behind = end < text.size() && IsLetter(word.back()) && IsLetter(text[end]);
  return !cut_before && !cut_behind;
}

bool HasHan(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text::IsHan(text::NextCharacter(text, at))) return true;
  }
  return false;
}

bool HasAny(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
      if (StandsAt(text, at, word)) return true;
    }
    return false;
  });
}

std::size_t LongestAt(std::string_view text, std::size_t at,
                      std::span<const std::string_view> words) {
  std::size_t longest = 0;
  for (const std::string_view word : words) {
    if (word.size() > longest && StandsAt(text, at, word)) longest = word.size();
  }
  return longest;
}

}  // namespace wenyuan::answer
