#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "../computed/computed_answerer.h"
#include "../evidence/answerability.h"
#include "../evidence/as_asked.h"
#include "../evidence/doubt.h"
#include "../evidence/evidence.h"
#include "../evidence/key_choice.h"
#include "../evidence/newest_first.h"
#include "../evidence/pair_reading.h"
#include "../evidence/sentence_ranker.h"
#include "../evidence/threshold_at.h"
#include "../question/question_reading.h"
#include "../refusal.h"
#include "../tables/column_choice.h"
#include "../tables/document_beginning.h"
#include "../tables/row_choice.h"
#include "../tell_sentences.h"
#include "composer.h"
#include "parts_answerer.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/clock.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 20;
constexpr std::string_view kModel = "extractive";
// How likely a cell answers whose names have all of the question's words (docs/decisions/0296).
constexpr double kSureOfACell = 0.8;
constexpr double kRowForWhy = 0.3;  // of its chance

// A cell may name a reason; a sentence gives it.
std::vector<double> Liked(const QuestionReading& question, const Evidence& evidence,
                          std::vector<double> chances) {
  if (!AsksWhyOrHow(question)) return chances;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    if (evidence.candidates[i].row) chances[i] *= kRowForWhy;
  }
  return chances;
}

// As if no table had been found, and only where the passage says what the table does not.
std::vector<std::size_t> ChooseSentences(const Evidence& evidence, std::vector<double> chances,
                                         const std::vector<std::size_t>& unsaid) {
  bool any = false;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    const std::vector<bool>& has = evidence.passages[evidence.candidates[i].passage].has;
    const bool says = std::all_of(unsaid.begin(), unsaid.end(),
                                  [&has](std::size_t term) { return bool{has[term]}; });
    if (evidence.candidates[i].row || !says) {
      chances[i] = 0;
    } else {
      any = true;
    }
  }
  return any ? ChooseCandidates(evidence, chances) : std::vector<std::size_t>();
}

// Beside the best stands nothing that is doubted.
void DropWhatIsDoubtedBeside(const QuestionReading& question, const Evidence& evidence,
                             std::vector<std::size_t>& chosen) {
  chosen.erase(std::remove_if(chosen.begin() + 1, chosen.end(),
                              [&](std::size_t candidate) {
                                return DoubtOf(question, evidence, candidate) > 0;
                              }),
               chosen.end());
}

class ExtractiveAnswerer final : public Answerer {
 public:
  ExtractiveAnswerer(const text::Analyzer& analyzer, const search::Searcher& searcher,
                     ThresholdOf threshold_of, PairReader reader)
      : analyzer_(analyzer),
        searcher_(searcher),
        threshold_of_(std::move(threshold_of)),
        reader_(reader) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    search::SearchRequest request = question.scope;
    request.query = question.text;
    request.k = kPassages;
    // What proves a sentence here are words, and the chance of an answer was measured on passages
    // found by words: docs/decisions/0163.
    if (request.mode == search::Mode::kHybrid) request.mode = search::Mode::kKeywords;
    request.diversify = false;
    WY_TRY(search::SearchResult found, searcher_.Search(request, asker));

