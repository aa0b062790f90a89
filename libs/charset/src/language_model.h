#pragma once

#include <array>
#include <cstddef>

namespace wenyuan::charset {

enum LanguageIndex : std::size_t {
  kSimplified,
  kTraditional,
  kJapanese,
  kKorean,
  kLatin,
  kCyrillic,
  kLanguages
};

using LanguageScores = std::array<float, kLanguages>;

// The natural logarithm of how likely `character` is in a text of each language, after `previous`
// (0 at the start). Coarse: good enough to tell right decodings from wrong ones. Any thread.
LanguageScores ScoreCharacter(char32_t character, char32_t previous);

}  // namespace wenyuan::charset
