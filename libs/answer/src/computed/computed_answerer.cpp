#include "computed_answerer.h"

#include <optional>
#include <utility>

#include "../question/calculation.h"
#include "../tell_sentences.h"
#include "table_answer.h"
#include "things_answer.h"

namespace wenyuan::answer {
namespace {

class ComputedAnswerer final : public Answerer {
 public:
  ComputedAnswerer(const text::Analyzer& analyzer, const search::Searcher& searcher,
                   std::unique_ptr<Answerer> quotes)
      : analyzer_(analyzer), searcher_(searcher), quotes_(std::move(quotes)) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    WY_TRY(std::optional<Answer> answer, WorkOut(question, asker));
    if (!answer) return quotes_->Ask(question, asker, events);
    WY_CHECK(TellSentences(answer->sentences, events));
    return *std::move(answer);
  }

 private:
  [[nodiscard]] Result<std::optional<Answer>> WorkOut(const Question& question,
                                                      const access::Asker& asker) const {
    if (const auto compared = ReadThingsCompared(question.text)) {
      return CompareByValue(analyzer_, searcher_, *quotes_, question, *compared, asker);
    }
    if (const auto groups = ReadGroups(question.text)) {
      WY_TRY(auto computed, AnswerFromTable(analyzer_, searcher_, question, *groups, asker));
      if (computed) return computed;
    }
    if (const auto aggregate = ReadAggregate(question.text)) {
      // "Total" is what a row is called more often than what is to be summed up.
      const bool may_be_a_name =
          aggregate->kind == Aggregate::Kind::kSum || aggregate->kind == Aggregate::Kind::kAverage;
      std::optional<Answer> quoted;
      if (may_be_a_name) {
        WY_TRY(quoted, quotes_->Ask(question, asker, {}));
        const bool is_cell =
            !quoted->refused && !quoted->sentences.empty() && quoted->sentences.front().cell;
        if (is_cell) return quoted;
      }
      WY_TRY(auto computed, AnswerFromTable(analyzer_, searcher_, question, *aggregate, asker));
      return computed ? std::move(computed) : std::move(quoted);
    }
    return std::optional<Answer>();
  }

  const text::Analyzer& analyzer_;
  const search::Searcher& searcher_;
  const std::unique_ptr<Answerer> quotes_;
};

}  // namespace

std::unique_ptr<Answerer> MakeComputedAnswerer(const text::Analyzer& analyzer,
                                               const search::Searcher& searcher,
                                               std::unique_ptr<Answerer> quotes) {
  return std::make_unique<ComputedAnswerer>(analyzer, searcher, std::move(quotes));
}

}  // namespace wenyuan::answer
