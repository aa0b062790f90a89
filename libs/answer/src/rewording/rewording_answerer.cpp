#include "wenyuan/answer/rewording_answerer.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "../evidence/as_asked.h"
#include "../tell_sentences.h"
#include "rewording.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/text/other_words.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 20;
constexpr std::size_t kMostTries = 2;

// Other words ask for the same kind of thing, of the same case: "what charge" is still a sum.
bool AnswersAsAsked(const Question& question, const Answer& answer) {
  return std::all_of(
      answer.sentences.begin(), answer.sentences.end(), [&question](const Sentence& sentence) {
        const Form form = sentence.cell ? Form::kRow : Form::kSentence;
        return sentence.computed || FitOf(question.text, sentence.text, form) == Fit::kFits;
      });
}

class RewordingAnswerer final : public Answerer {
 public:
  RewordingAnswerer(const text::Analyzer& analyzer, const search::Searcher& searcher,
                    const Answerer& by_words, std::chrono::milliseconds time)
      : analyzer_(analyzer), searcher_(searcher), by_words_(by_words), time_(time) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    WY_TRY(Answer answer, by_words_.Ask(question, asker, events));
    if (!answer.refused) return answer;
    const std::vector<text::OtherWords> words = text::InOtherWords(analyzer_, question.text);
    if (words.empty()) return answer;
    const Deadline deadline = Deadline::After(time_);
    WY_TRY(const std::vector<std::string> ways, Ways(question, asker, words));
    for (const std::string& way : ways) {
      if (deadline.Passed()) break;
      Question again = question;
      again.text = way;
      // What a refusal shows beside it was found when it was asked as it is.
      if (again.scope.mode == search::Mode::kHybrid) again.scope.mode = search::Mode::kKeywords;
      WY_TRY(Answer found, by_words_.Ask(again, asker, {}));
      if (found.refused || !AnswersAsAsked(question, found)) continue;
      WY_CHECK(TellSentences(found.sentences, events));
      found.understood = way;
      return found;
    }
    return answer;
  }

 private:
  // In the words of what is found by all of them.
  [[nodiscard]] Result<std::vector<std::string>> Ways(
      const Question& question, const access::Asker& asker,
      const std::vector<text::OtherWords>& words) const {
    search::SearchRequest request = question.scope;
    request.query = question.text;
    for (const text::OtherWords& word : words) {
      for (const std::string& other : word.others) request.query += " " + other;
    }
    request.k = kPassages;
    request.diversify = false;
    if (request.mode == search::Mode::kHybrid) request.mode = search::Mode::kKeywords;
    WY_TRY(const search::SearchResult found, searcher_.Search(request, asker));
    return Rewordings(analyzer_, question.text, words, found.hits, kMostTries);
  }

  const text::Analyzer& analyzer_;
  const search::Searcher& searcher_;
  const Answerer& by_words_;
  const std::chrono::milliseconds time_;
};

}  // namespace

std::unique_ptr<Answerer> MakeRewordingAnswerer(const text::Analyzer& analyzer,
                                                const search::Searcher& searcher,
                                                const Answerer& by_words,
                                                std::chrono::milliseconds time) {
  return std::make_unique<RewordingAnswerer>(analyzer, searcher, by_words, time);
}

}  // namespace wenyuan::answer
