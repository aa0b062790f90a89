#include "tell_sentences.h"

namespace wenyuan::answer {

Error StoppedByAsker() {
  return {ErrorCode::kCancelled, "answering the question was stopped by who asked; ask it again",
          "提问者停止了回答；如有需要，请重新提问"};
}

Result<void> TellSentences(std::span<const Sentence> sentences, const AnswerEvents& events) {
  if (!events.on_sentence) return {};
  for (const Sentence& sentence : sentences) {
    if (!events.on_sentence(sentence)) return StoppedByAsker();
  }
  return {};
}

}  // namespace wenyuan::answer
