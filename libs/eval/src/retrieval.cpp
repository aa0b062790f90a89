#include "wenyuan/eval/retrieval.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace wenyuan::eval {
namespace {

// The grades of the first documents, each document once; 0 where it is not judged.
std::vector<int> GradesInOrder(const Ranking& ranking, const Grades& grades, std::size_t most) {
  std::vector<int> found;
  std::set<std::string_view> seen;
  for (const Ranked& ranked : ranking) {
    if (found.size() == most) break;
    if (!seen.insert(ranked.document).second) continue;
    const auto grade = grades.find(ranked.document);
    found.push_back(grade == grades.end() ? 0 : grade->second);
  }
  return found;
}

double Gain(const std::vector<int>& grades, std::size_t most) {
  double gain = 0;
  for (std::size_t i = 0; i < std::min(most, grades.size()); ++i) {
    if (grades[i] > 0) gain += grades[i] / std::log2(static_cast<double>(i) + 2);
  }
  return gain;
}

}  // namespace

RetrievalScores ScoreQuery(const Ranking& ranking, const Grades& judged) {
  RetrievalScores scores;
  scores.queries = 1;
  const std::vector<int> found = GradesInOrder(ranking, judged, 100);
  std::vector<int> ideal;
  for (const auto& [document, grade] : judged) {
    if (grade > 0) ideal.push_back(grade);
  }
  if (ideal.empty()) return scores;
  std::sort(ideal.begin(), ideal.end(), std::greater<>());
  const auto is_relevant = [](int grade) { return grade > 0; };
  const auto first = static_cast<std::size_t>(
      std::find_if(found.begin(), found.end(), is_relevant) - found.begin());
  if (first < found.size()) {
    if (first < 1) scores.hit_at_1 = 1;
    if (first < 5) scores.hit_at_5 = 1;
    if (first < 10) scores.mrr_at_10 = 1 / static_cast<double>(first + 1);
  }
  scores.ndcg_at_10 = Gain(found, 10) / Gain(ideal, 10);
  scores.recall_at_100 =
      static_cast<double>(std::count_if(found.begin(), found.end(), is_relevant)) /
      static_cast<double>(ideal.size());
  return scores;
}

RetrievalIntervals Intervals(const Run& run, const Judgments& judgments,
                             const BootstrapOptions& options) {
  std::vector<RetrievalScores> all;
  for (const auto& [query, judged] : judgments) {
    const auto ranking = run.find(query);
    all.push_back(ScoreQuery(ranking == run.end() ? Ranking() : ranking->second, judged));
  }
  const auto of = [&](double RetrievalScores::*measure) {
    std::vector<Part> parts;
    for (const RetrievalScores& one : all) parts.push_back({one.*measure, 1});
    return Bootstrap(parts, options);
  };
  return {of(&RetrievalScores::hit_at_1), of(&RetrievalScores::hit_at_5),
          of(&RetrievalScores::mrr_at_10), of(&RetrievalScores::ndcg_at_10),
          of(&RetrievalScores::recall_at_100)};
}

RetrievalScores Score(const Run& run, const Judgments& judgments) {
  RetrievalScores scores;
  for (const auto& [query, judged] : judgments) {
    const auto ranking = run.find(query);
    const RetrievalScores one =
        ScoreQuery(ranking == run.end() ? Ranking() : ranking->second, judged);
    ++scores.queries;
    scores.hit_at_1 += one.hit_at_1;
    scores.hit_at_5 += one.hit_at_5;
    scores.mrr_at_10 += one.mrr_at_10;
    scores.ndcg_at_10 += one.ndcg_at_10;
    scores.recall_at_100 += one.recall_at_100;
  }
  if (scores.queries == 0) return scores;
  const auto count = static_cast<double>(scores.queries);
  for (double* const sum : {&scores.hit_at_1, &scores.hit_at_5, &scores.mrr_at_10,
                            &scores.ndcg_at_10, &scores.recall_at_100}) {
    *sum /= count;
  }
  return scores;
}

}  // namespace wenyuan::eval
