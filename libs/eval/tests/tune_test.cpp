#include "wenyuan/eval/tune.h"

#include <gtest/gtest.h>

#include <random>

namespace wenyuan::eval {
namespace {

using Choice = TunedWeight::Choice;

constexpr double kGrid[] = {0, 0.1, 0.25, 0.5, 1, 2, 4};

// The right document r and a wrong one w, with what each leg gives them.
TuningQuestion Question(double right_dense, double right_coverage, double wrong_dense,
                        double wrong_coverage) {
  return {{{"w", wrong_dense, wrong_coverage}, {"r", right_dense, right_coverage}}, {{"r", 1}}};
}

TEST(TuneOneWeight, KeepsTheDefaultWithFewQuestions) {
  const std::vector<TuningQuestion> questions(29, Question(0, 1, 1, 0));
  const TunedWeight tuned = TuneOneWeight(questions, kGrid, {.default_weight = 0.5});
  EXPECT_EQ(tuned.choice, Choice::kDefault);
  EXPECT_DOUBLE_EQ(tuned.weight, 0.5);
  EXPECT_EQ(tuned.questions, 29U);
}

TEST(TuneOneWeight, DoesNotCountQuestionsWithoutARelevantDocument) {
  std::vector<TuningQuestion> questions(29, Question(0, 1, 1, 0));
  questions.resize(60);
  EXPECT_EQ(TuneOneWeight(questions, kGrid).choice, Choice::kDefault);
}

TEST(TuneOneWeight, FindsTheWeightThatBothKindsOfQuestionsNeed) {
  // The first kind needs r > .6, the second r < 1.5.
  std::vector<TuningQuestion> questions(20, Question(0.4, 1, 1, 0));
  questions.insert(questions.end(), 20, Question(0.9, 0.2, 0, 0.8));
  const TunedWeight tuned = TuneOneWeight(questions, kGrid, {.default_weight = 0.25});
  EXPECT_EQ(tuned.choice, Choice::kWeight);
  EXPECT_DOUBLE_EQ(tuned.weight, 1);
  EXPECT_DOUBLE_EQ(tuned.hit_at_1, 1);
  EXPECT_DOUBLE_EQ(tuned.default_hit_at_1, 0.5);
}

TEST(TuneOneWeight, StaysAtTheDefaultWhenNothingIsBetter) {
  const std::vector<TuningQuestion> questions(40, Question(1, 1, 0, 0));
  const TunedWeight tuned = TuneOneWeight(questions, kGrid, {.default_weight = 0.3});
  EXPECT_EQ(tuned.choice, Choice::kWeight);
  EXPECT_DOUBLE_EQ(tuned.weight, 0.3);
}

TEST(TuneOneWeight, TakesTheBetterLegWhereNoWeightHoldsTheGuard) {
  // Words alone are right, and meaning outweighs them at every weight of the grid.
  const std::vector<TuningQuestion> words(40, Question(0, 0.1, 1, 0));
  const TunedWeight keywords = TuneOneWeight(words, kGrid);
  EXPECT_EQ(keywords.choice, Choice::kKeywordsOnly);
  EXPECT_DOUBLE_EQ(keywords.hit_at_1, 1);
  // The other way round, with a grid that has no 0.
  const std::vector<TuningQuestion> meaning(40, Question(0.1, 0, 0, 1));
  const std::vector<double> large = {1, 2};
  const TunedWeight dense = TuneOneWeight(meaning, large);
  EXPECT_EQ(dense.choice, Choice::kDenseOnly);
  EXPECT_DOUBLE_EQ(dense.weight, 0);
}

TEST(TuneOneWeight, IsNeverMoreThanTheGuardBelowTheBetterLeg) {
  constexpr unsigned kSeed = 99;
  std::mt19937 random(kSeed);
  std::uniform_real_distribution<double> score(0, 1);
  for (int round = 0; round < 200; ++round) {
    std::vector<TuningQuestion> questions;
    for (int i = 0; i < 40; ++i) {
      TuningQuestion& question = questions.emplace_back();
      for (int d = 0; d < 5; ++d) {
        question.candidates.push_back({std::to_string(d), score(random), score(random)});
      }
      question.relevant[std::to_string(random() % 5)] = 1;
    }
    const std::vector<double> grid = {score(random), score(random) * 3};
    const TunedWeight tuned = TuneOneWeight(questions, grid);
    ASSERT_GE(tuned.hit_at_1 + 0.005 + 1e-9,
              std::max(tuned.dense_hit_at_1, tuned.keywords_hit_at_1))
        << "seed " << kSeed << ", round " << round;
    ASSERT_GE(tuned.hit_at_1 + 1e-9, tuned.default_hit_at_1);
  }
}

}  // namespace
}  // namespace wenyuan::eval
