#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::answer {

// What kind of thing a question wants to know.
enum class QuestionType { kTime, kNumber, kPerson, kPlace, kReason, kManner, kDefinition, kTitle };

// All that apply, from the question words of Chinese (both scripts) and English; often none.
std::vector<QuestionType> TypesOf(std::string_view question);

// Whether a text has what an answer of this type needs: a date, a number, a name …
bool Fits(QuestionType type, std::string_view text);

// Whether a question asks for several things: 哪些, 有哪几, "what are", "list".
bool AsksForSeveral(std::string_view question);

// The bytes [begin, end) of each word that asks ("什么", "how many").
struct Interrogative {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::vector<Interrogative> InterrogativesIn(std::string_view question);

// The question with the words that ask and the particles (的, 了, 吗 …) blanked out, byte for byte.
std::string WithoutQuestionWords(std::string_view question);

}  // namespace wenyuan::answer
