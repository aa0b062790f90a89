#pragma once

#include <span>
#include <string>
#include <string_view>

namespace wenyuan::answer {

// ASCII letters to lower case; everything else stays.
std::string Lower(std::string_view text);

// Whether the bytes at `at` are `word`, and, when it begins or ends with an ASCII letter, stand
// alone there ("art" is not in "start").
bool StandsAt(std::string_view text, std::size_t at, std::string_view word);

// Whether it has a Chinese character.
bool HasHan(std::string_view text);

// Whether one of the words stands somewhere in the text (which is lower case already).
bool HasAny(std::string_view text, std::span<const std::string_view> words);

// The length of the longest of the words that stands at `at`; 0 when none does.
std::size_t LongestAt(std::string_view text, std::size_t at,
                      std::span<const std::string_view> words);

}  // namespace wenyuan::answer
