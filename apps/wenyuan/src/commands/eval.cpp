#include <chrono>
#include <cmath>

#include "../json.h"
#include "commands.h"
#include "eval_house.h"
#include "wenyuan/eval/answers.h"
#include "wenyuan/eval/percentile.h"
#include "wenyuan/eval/retrieval.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kRecallDocuments = 100;  // recall@100 …
constexpr std::size_t kRecallPassages = 300;   // … needs more passages than documents
constexpr std::size_t kProgressEvery = 50;

access::Asker Operator() {
  access::Asker asker;
  asker.house_operator = true;
  return asker;
}

search::Mode ModeOf(const EvalOptions& options) {
  if (options.mode == "keywords") return search::Mode::kKeywords;
  return options.mode == "meaning" ? search::Mode::kMeaning : search::Mode::kHybrid;
}

double Milliseconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since)
      .count();
}

double Rounded(double value) { return std::round(value * 10'000) / 10'000; }

// The ends of a 95 % confidence interval.
json::array Ends(const eval::Interval& interval) {
  return {Rounded(interval.low), Rounded(interval.high)};
}

void ShowProgress(Terminal& terminal, std::size_t done, std::size_t all) {
  if (done % kProgressEvery == 0) {
    terminal.Progress(std::to_string(done) + "/" + std::to_string(all));
  }
}

int Print(Terminal& terminal, const json::object& scores) {
  if (terminal.json()) {
    terminal.Line(Pretty(scores));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, value] : scores) {
    if (name.ends_with("_ci")) continue;
    const json::value* const interval = scores.if_contains(std::string(name) + "_ci");
    const json::array* const ends = interval == nullptr ? nullptr : interval->if_array();
    rows.push_back(
        {std::string(name), Pretty(value),
         ends == nullptr ? "" : "[" + Pretty(ends->front()) + ", " + Pretty(ends->back()) + "]"});
  }
  std::string table = FormatTable(rows);
  table.pop_back();
  terminal.Line(table);
  return 0;
}

// Runs every question twice: as a person asks it, for the time; and deeper, for the measures.
Result<json::object> MeasureRetrieval(const Config& config, const EvalOptions& options,
                                      Terminal& terminal) {
  WY_TRY(const EvalHouse eval, OpenEvalHouse(config, options, terminal));
  eval::Run run;
  eval::Judgments judgments;
  std::vector<double> times;
  for (const eval::JudgedQuery& query : eval.queries) {
    search::SearchRequest request;
    request.query = query.text;
    request.mode = ModeOf(options);
    if (options.rerank) request.rerank = true;
    const auto start = std::chrono::steady_clock::now();
    WY_CHECK(eval.house->searcher().Search(request, Operator()));
    times.push_back(Milliseconds(start));
    request.k = kRecallPassages;
    WY_TRY(const search::SearchResult found, eval.house->searcher().Search(request, Operator()));
    eval::Ranking& ranking = run[query.id];
    std::map<std::string, bool> seen;
    const auto show = [&](const std::string& id, double score) {
      if (ranking.size() < kRecallDocuments && !std::exchange(seen[id], true)) {
        ranking.push_back({id, score});
      }
    };
    for (const search::Hit& hit : found.hits) {
      show(eval.id_of.at(hit.document.number), hit.score);
      // A hit names the documents that say nearly the same, so its reader sees them with it.
      for (const search::Alike& alike : hit.alike) {
        show(eval.id_of.at(alike.document), hit.score);
      }
    }
    judgments[query.id] = query.relevant;
    ShowProgress(terminal, times.size(), eval.queries.size());
  }
  terminal.EndProgress();
  if (!options.run_file.empty()) {
    WY_CHECK(eval::WriteTrecRun(run, "wenyuan", options.run_file));
    std::filesystem::path judgments_file = options.run_file;
    judgments_file += ".qrels";
    WY_CHECK(eval::WriteTrecJudgments(judgments, judgments_file));
  }
  const eval::RetrievalScores scores = eval::Score(run, judgments);
  const eval::RetrievalIntervals intervals = eval::Intervals(run, judgments);
  return json::object{{"queries", scores.queries},
                      {"documents", eval.id_of.size()},
                      {"hit@1", Rounded(scores.hit_at_1)},
                      {"hit@1_ci", Ends(intervals.hit_at_1)},
                      {"hit@5", Rounded(scores.hit_at_5)},
                      {"hit@5_ci", Ends(intervals.hit_at_5)},
                      {"mrr@10", Rounded(scores.mrr_at_10)},
                      {"mrr@10_ci", Ends(intervals.mrr_at_10)},
                      {"ndcg@10", Rounded(scores.ndcg_at_10)},
                      {"ndcg@10_ci", Ends(intervals.ndcg_at_10)},
                      {"recall@100", Rounded(scores.recall_at_100)},
                      {"recall@100_ci", Ends(intervals.recall_at_100)},
                      {"p50_ms", Rounded(eval::Percentile(times, 50))},
                      {"p99_ms", Rounded(eval::Percentile(times, 99))},
                      {"index_seconds", Rounded(eval.index_seconds)}};
}

