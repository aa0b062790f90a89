#pragma once

#include <cstdint>
#include <string_view>

namespace wenyuan::text {

// What a full stop behind an English word says about the end of a sentence.
enum class Abbreviation : std::uint8_t {
  kNone,          // an ordinary word: the sentence ends
  kTitle,         // Mr. Dr. e.g.: never ends one
  kBeforeNumber,  // No. Fig.: does not end one when a number follows
  kMayEnd,        // Inc. etc. U.S.: ends one only before a word that likes to begin one
};

// Requires the word without its last full stop, as it is written.
Abbreviation AbbreviationKind(std::string_view word);

// Whether the word, as it is written, often begins a sentence: The, It, However.
bool OftenBeginsSentence(std::string_view word);

}  // namespace wenyuan::text
