#include "evidence/word_coverage.h"

#include <gtest/gtest.h>

#include <cmath>

#include "fixtures.h"

namespace wenyuan::answer {
namespace {

// How much of the question's words a single passage has.
double Share(WordCoverage::Of of, const std::string& question, const std::string& text) {
  const QuestionReading reading = ReadQuestion(SharedAnalyzer(), question);
  const std::vector<search::Hit> hits = {TextHit("", text)};
  const Evidence evidence = GatherEvidence(SharedAnalyzer(), reading, hits);
  return WordCoverage(reading, evidence).Share(of, evidence.passages.at(0).has);
}

std::size_t Kinds(const std::string& question) {
  std::size_t kinds = 0;
  for (const QuestionWord& word : ReadQuestion(SharedAnalyzer(), question).words) {
    if (word.kind) ++kinds;
  }
  return kinds;
}

TEST(WordCoverage, CountsWholeWordsAndNoPairAcrossThem) {
  EXPECT_DOUBLE_EQ(Share(WordCoverage::Of::kAll, "管理员密码多久更换？", "密码由管理员更换。"), 1);
  EXPECT_LT(Share(WordCoverage::Of::kAll, "管理员密码多久更换？", "密码由员工更换。"), 1);
}

TEST(WordCoverage, LeavesOutTheKindOfThingThatIsAskedFor) {
  EXPECT_EQ(Kinds("该公司总部位于哪个国家？"), 1U);
  EXPECT_EQ(Kinds("In which country is the head office?"), 1U);
  EXPECT_EQ(Kinds("什么是年假？"), 0U);
  EXPECT_DOUBLE_EQ(Share(WordCoverage::Of::kBody, "总部位于哪个国家？", "总部位于荷兰。"), 1);
  EXPECT_LT(Share(WordCoverage::Of::kAll, "总部位于哪个国家？", "总部位于荷兰。"), 1);
}

TEST(WordCoverage, IsNoNumberWhereThereIsNoWord) {
  EXPECT_TRUE(std::isnan(Share(WordCoverage::Of::kAll, "为什么？", "总部位于荷兰。")));
}

}  // namespace
}  // namespace wenyuan::answer
