#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "../question/question_reading.h"
#include "typed_runs.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// A word of a sentence, or a character between words.
struct Piece {
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  std::size_t folded_begin = 0;  // bytes of SpanText::folded
  std::size_t folded_end = 0;
  bool word = false;      // of letters, digits or Han characters
  bool breaks = false;    // punctuation that no answer reaches across: ， 。 “
  bool function = false;  // 的, 在, "the" …
  bool asked = false;     // the question has this word
  float focus = 0;        // of the word in the question
};

// A sentence as the finder of spans sees it.
struct SpanText {
  std::string_view text;
  std::string folded;         // its words as the analyser writes them, without spaces
  std::vector<Piece> pieces;  // in order, without white space
  std::vector<TypedRun> runs;
};

// `question` may be null: then nothing counts as asked.
SpanText ReadSpanText(const text::Analyzer& analyzer, const QuestionReading* question,
                      std::string_view text);

}  // namespace wenyuan::answer
