#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/eval/collection.h"
#include "wenyuan/eval/interval.h"

namespace wenyuan::eval {

// What was retrieved for one query, best first. A document that comes again counts where it came
// first, so the passages of a document may be given as they were found.
struct Ranked {
  std::string document;
  double score = 0;
};
using Ranking = std::vector<Ranked>;
using Run = std::map<std::string, Ranking>;       // by query id
using Judgments = std::map<std::string, Grades>;  // by query id

// Means over all judged queries, as trec_eval and ir-measures define them; a judged query that the
// run lacks, or that has no relevant document, counts 0. Relevant: grade 1 or more.
struct RetrievalScores {
  std::size_t queries = 0;
  double hit_at_1 = 0;       // Success@1
  double hit_at_5 = 0;       // Success@5
  double mrr_at_10 = 0;      // RR@10: 1 / rank of the first relevant document
  double ndcg_at_10 = 0;     // nDCG@10: gain = grade, discount 1 / log2(rank + 1)
  double recall_at_100 = 0;  // R@100
};

RetrievalScores Score(const Run& run, const Judgments& judgments);

// The same of one query (`queries` is 1), of which Score() is the mean.
RetrievalScores ScoreQuery(const Ranking& ranking, const Grades& judged);

// How sure the means of Score() are, by bootstrap over the queries.
struct RetrievalIntervals {
  Interval hit_at_1;
  Interval hit_at_5;
  Interval mrr_at_10;
  Interval ndcg_at_10;
  Interval recall_at_100;
};
RetrievalIntervals Intervals(const Run& run, const Judgments& judgments,
                             const BootstrapOptions& options = {});

// "query Q0 document rank score tag" lines, which trec_eval and ir-measures read. They sort by
// score in single precision and ties by name, so scores are lowered by the least amount that keeps
// the order given here. Ids must not hold white space: kInvalidArgument.
Result<void> WriteTrecRun(const Run& run, const std::string& tag,
                          const std::filesystem::path& path);
// "query 0 document grade" lines.
Result<void> WriteTrecJudgments(const Judgments& judgments, const std::filesystem::path& path);

}  // namespace wenyuan::eval
