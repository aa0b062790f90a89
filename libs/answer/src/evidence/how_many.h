#pragma once

#include <string_view>

namespace wenyuan::answer {

// Whether a sentence can answer a question that asks how many or how much: it has a number that is
// no code and not the question's own, a number word, or says none, all, free; of who asks for money
// (多少钱, "how much does it cost") an amount of it. True of all other questions.
bool SaysHowMany(std::string_view question, std::string_view sentence);

bool AsksHowMany(std::string_view question);

// Whether the value of a cell can be an answer to who asks so: it is like a number, and no share
// where a sum of money is asked for.
bool MayBeAsMuch(std::string_view question, std::string_view value);

}  // namespace wenyuan::answer
