#include <chrono>
#include <utility>
#include <vector>

#include "../evidence/evidence.h"
#include "../evidence/nearness.h"
#include "../evidence/threshold_at.h"
#include "../extractive/composer.h"
#include "../question/question_reading.h"
#include "../tell_sentences.h"
#include "meaning_choice.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/answer/threshold.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 8;
constexpr std::chrono::milliseconds kTime{3'000};

class ByMeaningAnswerer final : public Answerer {
 public:
  ByMeaningAnswerer(const text::Analyzer& analyzer, const llm::Embedder& embedder,
                    const Answerer& by_words, ThresholdOf threshold_of, PairReader reader)
      : analyzer_(analyzer),
        embedder_(embedder),
        by_words_(by_words),
        threshold_of_(std::move(threshold_of)),
        reader_(reader) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    WY_TRY(Answer answer, by_words_.Ask(question, asker, events));
    if (!answer.refused || reader_.model == nullptr) return answer;
    const QuestionReading reading = ReadQuestion(analyzer_, question.text);
    const std::vector<search::Hit> hits =
        NearestHits(reading, Languages::kOfTheQuestion, answer.passages, kPassages);
    const Evidence evidence = GatherEvidence(analyzer_, reading, hits);
    const auto embedder = embedder_.Now();
    const auto choice =
        ChooseByMeaning(*embedder, reader_, reading, evidence, Deadline::After(kTime));
    // While the embedder is away words are all that is known.
    if (!choice || !*choice) return answer;
    if ((*choice)->chance < ThresholdAt(question, threshold_of_, evidence, (*choice)->candidate))
      return answer;
    answer.refused = false;
    answer.answerability = (*choice)->chance;
    AddSentence(answer.sentences, Compose(analyzer_, reading, evidence, (*choice)->candidate));
    WY_CHECK(TellSentences(answer.sentences, events));
    answer.text = JoinSentences(answer.sentences, reading.language);
    return answer;
  }

 private:
  const text::Analyzer& analyzer_;
  const llm::Embedder& embedder_;
  const Answerer& by_words_;
  const ThresholdOf threshold_of_;
  const PairReader reader_;
};

}  // namespace

std::unique_ptr<Answerer> MakeByMeaningAnswerer(const text::Analyzer& analyzer,
                                                const llm::Embedder& embedder,
                                                const Answerer& by_words, PairReader reader,
                                                ThresholdOf threshold_of) {
  return std::make_unique<ByMeaningAnswerer>(analyzer, embedder, by_words, std::move(threshold_of),
                                             reader);
}

}  // namespace wenyuan::answer
