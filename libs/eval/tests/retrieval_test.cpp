#include "wenyuan/eval/retrieval.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "wenyuan/base/files.h"
#include "wenyuan/base/testing/temporary_folder.h"

namespace wenyuan::eval {
namespace {

// tests/interop/ir_measures_check.py made the expected values from run.trec and qrels.trec.
constexpr const char* kData = "libs/eval/tests/data/";

Run ReadRanking() {
  Run run;
  std::ifstream file(std::string(kData) + "ranking.txt");
  std::string query;
  Ranked ranked;
  while (file >> query >> ranked.document >> ranked.score) run[query].push_back(ranked);
  return run;
}

Judgments ReadJudgments() {
  Judgments judgments;
  std::ifstream file(std::string(kData) + "qrels.trec");
  std::string query;
  std::string zero;
  std::string document;
  int grade = 0;
  while (file >> query >> zero >> document >> grade) judgments[query][document] = grade;
  return judgments;
}

std::string Read(const std::filesystem::path& path) {
  return *ReadAll(PosixFileSystem(), path, 1U << 20U);
}

TEST(RetrievalScores, AreThoseOfIrMeasures) {
  std::map<std::string, double> expected;
  std::ifstream file(std::string(kData) + "expected.txt");
  std::string name;
  double value = 0;
  while (file >> name >> value) expected[name] = value;
  ASSERT_EQ(expected.size(), 5U);
  const RetrievalScores scores = Score(ReadRanking(), ReadJudgments());
  EXPECT_EQ(scores.queries, 40U);
  EXPECT_NEAR(scores.hit_at_1, expected["Success@1"], 1e-6);
  EXPECT_NEAR(scores.hit_at_5, expected["Success@5"], 1e-6);
  EXPECT_NEAR(scores.mrr_at_10, expected["RR@10"], 1e-6);
  EXPECT_NEAR(scores.ndcg_at_10, expected["nDCG@10"], 1e-6);
  EXPECT_NEAR(scores.recall_at_100, expected["R@100"], 1e-6);
}

TEST(RetrievalScores, LieInTheirIntervals) {
  const RetrievalScores scores = Score(ReadRanking(), ReadJudgments());
  const RetrievalIntervals intervals = Intervals(ReadRanking(), ReadJudgments());
  EXPECT_LT(intervals.hit_at_1.low, scores.hit_at_1);
  EXPECT_GT(intervals.hit_at_1.high, scores.hit_at_1);
  EXPECT_LT(intervals.ndcg_at_10.low, scores.ndcg_at_10);
  EXPECT_GT(intervals.ndcg_at_10.high, scores.ndcg_at_10);
}

TEST(RetrievalScores, AreTheMeanOfThoseOfEachQuery) {
  const eval::Run run = ReadRanking();
  const Judgments judgments = ReadJudgments();
  double sum = 0;
  for (const auto& [query, judged] : judgments) {
    const auto found = run.find(query);  // some are not in the run: they count 0
    if (found != run.end()) sum += ScoreQuery(found->second, judged).ndcg_at_10;
  }
  EXPECT_NEAR(Score(run, judgments).ndcg_at_10, sum / static_cast<double>(judgments.size()), 1e-12);
}

TEST(RetrievalScores, APassageOfADocumentSeenBeforeTakesNoPlace) {
  const eval::Run run = {{"q", {{"a", 3}, {"a", 2}, {"a", 2}, {"b", 1}}}};
  const RetrievalScores scores = Score(run, {{"q", {{"b", 1}}}});
  EXPECT_DOUBLE_EQ(scores.mrr_at_10, 0.5);
}

TEST(RetrievalScores, OfNothingAreZero) { EXPECT_EQ(Score({}, {}).queries, 0U); }

TEST(TrecFiles, KeepTheOrderWhereScoresAreEqual) {
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(WriteTrecRun(ReadRanking(), "wenyuan", folder.path() / "run"));
  EXPECT_EQ(Read(folder.path() / "run"), Read(std::string(kData) + "run.trec"));
  ASSERT_TRUE(WriteTrecJudgments(ReadJudgments(), folder.path() / "qrels"));
  // The data file is in order of query as it was made, ours in order of name.
  Judgments back;
  std::istringstream text(Read(folder.path() / "qrels"));
  std::string query;
  std::string zero;
  std::string document;
  int grade = 0;
  while (text >> query >> zero >> document >> grade) back[query][document] = grade;
  EXPECT_EQ(back, ReadJudgments());
}

TEST(TrecFiles, RefuseAnIdWithABlank) {
  const testing::TemporaryFolder folder;
  const auto written = WriteTrecRun({{"q 1", {{"a", 1}}}}, "wenyuan", folder.path() / "run");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(written.error().message_zh.find("q 1"), std::string::npos);
}

TEST(TrecFiles, SayWhereTheyCannotBeWritten) {
  const auto written = WriteTrecRun({}, "wenyuan", "/nonexistent/folder/run");
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("/nonexistent/folder/run"), std::string::npos);
}

}  // namespace
}  // namespace wenyuan::eval
