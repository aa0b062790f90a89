#include "wenyuan/eval/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace wenyuan::eval {
namespace {

std::vector<Part> Ones(std::size_t ones, std::size_t zeros) {
  std::vector<Part> parts(ones, {1, 1});
  parts.insert(parts.end(), zeros, {0, 1});
  return parts;
}

TEST(Bootstrap, GivesTheSameIntervalForTheSameValuesEverywhere) {
  const Interval interval = Bootstrap(Ones(70, 30));
  EXPECT_DOUBLE_EQ(interval.low, Bootstrap(Ones(70, 30)).low);
  EXPECT_DOUBLE_EQ(interval.high, Bootstrap(Ones(70, 30)).high);
  // Fixed values: a stored report must not change with the compiler or its library.
  EXPECT_DOUBLE_EQ(interval.low, 0.61);
  EXPECT_DOUBLE_EQ(interval.high, 0.79);
}

TEST(Bootstrap, OfAShareIsAboutItsStandardErrorWide) {
  const Interval interval = Bootstrap(Ones(300, 100), {.resamples = 4000});
  const double standard_error = std::sqrt(0.75 * 0.25 / 400);
  EXPECT_NEAR(interval.low, 0.75 - 1.96 * standard_error, 0.006);
  EXPECT_NEAR(interval.high, 0.75 + 1.96 * standard_error, 0.006);
}

TEST(Bootstrap, HoldsTheTrueShareInAboutNineteenOfTwenty) {
  constexpr unsigned kSeed = 7;
  std::mt19937 random(kSeed);
  int held = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<Part> parts;
    for (int i = 0; i < 100; ++i) parts.push_back({random() % 10 < 7 ? 1.0 : 0.0, 1});
    const Interval interval = Bootstrap(parts, {.resamples = 300});
    held += interval.low <= 0.7 && 0.7 <= interval.high ? 1 : 0;
  }
  EXPECT_GT(held, 268) << "seed " << kSeed;
  EXPECT_LT(held, 298) << "seed " << kSeed;
}

TEST(Bootstrap, OfARatioWeighsQuestionsByTheirWholes) {
  // One question with nine right of ten citations, nine with one wrong citation each.
  std::vector<Part> parts(9, {0, 1});
  parts.push_back({9, 10});
  EXPECT_DOUBLE_EQ(Ratio(parts), 9.0 / 19);
  const Interval interval = Bootstrap(parts);
  EXPECT_DOUBLE_EQ(interval.low, 0);
  EXPECT_GT(interval.high, 0.6);
}

TEST(Bootstrap, KnowsNothingOfFewerThanTwoQuestions) {
  EXPECT_DOUBLE_EQ(Bootstrap({}).low, 0);
  EXPECT_DOUBLE_EQ(Bootstrap(Ones(1, 0)).low, 0);
  EXPECT_DOUBLE_EQ(Bootstrap(Ones(1, 0)).high, 1);
  EXPECT_DOUBLE_EQ(Ratio({}), 0);
}

}  // namespace
}  // namespace wenyuan::eval
