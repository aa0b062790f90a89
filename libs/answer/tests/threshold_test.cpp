#include "wenyuan/answer/threshold.h"

#include <gtest/gtest.h>

#include <vector>

namespace wenyuan::answer {
namespace {

// So many questions of each kind, their chances spread evenly over [low, high).
std::vector<JudgedChance> Spread(std::size_t count, double low_true, double high_true,
                                 double low_false, double high_false) {
  std::vector<JudgedChance> judged;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(count);
    judged.push_back({low_true + (high_true - low_true) * share, true});
    judged.push_back({low_false + (high_false - low_false) * share, false});
  }
  return judged;
}

TEST(TuneThreshold, LiesBetweenWhatIsAnswerableAndWhatIsNot) {
  const auto judged = Spread(50, 0.2, 0.9, 0.0, 0.15);
  const TunedThreshold tuned = TuneThreshold(judged, 0.5);
  EXPECT_TRUE(tuned.own);
  EXPECT_GT(tuned.threshold, 0.14);
  EXPECT_LE(tuned.threshold, 0.2);
  EXPECT_EQ(tuned.false_refusals, 0);
  EXPECT_EQ(tuned.false_answers, 0);
}

TEST(TuneThreshold, OfEqualsTakesTheNearestToTheOneThatIs) {
  const auto judged = Spread(50, 0.6, 0.9, 0.0, 0.2);
  EXPECT_NEAR(TuneThreshold(judged, 0.95).threshold, 0.6, 1e-9);
}

TEST(TuneThreshold, StaysWhereFewQuestionsSaySo) {
  const auto judged = Spread(kFewestJudged - 1, 0.2, 0.9, 0.0, 0.15);
  const TunedThreshold tuned = TuneThreshold(judged, 0.5);
  EXPECT_FALSE(tuned.own);
  EXPECT_EQ(tuned.threshold, 0.5);
  EXPECT_GT(tuned.false_refusals, 0.3);
}

TEST(TuneThreshold, StaysWhereAnotherIsBetterByChanceAlone) {
  auto judged = Spread(50, 0.5, 0.9, 0.0, 0.5);
  judged.push_back({0.49, true});
  const TunedThreshold tuned = TuneThreshold(judged, 0.5);
  EXPECT_FALSE(tuned.own);
  EXPECT_EQ(tuned.threshold, 0.5);
}

TEST(TuneThreshold, OfNothingIsTheOneThatIs) { EXPECT_EQ(TuneThreshold({}, 0.4).threshold, 0.4); }

}  // namespace
}  // namespace wenyuan::answer
