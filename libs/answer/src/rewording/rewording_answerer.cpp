#include "wenyuan/answer/rewording_answerer.h"

#include <string>
#include <utility>
#include <vector>

#include "../tell_sentences.h"
#include "rewording.h"
#include "wenyuan/text/other_words.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 20;
constexpr std::size_t kMostTries = 3;

class RewordingAnswerer final : public Answerer {
 public:
  RewordingAnswerer(const text::Analyzer& analyzer, const search::Searcher& searcher,
                    const Answerer& by_words)
      : analyzer_(analyzer), searcher_(searcher), by_words_(by_words) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    WY_TRY(Answer answer, by_words_.Ask(question, asker, events));
    if (!answer.refused) return answer;
    const std::vector<text::OtherWords> words = text::InOtherWords(analyzer_, question.text);
    if (words.empty()) return answer;
    WY_TRY(const std::vector<std::string> ways, Ways(question, asker, words));
    for (const std::string& way : ways) {
      Question again = question;
      again.text = way;
      WY_TRY(Answer found, by_words_.Ask(again, asker, {}));
      if (found.refused) continue;
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
};

}  // namespace

std::unique_ptr<Answerer> MakeRewordingAnswerer(const text::Analyzer& analyzer,
                                                const search::Searcher& searcher,
                                                const Answerer& by_words) {
  return std::make_unique<RewordingAnswerer>(analyzer, searcher, by_words);
}

}  // namespace wenyuan::answer
