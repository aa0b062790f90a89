#pragma once

#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {

// A stretch of a text that may name what it is about: "带薪年假", "北京云天酒店", "torque limit".
struct Phrase {
  text::Range range;               // bytes of the text
  std::vector<text::Range> words;  // … of which it is made, in order
  // It looks like a name: in quotation marks, a code, capitalised, or made of words that no
  // dictionary puts together.
  bool name = false;
};

// The phrases of a text, in order, apart: what is left between the words that carry a sentence
// without saying what it is about (particles, question words, common verbs, marks). Pure.
std::vector<Phrase> PhrasesOf(const text::Analyzer& analyzer, std::string_view text);

}  // namespace wenyuan::answer
