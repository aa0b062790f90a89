#include "wenyuan/quality/evaluator.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "judged_answer.h"
#include "wenyuan/eval/answers.h"
#include "wenyuan/eval/retrieval.h"

namespace wenyuan::quality {
namespace {

constexpr std::size_t kRecallDocuments = 100;  // recall@100 …
constexpr std::size_t kRecallPassages = 300;   // … needs more passages than documents
constexpr std::size_t kPassages = 5;
constexpr std::size_t kKeptDocuments = 10;

std::string KeyOf(store::DocumentNumber document) { return std::to_string(document); }

std::int64_t Micros(std::chrono::steady_clock::duration duration) {
  return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

std::string ChunkId(const search::Hit& hit) {
  return hit.document.id + "." + std::to_string(hit.revision) + "." +
         std::to_string(hit.chunk.number);
}

bool IsThere(const search::Hit& hit, const store::ExpectedDocument& wanted) {
  if (hit.document.number != wanted.document || wanted.grade <= 0) return false;
  // A passage's number holds for one revision; the page outlives it.
  if (wanted.page != 0) return hit.chunk.page == wanted.page;
  return !wanted.chunk_id.empty() && ChunkId(hit) == wanted.chunk_id;
}

void ScoreHits(const store::Question& question, const std::vector<search::Hit>& hits,
               store::QuestionResult& result) {
  eval::Ranking ranking;
  std::set<store::DocumentNumber> seen;
  const auto show = [&](store::DocumentNumber document, double score) {
    if (ranking.size() == kRecallDocuments || !seen.insert(document).second) return;
    ranking.push_back({KeyOf(document), score});
    if (result.documents.size() < kKeptDocuments) result.documents.push_back(document);
  };
  for (const search::Hit& hit : hits) {
    show(hit.document.number, hit.score);
    // A hit names the documents that say nearly the same, so its reader sees them with it.
    for (const search::Alike& alike : hit.alike) show(alike.document, hit.score);
  }
  eval::Grades grades;
  bool names_place = false;
  for (const store::ExpectedDocument& one : question.expected) {
    int& grade = grades[KeyOf(one.document)];
    grade = std::max(grade, static_cast<int>(one.grade));
    names_place = names_place || (one.grade > 0 && (one.page != 0 || !one.chunk_id.empty()));
  }
  if (std::none_of(grades.begin(), grades.end(), [](const auto& one) { return one.second > 0; })) {
    return;
  }
  const eval::RetrievalScores scores = eval::ScoreQuery(ranking, grades);
  result.measures["hit@1"] = scores.hit_at_1;
  result.measures["hit@5"] = scores.hit_at_5;
  result.measures["mrr@10"] = scores.mrr_at_10;
  result.measures["ndcg@10"] = scores.ndcg_at_10;
  result.measures["recall@100"] = scores.recall_at_100;
  if (!names_place) return;
  const auto end = hits.begin() + static_cast<std::ptrdiff_t>(std::min(kPassages, hits.size()));
  const bool hit = std::any_of(hits.begin(), end, [&](const search::Hit& one) {
    return std::any_of(question.expected.begin(), question.expected.end(),
                       [&](const auto& wanted) { return IsThere(one, wanted); });
  });
  result.measures["passage_hit@5"] = hit ? 1 : 0;
}

Result<void> Search(const store::Question& question, const Engines& engines,
                    const access::Asker& asker, const std::string& library_id,
                    Evaluated& evaluated) {
  search::SearchRequest request;
  request.query = question.text;
  request.libraries = {library_id};
  // First as a person asks it, for the time; then deeper, for the measures.
  const auto start = engines.clock.Steady();
  const auto asked = engines.searcher.Search(request, asker);
  evaluated.result.search_micros = Micros(engines.clock.Steady() - start);
  if (!asked && asked.error().code != ErrorCode::kInvalidArgument) return asked.error();
  std::vector<search::Hit> hits;
  if (asked) {
    evaluated.meaning = asked->meaning.state;
    request.k = kRecallPassages;
    WY_TRY(search::SearchResult deeper, engines.searcher.Search(request, asker));
    hits = std::move(deeper.hits);
  }
  ScoreHits(question, hits, evaluated.result);
  return {};
}

Result<void> Answer(const store::Question& question, const Engines& engines,
                    const access::Asker& asker, const std::string& library_id,
                    store::QuestionResult& result) {
  answer::Question asked;
  asked.text = question.text;
  asked.scope.libraries = {library_id};
  const auto start = engines.clock.Steady();
  std::int64_t first = 0;  // until anything could be read
  std::int64_t first_sentence = 0;
  const auto note = [&](std::int64_t& when) {
    if (when == 0) when = std::max<std::int64_t>(1, Micros(engines.clock.Steady() - start));
  };
  answer::AnswerEvents events;
  events.on_thinking = [&](std::string_view) {
    note(first);
    return true;
  };
  events.on_sentence = [&](const answer::Sentence&) {
    note(first);
    note(first_sentence);
    return true;
  };
  const auto answer = engines.answerer->Ask(asked, asker, events);
  result.answer_micros = std::max<std::int64_t>(1, Micros(engines.clock.Steady() - start));
  if (!answer && answer.error().code != ErrorCode::kInvalidArgument) return answer.error();
  result.refused = !answer || answer->refused;
  answer::Answer none;
  none.refused = true;
  const answer::Answer& given = answer ? *answer : none;
  result.measures.merge(eval::MeasureAnswer(Judge(question, given)));
  result.answer = Shown(given);
  if (first != 0) result.measures["first_ms"] = static_cast<double>(first) / 1000;
  if (first_sentence != 0) {
    result.measures["first_sentence_ms"] = static_cast<double>(first_sentence) / 1000;
  }
  return {};
}

}  // namespace

Result<Evaluated> Evaluate(const store::Question& question, const Engines& engines,
                           const access::Asker& asker, const std::string& library_id) {
  Evaluated evaluated;
  evaluated.result.question = question.number;
  evaluated.result.version = question.version;
  WY_CHECK(Search(question, engines, asker, library_id, evaluated));
  if (engines.answerer != nullptr) {
    WY_CHECK(Answer(question, engines, asker, library_id, evaluated.result));
  }
  return evaluated;
}

}  // namespace wenyuan::quality
