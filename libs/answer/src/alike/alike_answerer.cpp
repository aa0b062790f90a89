#include <chrono>
#include <utility>

#include "../question/question_reading.h"
#include "alike_names.h"
#include "wenyuan/answer/alike_names.h"

namespace wenyuan::answer {
namespace {

constexpr std::chrono::milliseconds kTime{2'000};

class AlikeNamesAnswerer final : public Answerer {
 public:
  AlikeNamesAnswerer(const text::Analyzer& analyzer, const llm::Embedder& embedder,
                     const Answerer& same)
      : analyzer_(analyzer), embedder_(embedder), same_(same) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    WY_TRY(Answer answer, same_.Ask(question, asker, events));
    if (!answer.refused) return answer;
    const QuestionReading reading = ReadQuestion(analyzer_, question.text);
    const auto embedder = embedder_.Now();
    const auto rewritten =
        InWordsOfTables(analyzer_, *embedder, reading, answer.passages, Deadline::After(kTime));
    if (!rewritten || !*rewritten) return answer;  // while the embedder is away it is refused
    Question again = question;
    again.text = **rewritten;
    WY_TRY(Answer found, same_.Ask(again, asker, {}));
    const bool by_table = !found.refused && !found.sentences.empty() &&
                          (found.sentences.front().cell || found.sentences.front().computed);
    if (!by_table) return answer;
    found.understood = again.text;
    for (const Sentence& sentence : found.sentences) {
      if (events.on_sentence && !events.on_sentence(sentence)) {
        return Error{ErrorCode::kCancelled,
                     "answering the question was stopped by who asked; ask it again",
                     "提问者停止了回答；如有需要，请重新提问"};
      }
    }
    return found;
  }

 private:
  const text::Analyzer& analyzer_;
  const llm::Embedder& embedder_;
  const Answerer& same_;
};

}  // namespace

std::unique_ptr<Answerer> MakeAlikeNamesAnswerer(const text::Analyzer& analyzer,
                                                 const llm::Embedder& embedder,
                                                 const Answerer& same) {
  return std::make_unique<AlikeNamesAnswerer>(analyzer, embedder, same);
}

}  // namespace wenyuan::answer
