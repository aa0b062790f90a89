#pragma once

#include <span>

#include "wenyuan/answer/answer.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/result.h"

namespace wenyuan::answer {

// kCancelled, as who stopped an answer is told.
Error StoppedByAsker();

// Gives an answer's sentences to who asked, in order. StoppedByAsker() when they say stop.
Result<void> TellSentences(std::span<const Sentence> sentences, const AnswerEvents& events);

}  // namespace wenyuan::answer
