#include "parts_answerer.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "../question/question_parts.h"
#include "../question/question_reading.h"
#include "../tell_sentences.h"
#include "comparison.h"
#include "composer.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 20;
// How likely a comparison answers that found the same aspect told of both (docs/decisions/0297).
constexpr double kComparedByAspect = 0.8;

using Place = std::pair<std::string, std::uint32_t>;  // document and chunk

void AddPassages(std::vector<search::Hit>& passages, std::vector<search::Hit> more) {
  std::set<Place> known;
  for (const search::Hit& hit : passages) known.emplace(hit.document.id, hit.chunk.number);
  for (search::Hit& hit : more) {
    if (passages.size() < kPassages && known.emplace(hit.document.id, hit.chunk.number).second) {
      passages.push_back(std::move(hit));
    }
  }
}

class PartsAnswerer final : public Answerer {
 public:
  PartsAnswerer(const text::Analyzer& analyzer, const search::Searcher& searcher,
                std::unique_ptr<Answerer> one)
      : analyzer_(analyzer), searcher_(searcher), one_(std::move(one)) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    const QuestionParts parts = ReadParts(question.text);
    if (parts.parts.size() < 2) return one_->Ask(question, asker, events);
    const bool side_by_side = !parts.things.empty() && parts.aspect.empty();
    WY_TRY(std::optional<Answer> answer,
           side_by_side ? Compare(question, parts, asker) : AskEach(question, parts, asker));
    if (!answer) return one_->Ask(question, asker, events);
    WY_CHECK(TellSentences(answer->sentences, events));
    return *std::move(answer);
  }

 private:
  // The first sentence of each part; nothing when not all of them are answered.
  [[nodiscard]] Result<std::optional<Answer>> AskEach(const Question& question,
                                                      const QuestionParts& parts,
                                                      const access::Asker& asker) const {
    Answer whole;
    whole.answerability = 1;
    ComparisonRow row{parts.aspect, {}};
    for (const std::string& part : parts.parts) {
      Question asked = question;
      asked.text = part;
      WY_TRY(Answer answer, one_->Ask(asked, asker, {}));
      if (answer.refused || answer.sentences.empty()) return std::optional<Answer>();
      whole.answerability = std::min(whole.answerability, answer.answerability);
      whole.model = answer.model;
      row.cells.emplace_back(answer.sentences.front());
      AddSentence(whole.sentences, std::move(answer.sentences.front()));
      AddPassages(whole.passages, std::move(answer.passages));
    }
    const Language language = ReadQuestion(analyzer_, question.text).language;
    whole.text = JoinSentences(whole.sentences, language);
    if (!parts.things.empty()) whole.comparison = Comparison{parts.things, {std::move(row)}};
    return std::optional(std::move(whole));
  }

  [[nodiscard]] Result<std::optional<Answer>> Compare(const Question& question,
                                                      const QuestionParts& parts,
                                                      const access::Asker& asker) const {
    const Language language = ReadQuestion(analyzer_, question.text).language;
    std::vector<std::vector<search::Hit>> found;
    Answer answer;
    for (const std::string& thing : parts.things) {
      search::SearchRequest request = question.scope;
      request.query = thing;
      request.k = kPassages;
      if (request.mode == search::Mode::kHybrid) request.mode = search::Mode::kKeywords;
      WY_TRY(search::SearchResult result, searcher_.Search(request, asker));
      found.push_back(std::move(result.hits));
    }
    answer.comparison = CompareThings(analyzer_, parts.things, found, language);
    if (!answer.comparison) return std::optional<Answer>();
    for (const ComparisonRow& row : answer.comparison->rows) {
      for (const std::optional<Sentence>& cell : row.cells) {
        if (cell) AddSentence(answer.sentences, *cell);
      }
    }
    answer.model = "extractive";
    answer.answerability = kComparedByAspect;
    answer.text = JoinSentences(answer.sentences, language);
    for (std::vector<search::Hit>& hits : found) AddPassages(answer.passages, std::move(hits));
    return std::optional(std::move(answer));
  }

  const text::Analyzer& analyzer_;
  const search::Searcher& searcher_;
  const std::unique_ptr<Answerer> one_;
};

}  // namespace

std::unique_ptr<Answerer> MakePartsAnswerer(const text::Analyzer& analyzer,
                                            const search::Searcher& searcher,
                                            std::unique_ptr<Answerer> one) {
  return std::make_unique<PartsAnswerer>(analyzer, searcher, std::move(one));
}

}  // namespace wenyuan::answer
