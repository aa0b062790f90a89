#pragma once

#include <string>
#include <string_view>

namespace wenyuan::answer {

// Whether a text says somebody to who asks "who" or 谁, a place to who asks "where" or 哪里, a time
// to who asks "when" or 什么时候. True of all questions that ask for none of them. By signs: of
// texts that say none some look as if they did, and a few the other way round.
bool SaysWho(std::string_view question, std::string_view text);
bool SaysWhere(std::string_view question, std::string_view text);
bool SaysWhen(std::string_view question, std::string_view text);

// The text with a blank for each run of Chinese characters that its question has, too: who asks
// where the third storehouse is knows that it is a house.
std::string WithoutWordsOf(std::string_view question, std::string_view text);

}  // namespace wenyuan::answer
