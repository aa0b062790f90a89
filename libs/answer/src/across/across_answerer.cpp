#include <chrono>
#include <optional>
#include <utility>

#include "../evidence/evidence.h"
#include "../evidence/nearness.h"
#include "../extractive/composer.h"
#include "../question/question_reading.h"
#include "../tell_sentences.h"
#include "sentence_choice.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 5;
constexpr std::chrono::milliseconds kTime{3'000};

class AcrossLanguagesAnswerer final : public Answerer {
 public:
  AcrossLanguagesAnswerer(const text::Analyzer& analyzer, const llm::Embedder& embedder,
                          const Answerer& same, PairReader reader)
      : analyzer_(analyzer), embedder_(embedder), same_(same), reader_(reader) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    WY_TRY(Answer answer, same_.Ask(question, asker, events));
    if (!answer.refused) return answer;
    const QuestionReading reading = ReadQuestion(analyzer_, question.text);
    const std::vector<search::Hit> hits =
        NearestHits(reading, Languages::kOthers, answer.passages, kPassages);
    const Evidence evidence = GatherEvidence(analyzer_, reading, hits);
    const auto embedder = embedder_.Now();
    const auto choice =
        ChooseAcross(analyzer_, *embedder, reader_, reading, evidence, Deadline::After(kTime));
    if (!choice || !*choice)
      return answer;  // while the embedder is away words are all that is known
    const AcrossChoice& chosen = **choice;
    const double chance = ChanceAcross(chosen);
    if (chance < ThresholdAcross(chosen)) return answer;
    answer.refused = false;
    answer.answerability = chance;
    for (const std::size_t candidate : chosen.candidates) {
      Sentence sentence = Compose(analyzer_, reading, evidence, candidate);
      sentence.spans.clear();  // they are found by the question's words
      AddSentence(answer.sentences, std::move(sentence));
    }
    WY_CHECK(TellSentences(answer.sentences, events));
    answer.text = JoinSentences(answer.sentences, reading.language);
    return answer;
  }

 private:
  const text::Analyzer& analyzer_;
  const llm::Embedder& embedder_;
  const Answerer& same_;
  const PairReader reader_;
};

}  // namespace

std::unique_ptr<Answerer> MakeAcrossLanguagesAnswerer(const text::Analyzer& analyzer,
                                                      const llm::Embedder& embedder,
                                                      const Answerer& same, PairReader reader) {
  return std::make_unique<AcrossLanguagesAnswerer>(analyzer, embedder, same, reader);
}

}  // namespace wenyuan::answer
