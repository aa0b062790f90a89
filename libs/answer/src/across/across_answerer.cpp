#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "../evidence/asked_kind.h"
#include "../evidence/evidence.h"
#include "../evidence/nearness.h"
#include "../evidence/who_where_when.h"
#include "../evidence/word_coverage.h"
#include "../extractive/composer.h"
#include "../question/question_reading.h"
#include "../tell_sentences.h"
#include "sentence_choice.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 5;
constexpr double kSpeaksOfIt = 0.2;  // of the question's words, by their weight
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
    if (IsOfOwnLanguage(reading, answer.passages)) return answer;
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
    if (chance < ThresholdAcross(chosen) || !OffersTheKind(reading, evidence, chosen))
      return answer;
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
  // Whether a passage in the question's language speaks of what is asked: it says no more of it,
  // and what another house's documents say of the same in another language is no answer.
  [[nodiscard]] bool IsOfOwnLanguage(const QuestionReading& question,
                                     const std::vector<search::Hit>& found) const {
    const std::vector<search::Hit> own =
        NearestHits(question, Languages::kOfTheQuestion, found, found.size());
    const Evidence evidence = GatherEvidence(analyzer_, question, own);
    const WordCoverage words(question, evidence);
    return std::any_of(evidence.passages.begin(), evidence.passages.end(),
                       [&words](const Passage& passage) {
                         return words.Share(WordCoverage::Of::kBody, passage.has) >= kSpeaksOfIt;
                       });
  }

  [[nodiscard]] static bool OffersTheKind(const QuestionReading& question, const Evidence& evidence,
                                          const AcrossChoice& chosen) {
    return std::any_of(chosen.candidates.begin(), chosen.candidates.end(),
                       [&](std::size_t candidate) {
                         const Candidate& one = evidence.candidates[candidate];
                         const std::string_view text = evidence.passages[one.passage].Text(one);
                         return answer::OffersTheKind(question.text, text, one.row ? text : "") &&
                                SaysWho(question.text, text);
                       });
  }

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
