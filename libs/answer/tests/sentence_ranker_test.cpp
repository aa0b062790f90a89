#include "evidence/sentence_ranker.h"

#include <gtest/gtest.h>

#include <numeric>

#include "fixtures.h"

namespace wenyuan::answer {
namespace {

TEST(RankSentences, ChancesAddUpToOne) {
  const std::vector<search::Hit> hits = {
      TextHit("a", "The pump is blue. It weighs nine kilograms. The lid is red."),
      TextHit("b", "Pumps are heavy. Nobody knows why.", 5)};
  const QuestionReading question = ReadQuestion(SharedAnalyzer(), "How much does the pump weigh?");
  const Evidence evidence = GatherEvidence(SharedAnalyzer(), question, hits);
  const auto chances = RankSentences(FeaturesOfSentences(question, evidence));
  ASSERT_EQ(chances.size(), 5U);
  EXPECT_NEAR(std::accumulate(chances.begin(), chances.end(), 0.0), 1, 1e-9);
  EXPECT_TRUE(RankSentences({}).empty());
}

TEST(GatherEvidence, FindsTheLongestRunOfTheQuestion) {
  const std::vector<search::Hit> hits = {TextHit("a", "差旅报销须在十日内。报销差旅要快。")};
  const QuestionReading question = ReadQuestion(SharedAnalyzer(), "差旅报销的期限？");
  const Evidence evidence = GatherEvidence(SharedAnalyzer(), question, hits);
  ASSERT_EQ(evidence.candidates.size(), 2U);
  EXPECT_EQ(evidence.candidates[0].run, 4U);
  EXPECT_EQ(evidence.candidates[1].run, 2U);
}

}  // namespace
}  // namespace wenyuan::answer