Result<json::object> MeasureAnswers(const Config& config, const EvalOptions& options,
                                    Terminal& terminal) {
  WY_TRY(const EvalHouse eval, OpenEvalHouse(config, options, terminal));
  std::map<std::string, std::string> id_of_public;  // public document id → the collection's id
  for (const auto& [number, id] : eval.id_of) {
    WY_TRY(const store::Document document, eval.house->store().documents().Get(number));
    id_of_public[document.id] = id;
  }
  eval::AnswerScorer scorer;
  std::vector<double> times;
  for (const eval::JudgedQuery& query : eval.queries) {
    answer::Question question;
    question.text = query.text;
    question.scope.mode = ModeOf(options);
    if (options.without_gold) {
      for (const auto& [id, grade] : query.relevant) {
        const auto known = eval.number_of.find(id);
        if (grade > 0 && known != eval.number_of.end()) question.scope.without.add(known->second);
      }
    }
    const auto start = std::chrono::steady_clock::now();
    WY_TRY(const answer::Answer answer,
           eval.house->answerer().Ask(question, Operator(), [](const auto&) { return true; }));
    times.push_back(Milliseconds(start));
    eval::GivenAnswer given;
    given.refused = answer.refused;
    for (const answer::Sentence& sentence : answer.sentences) {
      eval::GivenAnswer::Sentence& one = given.sentences.emplace_back();
      one.text = sentence.text;
      for (const answer::Citation& citation : sentence.citations) {
        one.cited.push_back(id_of_public.at(citation.document_id));
      }
    }
    scorer.Add(query, given);
    ShowProgress(terminal, times.size(), eval.queries.size());
  }
  terminal.EndProgress();
  const eval::AnswerScores scores = scorer.Scores();
  const eval::AnswerIntervals intervals = scorer.Intervals();
  return json::object{{"queries", scores.queries},
                      {"answer_contains", Rounded(scores.answer_contains)},
                      {"answer_contains_ci", Ends(intervals.answer_contains)},
                      {"sentence_hit", Rounded(scores.sentence_hit)},
                      {"sentence_hit_ci", Ends(intervals.sentence_hit)},
                      {"refused", Rounded(scores.refused)},
                      {"refused_ci", Ends(intervals.refused)},
                      {"citation_precision", Rounded(scores.citation_precision)},
                      {"citation_precision_ci", Ends(intervals.citation_precision)},
                      {"citation_recall", Rounded(scores.citation_recall)},
                      {"citation_recall_ci", Ends(intervals.citation_recall)},
                      {"p50_ms", Rounded(eval::Percentile(times, 50))},
                      {"p99_ms", Rounded(eval::Percentile(times, 99))}};
}

}  // namespace

int RunEvalRetrieval(Session& session, const EvalOptions& options) {
  const auto scores = MeasureRetrieval(session.config(), options, session.terminal());
  if (!scores) return session.Fail(scores.error());
  return Print(session.terminal(), *scores);
}

int RunEvalAnswers(Session& session, const EvalOptions& options) {
  const auto scores = MeasureAnswers(session.config(), options, session.terminal());
  if (!scores) return session.Fail(scores.error());
  return Print(session.terminal(), *scores);
}

}  // namespace wenyuan::app
