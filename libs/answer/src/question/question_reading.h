#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "question_type.h"
#include "wenyuan/base/result.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

struct QuestionTerm {
  std::string term;
  float focus = 0;  // 0-1: how near it stands to the word that asks ("校训" in "…的校训是什么")
  bool alone = false;  // one Han character: it says little without its neighbour
};

// A word of it that says something: of Chinese as the dictionary cuts it, else a stem.
struct QuestionWord {
  std::vector<std::size_t> terms;  // all of which a text must have that has the word
  std::size_t begin = 0;           // bytes of the question
  std::size_t end = 0;
  float focus = 0;  // the greatest of its terms
  bool kind = false;  // it says what kind of thing is asked for: 国家 in 哪个国家, "which country"
  bool name = false;  // of a person, a place, an organisation
};

// A question as the choice of evidence sees it.
struct QuestionReading {
  std::string text;
  Language language = Language::kEnglish;
  std::vector<QuestionTerm> terms;  // distinct; none when it only has words that ask
  std::vector<QuestionType> types;
  // The terms that are codes or numbers: evidence without them is about something else.
  std::vector<std::size_t> identifiers;
  std::vector<std::size_t> codes;  // those of them with letters and digits
  // The terms as they follow each other, pairs of characters left out.
  std::vector<std::size_t> sequence;
  // The terms of each name it has: of what is quoted (《…》), of a long word, of capitals inside
  // it.
  std::vector<std::vector<std::size_t>> names;
  std::vector<QuestionWord> words;  // distinct, function words left out
};

// Whether a question says what to look for: not with one character, nor with words alone that ask
// or join.
bool NamesSomething(const text::Analyzer& analyzer, std::string_view question);

QuestionReading ReadQuestion(const text::Analyzer& analyzer, std::string_view question);

}  // namespace wenyuan::answer
