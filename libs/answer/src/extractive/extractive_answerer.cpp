#include <algorithm>
#include <utility>

#include "../evidence/answerability.h"
#include "../evidence/evidence.h"
#include "../evidence/key_choice.h"
#include "../evidence/newest_first.h"
#include "../evidence/pair_reading.h"
#include "../evidence/sentence_ranker.h"
#include "../question/question_reading.h"
#include "../refusal.h"
#include "../tables/column_choice.h"
#include "../tables/row_choice.h"
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
      const PairScores scores = Read(question.text, evidence, chances);
      chosen = ChooseCandidates(
          evidence, Liked(reading, evidence, WithPairScores(evidence, chances, scores)));
      if (const auto named = ChooseKeyValue(analyzer_, reading, evidence, chosen.front())) {
        chosen = {*named};
      }
      const RowChoice rows = ChooseRows(analyzer_, reading, evidence, chosen.front());
      if (!rows.candidates.empty()) chosen = rows.candidates;
      answer.answerability =
          WithPairScore(Answerability(reading, evidence, sentences, chances, chosen.front()),
                        scores[chosen.front()]);
      WY_TRY(const bool sure, IsSure(rows, evidence, request, asker));
      if (sure) answer.answerability = std::max(answer.answerability, kSureOfACell);
      const bool doubts = answer.answerability < Threshold(question, evidence, chosen.front());
      if (!sure && (doubts || evidence.candidates[chosen.front()].row)) {
        column = ChooseColumn(analyzer_, reading, evidence);
        if (!column.candidates.empty()) {
          chosen = column.candidates;
          answer.answerability = std::max(answer.answerability, kSureOfACell);
        }
      }
    }
    answer.refused =
        chosen.empty() || answer.answerability < Threshold(question, evidence, chosen.front());
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
  [[nodiscard]] PairScores Read(const std::string& question, const Evidence& evidence,
                                const std::vector<double>& chances) const {
    if (reader_.model == nullptr) return PairScores(chances.size());
    return ReadPairs(*reader_.model, question, evidence, chances, Deadline::After(reader_.time));
  }

  // A report names its company on the first page, not in each table: whether the names that the
  // table lacks stand elsewhere in the same document.
  [[nodiscard]] Result<bool> IsSure(const RowChoice& rows, const Evidence& evidence,
                                    search::SearchRequest request,
                                    const access::Asker& asker) const {
    if (rows.missing.empty()) return rows.sure;
    const Candidate& row = evidence.candidates[rows.candidates.front()];
    for (const std::string& name : rows.missing) request.query += " +" + name;
    WY_TRY(const search::SearchResult named, searcher_.Search(request, asker));
    const std::string& document = evidence.passages[row.passage].hit->document.id;
    return std::any_of(named.hits.begin(), named.hits.end(),
                       [&document](const search::Hit& hit) { return hit.document.id == document; });
  }

  // Of the library of a candidate.
  [[nodiscard]] double Threshold(const Question& question, const Evidence& evidence,
                                 std::size_t candidate) const {
    if (question.threshold) return *question.threshold;
    const search::Hit& hit = *evidence.passages[evidence.candidates[candidate].passage].hit;
    const auto own = threshold_of_ ? threshold_of_(hit.library.number) : std::nullopt;
    return own.value_or(RefusalThreshold());
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
  return MakePartsAnswerer(
      analyzer, searcher,
      std::make_unique<ExtractiveAnswerer>(analyzer, searcher, std::move(threshold_of), reader));
}

}  // namespace wenyuan::answer
