#include <algorithm>
#include <utility>

#include "answerability.h"
#include "composer.h"
#include "evidence.h"
#include "newest_first.h"
#include "question_reading.h"
#include "refusal.h"
#include "sentence_ranker.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/clock.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 20;
constexpr std::string_view kModel = "extractive";

class ExtractiveAnswerer final : public Answerer {
 public:
  ExtractiveAnswerer(const text::Analyzer& analyzer, const search::Searcher& searcher)
      : analyzer_(analyzer), searcher_(searcher) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    search::SearchRequest request = question.scope;
    request.query = question.text;
    request.k = kPassages;
    // What proves a sentence here are words, and the chance of an answer was measured on passages
    // found by words: docs/decisions/0163.
    if (request.mode == search::Mode::kHybrid) request.mode = search::Mode::kKeywords;
    WY_TRY(search::SearchResult found, searcher_.Search(request, asker));

    const QuestionReading reading = ReadQuestion(analyzer_, question.text);
    const Evidence evidence = GatherEvidence(analyzer_, reading, found.hits);
    Answer answer;
    answer.model = kModel;
    std::vector<std::size_t> chosen;
    if (!evidence.candidates.empty()) {
      const std::vector<double> chances = RankSentences(FeaturesOfSentences(reading, evidence));
      chosen = ChooseCandidates(evidence, chances);
      answer.answerability = Answerability(reading, evidence, chosen.front());
    }
    answer.refused = chosen.empty() || answer.answerability < RefusalThreshold();
    if (answer.refused) {
      // Who gets no answer is shown what comes nearest, in whatever words and language.
      if (question.scope.mode == search::Mode::kHybrid) {
        request.mode = search::Mode::kHybrid;
        WY_TRY(found, searcher_.Search(request, asker));
      }
      answer.text = RefusalText(reading.language, !found.hits.empty());
    } else {
      for (const std::size_t candidate : chosen) {
        AddSentence(answer.sentences, Compose(analyzer_, reading, evidence, candidate));
      }
      NewestFirst(found.hits, SystemClock().Now(), answer.sentences);
      for (const Sentence& sentence : answer.sentences) {
        if (events.on_sentence && !events.on_sentence(sentence)) {
          return Error{ErrorCode::kCancelled,
                       "answering the question was stopped by who asked; ask it again",
                       "提问者停止了回答；如有需要，请重新提问"};
        }
      }
      answer.text = JoinSentences(answer.sentences, reading.language);
    }
    answer.passages = std::move(found.hits);  // last: the evidence points into them
    return answer;
  }

 private:
  const text::Analyzer& analyzer_;
  const search::Searcher& searcher_;
};

}  // namespace

std::unique_ptr<Answerer> MakeExtractiveAnswerer(const text::Analyzer& analyzer,
                                                 const search::Searcher& searcher) {
  return std::make_unique<ExtractiveAnswerer>(analyzer, searcher);
}

}  // namespace wenyuan::answer
