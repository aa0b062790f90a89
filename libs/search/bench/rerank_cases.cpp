#include "rerank_cases.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <set>

#include "rank/rerank_features.h"
#include "wenyuan/eval/answers.h"

namespace wenyuan::search {
namespace {

struct Measures {
  double hit = 0;     // the first is of a relevant document
  double answer = 0;  // the first holds a gold answer
  double reciprocal = 0;
  double ndcg = 0;  // at 10
};

// As eval::Score has them, for one question.
Measures MeasuresOf(const RerankCase& one, const std::vector<std::size_t>& order) {
  Measures measures;
  std::set<std::string> seen;
  double gain = 0;
  for (const std::size_t place : order) {
    if (!seen.insert(one.documents[place]).second) continue;
    const std::size_t rank = seen.size();
    if (rank > 10) break;
    if (one.grades[place] <= 0) continue;
    if (rank == 1) measures.hit = 1;
    if (measures.reciprocal == 0) measures.reciprocal = 1 / static_cast<double>(rank);
    gain += one.grades[place] / std::log2(static_cast<double>(rank) + 1);
  }
  if (!order.empty() && one.has_answer[order.front()]) measures.answer = 1;
  std::vector<int> ideal;
  for (const auto& [document, grade] : one.relevant) ideal.push_back(std::max(grade, 0));
  std::sort(ideal.rbegin(), ideal.rend());
  double best = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(ideal.size(), 10); ++i) {
    best += ideal[i] / std::log2(static_cast<double>(i) + 2);
  }
  measures.ndcg = best > 0 ? gain / best : 0;
  return measures;
}

struct Pairs {
  std::vector<double> before;
  std::vector<double> after;

  void Print(const char* name) const {
    const auto count = static_cast<double>(before.size());
    const double old_mean = std::accumulate(before.begin(), before.end(), 0.0) / count;
    const double new_mean = std::accumulate(after.begin(), after.end(), 0.0) / count;
    double squares = 0;
    std::size_t better = 0;
    std::size_t worse = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      const double difference = after[i] - before[i] - (new_mean - old_mean);
      squares += difference * difference;
      if (after[i] > before[i]) ++better;
      if (after[i] < before[i]) ++worse;
    }
    const double half = count > 1 ? 1.96 * std::sqrt(squares / (count - 1) / count) : 0;
    std::printf("  %s %.4f %.4f %+.4f±%.4f (%zu/%zu)", name, old_mean, new_mean,
                new_mean - old_mean, half, better, worse);
  }
};

}  // namespace

Result<std::vector<RerankCase>> CasesOf(const text::Analyzer& analyzer, const Pool& pool,
                                        std::size_t depth) {
  std::vector<RerankCase> cases;
  for (const eval::JudgedQuery& query : pool.queries()) {
    if (query.relevant.empty()) continue;
    const text::AnalyzedQuery analyzed = analyzer.Query(query.text);
    WY_TRY(const std::vector<Hit> hits, pool.Find(analyzed, depth));
    if (hits.empty()) continue;
    RerankCase& one = cases.emplace_back();
    one.set = query.id.substr(0, query.id.find('/'));
    one.development = Pool::ForDevelopment(query.relevant.begin()->first);
    one.relevant = query.relevant;
    one.identifiers = !analyzed.preferred.empty() || !analyzed.must.empty();
    for (const RerankFeatures& row : FeaturesOfHits(analyzer, query.text, analyzed, hits)) {
      one.rows.emplace_back(row.begin(), row.end());
    }
    for (const Hit& hit : hits) {
      const auto grade = query.relevant.find(hit.document.id);
      one.documents.push_back(hit.document.id);
      one.grades.push_back(grade == query.relevant.end() ? 0 : grade->second);
      one.has_answer.push_back(one.grades.back() > 0 &&
                               std::any_of(query.answers.begin(), query.answers.end(),
                                           [&hit](const std::string& answer) {
                                             return eval::Contains(hit.chunk.text, answer);
                                           }));
    }
  }
  return cases;
}

std::vector<RankedGroup> GroupsOf(const std::vector<RerankCase>& cases,
                                  const std::vector<std::string>& sets) {
  std::map<std::string, double> counts;
  const auto used = [&sets](const RerankCase& one) {
    return one.development && !one.identifiers &&
           std::find(sets.begin(), sets.end(), one.set) != sets.end() &&
           std::any_of(one.grades.begin(), one.grades.end(), [](int grade) { return grade > 0; });
  };
  for (const RerankCase& one : cases) {
    if (used(one)) ++counts[one.set];
  }
  double total = 0;
  // By the square root: large sets still count for more, because they know more.
  for (auto& [set, count] : counts) total += std::sqrt(count);
  double questions = 0;
  for (const auto& [set, count] : counts) questions += count;
  std::vector<RankedGroup> groups;
  for (const RerankCase& one : cases) {
    if (!used(one)) continue;
    RankedGroup& group = groups.emplace_back();
    group.rows = one.rows;
    // Where the passage with the answer is known, the others of its document are no better than
    // those of other documents.
    const bool passage_known =
        std::find(one.has_answer.begin(), one.has_answer.end(), true) != one.has_answer.end();
    for (std::size_t i = 0; i < one.grades.size(); ++i) {
      const bool right = passage_known ? one.has_answer[i] : one.grades[i] > 0;
      group.grades.push_back(right ? 1.F : 0.F);
    }
    group.weight =
        static_cast<float>(questions / total * std::sqrt(counts[one.set]) / counts[one.set]);
  }
  return groups;
}

void PrintComparison(const std::vector<RerankCase>& cases, const std::string& set,
                     const std::string& label, const ScoreRows& score) {
  Pairs hit;
  Pairs answer;
  Pairs reciprocal;
  Pairs ndcg;
  for (const RerankCase& one : cases) {
    if (one.set != set || one.development) continue;
    std::vector<std::size_t> order(one.rows.size());
    std::iota(order.begin(), order.end(), 0U);
    const Measures before = MeasuresOf(one, order);
    if (!one.identifiers) {
      const std::vector<float> scores = score(one.rows);
      std::stable_sort(order.begin(), order.end(), [&scores](std::size_t left, std::size_t right) {
        return scores[left] > scores[right];
      });
    }
    const Measures after = MeasuresOf(one, order);
    hit.before.push_back(before.hit);
    hit.after.push_back(after.hit);
    reciprocal.before.push_back(before.reciprocal);
    reciprocal.after.push_back(after.reciprocal);
    ndcg.before.push_back(before.ndcg);
    ndcg.after.push_back(after.ndcg);
    if (std::find(one.has_answer.begin(), one.has_answer.end(), true) == one.has_answer.end()) {
      continue;
    }
    answer.before.push_back(before.answer);
    answer.after.push_back(after.answer);
  }
  if (hit.before.empty()) return;
  std::printf("%-13s %-8s %5zu", set.c_str(), label.c_str(), hit.before.size());
  hit.Print("hit@1");
  reciprocal.Print("MRR");
  ndcg.Print("nDCG");
  if (!answer.before.empty()) answer.Print("passage");
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace wenyuan::search