    const QuestionReading reading = ReadQuestion(analyzer_, question.text);
    const Evidence evidence = GatherEvidence(analyzer_, reading, found.hits);
    Answer answer;
    answer.model = kModel;
    std::vector<std::size_t> chosen;
    ColumnChoice column;
    if (!evidence.candidates.empty()) {
      const std::vector<SentenceFeatures> sentences = FeaturesOfSentences(reading, evidence);
      const std::vector<double> chances = RankSentences(sentences);
      PairScores scores(chances.size());
      std::vector<double> together = WithDoubts(reading, evidence, chances);
      if (reader_.model != nullptr) {
        scores = Read(question.text, evidence, together);
        together = WithDoubts(reading, evidence, WithPairScores(evidence, chances, scores));
      }
      chosen = ChooseCandidates(evidence, Liked(reading, evidence, together));
      DropWhatIsDoubtedBeside(reading, evidence, chosen);
      if (const auto named = ChooseKeyValue(analyzer_, reading, evidence, chosen.front())) {
        chosen = {*named};
      }
      const RowChoice rows = ChooseRows(analyzer_, reading, evidence, chosen.front());
      if (!rows.candidates.empty()) chosen = rows.candidates;
      bool sure = rows.sure;
      WY_TRY(const std::vector<std::size_t> unsaid,
             DropRowsOfSomethingElse(reading, evidence, request, asker, chosen));
      if (!unsaid.empty()) sure = false;
      DropRowsOfAnotherKind(reading, evidence, {}, chosen);
      if (chosen.empty()) chosen = ChooseSentences(evidence, together, unsaid);
      if (!chosen.empty()) {
        answer.answerability =
            WithPairScore(Answerability(reading, evidence, sentences, chances, chosen.front()),
                          scores[chosen.front()], reading.language);
      }
      if (sure) answer.answerability = std::max(answer.answerability, kSureOfACell);
      const bool doubts =
          chosen.empty() ||
          answer.answerability < ThresholdAt(question, threshold_of_, evidence, chosen.front());
      if (!sure && (doubts || evidence.candidates[chosen.front()].row)) {
        column = ChooseColumn(analyzer_, reading, evidence);
        if (!column.candidates.empty()) {
          chosen = column.candidates;
          DropRowsOfAnotherKind(reading, evidence, column.columns, chosen);
          answer.answerability = std::max(answer.answerability, kSureOfACell);
        }
      }
    }
    answer.refused = chosen.empty() || answer.answerability < ThresholdAt(question, threshold_of_,
                                                                          evidence, chosen.front());
    if (answer.refused) {
      // Who gets no answer is shown what comes nearest, in whatever words and language.
      if (question.scope.mode == search::Mode::kHybrid) {
        request.mode = search::Mode::kHybrid;
        request.diversify = true;
        WY_TRY(found, searcher_.Search(request, asker));
      }
      answer.text = RefusalText(reading.language, !found.hits.empty());
    } else {
      for (const std::size_t candidate : chosen) {
        AddSentence(answer.sentences,
                    Compose(analyzer_, reading, evidence, candidate, column.columns));
      }
      NewestFirst(found.hits, SystemClock().Now(), answer.sentences);
      WY_CHECK(TellSentences(answer.sentences, events));
      answer.text = JoinSentences(answer.sentences, reading.language);
    }
    answer.passages = std::move(found.hits);  // last: the evidence points into them
    return answer;
  }

 private:
  [[nodiscard]] PairScores Read(const std::string& question, const Evidence& evidence,
                                const std::vector<double>& chances) const {
    return ReadPairs(*reader_.model, question, evidence, LikeliestSentences(evidence, chances),
                     Deadline::After(reader_.time));
  }

  // Returns the terms of the question that those lack that are dropped.
  [[nodiscard]] Result<std::vector<std::size_t>> DropRowsOfSomethingElse(
      const QuestionReading& question, const Evidence& evidence,
      const search::SearchRequest& request, const access::Asker& asker,
      std::vector<std::size_t>& chosen) const {
    std::vector<std::size_t> kept;
    std::vector<std::size_t> lacking;
    for (const std::size_t candidate : chosen) {
      const UnsaidWords unsaid = UnsaidOf(analyzer_, question, evidence, candidate);
      const search::Hit& hit = *evidence.passages[evidence.candidates[candidate].passage].hit;
      bool says = !unsaid.of_something_else;
      if (says && !unsaid.names.empty()) {
        WY_TRY(says, BeginningNames(analyzer_, searcher_, request, asker, hit, unsaid.names));
      }
      if (says) {
        kept.push_back(candidate);
      } else {
        lacking.insert(lacking.end(), unsaid.terms.begin(), unsaid.terms.end());
      }
    }
    chosen = std::move(kept);
    return lacking;
  }

  // Weeks of delivery are no weight.
  void DropRowsOfAnotherKind(const QuestionReading& question, const Evidence& evidence,
                             std::span<const std::uint32_t> columns,
                             std::vector<std::size_t>& chosen) const {
    std::erase_if(chosen, [&](std::size_t candidate) {
      if (!evidence.candidates[candidate].row) return false;
      const std::string said = Compose(analyzer_, question, evidence, candidate, columns).text;
      return FitOf(question.text, said, Form::kRow) != Fit::kFits;
    });
  }

  const text::Analyzer& analyzer_;
  const search::Searcher& searcher_;
  const ThresholdOf threshold_of_;
  const PairReader reader_;
};

}  // namespace

std::unique_ptr<Answerer> MakeExtractiveAnswerer(const text::Analyzer& analyzer,
                                                 const search::Searcher& searcher,
                                                 ThresholdOf threshold_of, PairReader reader) {
  auto one =
      std::make_unique<ExtractiveAnswerer>(analyzer, searcher, std::move(threshold_of), reader);
  return MakeComputedAnswerer(analyzer, searcher,
                              MakePartsAnswerer(analyzer, searcher, std::move(one)));
}

}  // namespace wenyuan::answer
