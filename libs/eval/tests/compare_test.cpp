#include "wenyuan/eval/compare.h"

#include <gtest/gtest.h>

namespace wenyuan::eval {
namespace {

// `won` questions go from 0 to 1, `lost` from 1 to 0, `same` stay at 1.
Difference Changed(std::size_t won, std::size_t lost, std::size_t same) {
  std::vector<double> before(won, 0);
  std::vector<double> after(won, 1);
  before.insert(before.end(), lost, 1);
  after.insert(after.end(), lost, 0);
  before.insert(before.end(), same, 1);
  after.insert(after.end(), same, 1);
  return PairedDifference(before, after);
}

TEST(PairedDifference, IsTheExactSignTestForTwoValuedMeasures) {
  // Two-sided binomial: 2 · Σ C(n, k) / 2^n over the smaller tail.
  EXPECT_DOUBLE_EQ(Changed(0, 6, 50).p_value, 2.0 / 64);
  EXPECT_DOUBLE_EQ(Changed(1, 7, 50).p_value, 2.0 * 9 / 256);
  EXPECT_DOUBLE_EQ(Changed(4, 4, 0).p_value, 1);
  EXPECT_DOUBLE_EQ(Changed(0, 0, 9).p_value, 1);
}

TEST(PairedDifference, DrawsSignsWhereThereAreTooManyToCount) {
  // 20 lost, 5 won: the exact value is 2 · Σ C(25, 0…5) / 2^25 = .00408.
  EXPECT_NEAR(Changed(5, 20, 0).p_value, 0.00408, 0.002);
  EXPECT_NEAR(Changed(20, 20, 100).p_value, 1, 1e-9);
  EXPECT_GT(Changed(0, 200, 0).p_value, 0);
}

TEST(PairedDifference, WeighsBySize) {
  // Many small gains and one large loss of the same sum are alike.
  std::vector<double> before(10, 0);
  std::vector<double> after(10, 0.1);
  before.push_back(1);
  after.push_back(0);
  const Difference difference = PairedDifference(before, after);
  EXPECT_NEAR(difference.difference, 0, 1e-12);
  EXPECT_GT(difference.p_value, 0.9);
  EXPECT_EQ(difference.won, 10U);
  EXPECT_EQ(difference.lost, 1U);
}

TEST(PairedDifference, HasAnIntervalAroundTheDifference) {
  const Difference difference = Changed(30, 10, 60);
  EXPECT_DOUBLE_EQ(difference.difference, 0.2);
  EXPECT_DOUBLE_EQ(difference.before, 0.7);
  EXPECT_DOUBLE_EQ(difference.after, 0.9);
  EXPECT_GT(difference.interval.low, 0.05);
  EXPECT_LT(difference.interval.high, 0.35);
  EXPECT_DOUBLE_EQ(difference.interval.low, Changed(30, 10, 60).interval.low);
}

TEST(CompareOn, TakesOnlyQuestionsThatBothListsJudge) {
  const Results before = {{"a", {{"hit@1", 1}}}, {"b", {{"hit@1", 1}}}, {"c", {{"refusal", 1}}}};
  const Results after = {{"a", {{"hit@1", 0}}}, {"c", {{"refusal", 1}}}, {"d", {{"hit@1", 1}}}};
  const Difference difference = CompareOn("hit@1", before, after);
  EXPECT_EQ(difference.pairs, 1U);
  EXPECT_DOUBLE_EQ(difference.difference, -1);
  EXPECT_EQ(CompareOn("refusal", before, after).pairs, 1U);
  EXPECT_EQ(CompareOn("mrr@10", before, after).pairs, 0U);
}

TEST(EstimateOf, CountsTheQuestionsThatHaveTheMeasure) {
  const Results results = {{"a", {{"hit@1", 1}}}, {"b", {{"hit@1", 0}}}, {"c", {}}};
  const Estimate estimate = EstimateOf(results, "hit@1");
  EXPECT_EQ(estimate.questions, 2U);
  EXPECT_DOUBLE_EQ(estimate.value, 0.5);
}

}  // namespace
}  // namespace wenyuan::eval
