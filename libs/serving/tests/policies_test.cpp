#include <gmock/gmock.h>
#include <sched.h>

#include <cmath>
#include <thread>

#include "draft_length.h"
#include "fair_order.h"
#include "load_meter.h"
#include "prompt_lookup.h"
#include "step_costs.h"

namespace wenyuan::serving {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PromptLookup, FindsWhatFollowedTheLastTokens) {
  PromptLookup lookup({1, 2, 3, 4, 5, 6});
  lookup.Append(2);
  lookup.Append(3);
  EXPECT_THAT(lookup.Draft(2), ElementsAre(4, 5));
  EXPECT_THAT(lookup.Draft(9), ElementsAre(4, 5, 6)) << "not over the end of what may be quoted";
}

TEST(PromptLookup, PrefersTheLongestMatchAndThenTheLatest) {
  PromptLookup lookup({7, 2, 3, 10, 1, 2, 3, 20, 8, 2, 3, 30});
  lookup.Append(1);
  lookup.Append(2);
  lookup.Append(3);
  EXPECT_THAT(lookup.Draft(1), ElementsAre(20));
  PromptLookup shorter({7, 2, 3, 10, 8, 2, 3, 30});
  shorter.Append(2);
  shorter.Append(3);
  EXPECT_THAT(shorter.Draft(1), ElementsAre(30));
}

TEST(PromptLookup, FindsRepetitionsInTheAnswerItself) {
  PromptLookup lookup({});
  for (const Token token : {5, 6, 7, 8, 5, 6}) lookup.Append(token);
  EXPECT_THAT(lookup.Draft(2), ElementsAre(7, 8));
}

TEST(PromptLookup, HasNothingForNewWords) {
  PromptLookup lookup({1, 2, 3});
  EXPECT_THAT(lookup.Draft(3), IsEmpty());
  lookup.Append(9);
  EXPECT_THAT(lookup.Draft(3), IsEmpty());
  lookup.Append(8);
  EXPECT_THAT(lookup.Draft(3), IsEmpty());
}

TEST(LoadMeter, UsesNoMoreThreadsThanProcessorsThatItMayUse) {
  std::uint32_t threads = 0;
  std::thread pinned([&threads] {
    cpu_set_t all;
    ASSERT_EQ(::sched_getaffinity(0, sizeof all, &all), 0);
    std::size_t first = 0;
    while (!CPU_ISSET(first, &all)) ++first;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
    LoadMeter meter(8);
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    threads = meter.Threads();
  });
  pinned.join();
  EXPECT_EQ(threads, 1);
}

StepCosts Stairs() {  // of a processor with matrix tiles of 16 rows (milliseconds, measured)
  StepCosts costs;
  for (const auto& [tokens, milliseconds] :
       {std::pair{1, 79.}, {2, 126.}, {4, 120.}, {8, 171.}, {16, 185.}, {24, 319.}, {32, 400.}}) {
    costs.Add(static_cast<std::uint32_t>(tokens), milliseconds / 1'000);
  }
  return costs;
}

TEST(StepCosts, LieBetweenWhatWasMeasured) {
  const StepCosts costs = Stairs();
  EXPECT_DOUBLE_EQ(costs.Seconds(16), .185);
  EXPECT_NEAR(costs.Seconds(20), .252, .001);
  EXPECT_NEAR(costs.Seconds(64), .8, .001);
}

TEST(StepCosts, FollowWhatComesAnew) {
  StepCosts costs = Stairs();
  for (int time = 0; time < 40; ++time) costs.Add(16, .05);
  EXPECT_NEAR(costs.Seconds(16), .05, .001);
}

TEST(StepCosts, SayHowManyTokensFitATime) {
  StepCosts costs = Stairs();
  EXPECT_EQ(costs.TokensWithin(.2, 8, 512, 8), 16U);
  EXPECT_EQ(costs.TokensWithin(.01, 8, 512, 8), 8U) << "some progress there must be";
  EXPECT_EQ(costs.TokensWithin(100, 8, 512, 8), 512U);
}

TEST(StepCosts, ADoubtedCostIsLowerUntilItIsMeasuredAgain) {
  StepCosts costs = Stairs();
  for (int time = 0; time < 50; ++time) costs.Doubt(16);
  EXPECT_NEAR(costs.Seconds(16), .067, .001);
  EXPECT_DOUBLE_EQ(costs.Seconds(24), .319);
}

TEST(DraftLength, GrowsWithSuccessAndEndsWithFailure) {
  const StepCosts costs = Stairs();
  DraftLength good;
  DraftLength bad;
  for (int time = 0; time < 20; ++time) {
    good.Learn(7, 7);
    bad.Learn(7, 0);
  }
  EXPECT_EQ(good.Choose(costs, {}, 15), 15U);
  EXPECT_EQ(bad.Choose(costs, {}, 15), 0U);
  EXPECT_LE(good.Choose(costs, {}, 5), 5U);
}

TEST(DraftLength, IsLessWhenManyAnswersShareTheStep) {
  const StepCosts costs = Stairs();
  DraftLength usual;
  EXPECT_GE(usual.Choose(costs, {}, 15), usual.Choose(costs, {15, 15}, 15));
}

TEST(DraftLength, IsNothingWhereTheOthersWouldLoseMoreThanItGives) {
  StepCosts costs;  // of a 0.5B model of 4 bits on two cores
  costs.Add(1, .0375);
  costs.Add(8, .095);
  costs.Add(16, .156);
  DraftLength usual;
  EXPECT_EQ(usual.Choose(costs, {}, 3), 3U);
  EXPECT_EQ(usual.Choose(costs, {7, 7}, 3), 0U) << "2.5 tokens instead of one, a fourth slower";
  for (int time = 0; time < 20; ++time) usual.Learn(3, 3);
  EXPECT_EQ(usual.Choose(costs, {7, 7}, 3), 3U) << "where all of it is right, it pays";
}

class FairOrderTest : public ::testing::Test {
 protected:
  Task& Come(const std::string& user, Priority priority = Priority::kInteractive) {
    tasks_.push_back(std::make_unique<Task>());
    tasks_.back()->request.user = user;
    tasks_.back()->request.priority = priority;
    tasks_.back()->came = std::chrono::steady_clock::time_point(
        std::chrono::seconds(static_cast<std::int64_t>(tasks_.size())));
    order_.Enter(user);
    return *tasks_.back();
  }
  std::vector<std::unique_ptr<Task>> tasks_;
  FairOrder order_;
};

TEST_F(FairOrderTest, ServesWhoGotLessFirst) {
  const Task& greedy = Come("greedy");
  const Task& modest = Come("modest");
  EXPECT_TRUE(order_.Before(greedy, modest));
  order_.Served("greedy", 100);
  EXPECT_TRUE(order_.Before(modest, greedy));
}

TEST_F(FairOrderTest, ServesPeopleBeforeBackgroundWork) {
  const Task& background = Come("a", Priority::kBackground);
  const Task& person = Come("b");
  order_.Served("b", 100);
  EXPECT_TRUE(order_.Before(person, background));
}

TEST_F(FairOrderTest, GivesNoAdvantageForHavingBeenAway) {
  Come("old");
  order_.Served("old", 1'000);
  const Task& fresh = Come("new");
  const Task& again = Come("old");
  order_.Served("new", 1);
  EXPECT_TRUE(order_.Before(again, fresh));
}

}  // namespace
}  // namespace wenyuan::serving
