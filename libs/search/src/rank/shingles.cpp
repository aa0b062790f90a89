#include "shingles.h"

#include <algorithm>
#include <array>

#include "wenyuan/search/near_duplicates.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kCharacters = 5;

// Mixes all bits (the finaliser of SplitMix64), so that order by hash is random order.
std::uint64_t Mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

// The character as it is compared; 0 for one that is left out.
char32_t Folded(char32_t character) {
  if (character < 0x80) {
    if (character >= U'A' && character <= U'Z') return character - U'A' + U'a';
    const bool kept =
        (character >= U'a' && character <= U'z') || (character >= U'0' && character <= U'9');
    return kept ? character : 0;
  }
  const bool blank_or_punctuation =
      character < 0xC0 || (character >= 0x2000 && character <= 0x206F) ||
      (character >= 0x3000 && character <= 0x303F) ||
      (character >= 0xFE30 && character <= 0xFE6F) ||
      (character >= 0xFF00 && character <= 0xFF0F) || (character >= 0xFF1A && character <= 0xFF20);
  return blank_or_punctuation ? 0 : character;
}

}  // namespace

std::vector<std::uint64_t> AllShinglesOf(std::string_view text) {
  std::vector<char32_t> characters;
  characters.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (const char32_t folded = Folded(text::NextCharacter(text, at)); folded != 0) {
      characters.push_back(folded);
    }
  }
  std::vector<std::uint64_t> shingles;
  if (characters.empty()) return shingles;
  const std::size_t length = std::min(kCharacters, characters.size());
  shingles.reserve(characters.size() - length + 1);
  for (std::size_t i = 0; i + length <= characters.size(); ++i) {
    std::uint64_t hash = length;
    for (std::size_t j = i; j < i + length; j += 2) {  // a character has 21 bits
      const std::uint64_t second = j + 1 < i + length ? characters[j + 1] : 0;
      hash = Mix(hash ^ characters[j] ^ (second << 32U));
    }
    shingles.push_back(hash);
  }
  return shingles;
}

std::vector<std::uint64_t> ShinglesOf(std::string_view text) {
  std::vector<std::uint64_t> shingles = AllShinglesOf(text);
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

double Jaccard(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right) {
  std::size_t shared = 0;
  auto other = right.begin();
  for (const std::uint64_t shingle : left) {
    while (other != right.end() && *other < shingle) ++other;
    if (other == right.end()) break;
    if (*other == shingle) ++shared;
  }
  const std::size_t together = left.size() + right.size() - shared;
  return together > 0 ? static_cast<double>(shared) / static_cast<double>(together) : 0;
}

}  // namespace wenyuan::search
