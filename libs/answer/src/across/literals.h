#pragma once

#include <set>
#include <string>
#include <string_view>

namespace wenyuan::answer {

// What two languages write alike: numbers, codes and words in Latin letters, in lower case.
std::set<std::string> LiteralsIn(std::string_view text);

// Those of a question that a passage in another language should have: of an English question only
// what has a digit or a capital inside the sentence, since its other words are translated.
std::set<std::string> LiteralsOfQuestion(std::string_view question);

// Those with letters and digits: PPR-9087.
std::set<std::string> CodesIn(std::string_view text);

// The text without them.
std::string WithoutCodes(std::string_view text, const std::set<std::string>& codes);

// The share of `wanted` that is there, 0-1; 0 when nothing is wanted.
double ShareIn(const std::set<std::string>& wanted, const std::set<std::string>& there);

}  // namespace wenyuan::answer
