#include <gmock/gmock.h>

#include "wenyuan/store/testing/store_contract.h"

namespace wenyuan::store::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

QuestionSet SetWith(Store& store, LibraryNumber library, std::size_t questions) {
  const auto set = *store.question_sets()->Create(library, "s", 0);
  std::vector<Question> list(questions);
  for (Question& question : list) question.text = "q";
  EXPECT_TRUE(store.question_sets()->Save(set.number, list));
  return set;
}

TEST_P(StoreContract, ARunIsKeptAsItIsUpdated) {
  const QuestionSet set = SetWith(*store_, library_, 2);
  QualityRun run = *store_->quality_runs()->Add({.set = set.number,
                                                 .label = "r = .5",
                                                 .with_answers = true,
                                                 .asker = 7,
                                                 .settings = {{"program", "1.2"}, {"r", ".5"}},
                                                 .total = 2});
  EXPECT_EQ(run.state, RunState::kQueued);
  EXPECT_EQ(run.created, clock_.Now());
  clock_.Advance(std::chrono::seconds(1));
  run.state = RunState::kRunning;
  ASSERT_TRUE(store_->quality_runs()->Update(run));
  clock_.Advance(std::chrono::seconds(1));
  ASSERT_TRUE(store_->quality_runs()->Update(run));
  clock_.Advance(std::chrono::seconds(1));
  run.state = RunState::kFailed;
  run.reason = "why";
  run.reason_zh = "原因";
  run.changed_meanwhile = true;
  ASSERT_TRUE(store_->quality_runs()->Update(run));
  EXPECT_EQ(CodeOf(store_->quality_runs()->Update(run)), ErrorCode::kConflict) << "it has ended";
  Reopen();
  const QualityRun stored = *store_->quality_runs()->Find(set.number, run.id);
  EXPECT_EQ(stored.label, "r = .5");
  EXPECT_TRUE(stored.with_answers);
  EXPECT_EQ(stored.asker, 7U);
  EXPECT_FALSE(stored.as_operator);
  EXPECT_EQ(stored.state, RunState::kFailed);
  EXPECT_EQ(stored.reason, "why");
  EXPECT_EQ(stored.reason_zh, "原因");
  EXPECT_EQ(stored.settings, run.settings);
  EXPECT_TRUE(stored.changed_meanwhile);
  EXPECT_EQ(stored.total, 2U);
  EXPECT_EQ(stored.started, stored.created + 1000);
  EXPECT_EQ(stored.finished, stored.created + 3000);
  EXPECT_EQ(CodeOf(store_->quality_runs()->Find(set.number + 1, run.id)), ErrorCode::kNotFound);
}

TEST_P(StoreContract, ResultsComeBackToTheLastBit) {
  const QuestionSet set = SetWith(*store_, library_, 3);
  const auto questions = *store_->question_sets()->Questions(set.number);
  const auto run = *store_->quality_runs()->Add({.set = set.number, .total = 3});
  QuestionResult first{questions[0].number, 1,    {{"hit@1", 1}, {"ndcg@10", 1.0 / 3}}, 1234, 0,
                       {5, 70000, 3},       false};
  const QuestionResult second{questions[1].number, 4, {}, 9, 8, {}, true};
  ASSERT_TRUE(store_->quality_runs()->AddResults(run.number, {first, second}));
  EXPECT_EQ(store_->quality_runs()->Get(run.number)->done, 2U);
  first.measures["hit@1"] = 0;
  ASSERT_TRUE(store_->quality_runs()->AddResults(run.number, {first}));
  Reopen();
  EXPECT_EQ(store_->quality_runs()->Get(run.number)->done, 2U) << "replaced, not added";
  const auto results = *store_->quality_runs()->Results(run.number);
  ASSERT_THAT(results, SizeIs(2));
  EXPECT_EQ(results[0].measures, first.measures);
  EXPECT_EQ(results[0].search_micros, 1234);
  EXPECT_THAT(results[0].documents, ElementsAre(5U, 70000U, 3U));
  EXPECT_EQ(results[1].version, 4U);
  EXPECT_TRUE(results[1].refused);
  EXPECT_EQ(results[1].answer_micros, 8);
}

TEST_P(StoreContract, AQuestionThatIsGoneLeavesEveryRun) {
  const QuestionSet set = SetWith(*store_, library_, 2);
  const auto questions = *store_->question_sets()->Questions(set.number);
  const auto run = *store_->quality_runs()->Add({.set = set.number, .total = 2});
  ASSERT_TRUE(store_->quality_runs()->AddResults(run.number, {{.question = questions[0].number}}));
  ASSERT_TRUE(store_->question_sets()->RemoveQuestion(set.number, questions[0].number));
  ASSERT_TRUE(store_->question_sets()->RemoveQuestion(set.number, questions[0].number));
  EXPECT_THAT(*store_->quality_runs()->Results(run.number), IsEmpty());
  ASSERT_TRUE(store_->quality_runs()->AddResults(run.number, {{.question = questions[0].number}}));
  EXPECT_THAT(*store_->quality_runs()->Results(run.number), IsEmpty());
  EXPECT_EQ(CodeOf(store_->quality_runs()->AddResults(999, {})), ErrorCode::kNotFound);
}

TEST_P(StoreContract, UnfinishedRunsAreFoundAgain) {
  const QuestionSet set = SetWith(*store_, library_, 1);
  QualityRun first = *store_->quality_runs()->Add({.set = set.number});
  const QualityRun second = *store_->quality_runs()->Add({.set = set.number});
  QualityRun third = *store_->quality_runs()->Add({.set = set.number});
  first.state = RunState::kRunning;
  ASSERT_TRUE(store_->quality_runs()->Update(first));
  third.state = RunState::kCancelled;
  ASSERT_TRUE(store_->quality_runs()->Update(third));
  Reopen();
  std::vector<RunNumber> numbers;
  const auto unfinished = *store_->quality_runs()->Unfinished();
  for (const QualityRun& run : unfinished) numbers.push_back(run.number);
  EXPECT_THAT(numbers, ElementsAre(first.number, second.number));
  numbers.clear();
  const auto listed = *store_->quality_runs()->List(set.number);
  for (const QualityRun& run : listed) numbers.push_back(run.number);
  EXPECT_THAT(numbers, ElementsAre(third.number, second.number, first.number)) << "newest first";
}

TEST_P(StoreContract, TheBaselineIsARunOfTheSetAndGoesWithIt) {
  const QuestionSet set = SetWith(*store_, library_, 1);
  const auto other = *store_->question_sets()->Create(library_, "other", 0);
  const auto run = *store_->quality_runs()->Add({.set = set.number});
  EXPECT_EQ(CodeOf(store_->question_sets()->SetBaseline(other.number, run.number)),
            ErrorCode::kNotFound);
  ASSERT_TRUE(store_->question_sets()->SetBaseline(set.number, run.number));
  EXPECT_EQ(store_->question_sets()->Get(set.number)->baseline, run.number);
  ASSERT_TRUE(store_->quality_runs()->Remove(run.number));
  EXPECT_EQ(store_->question_sets()->Get(set.number)->baseline, 0U);
  EXPECT_EQ(CodeOf(store_->quality_runs()->Get(run.number)), ErrorCode::kNotFound);
}

TEST_P(StoreContract, OldRunsMakeRoomButNotTheBaseline) {
  const QuestionSet set = SetWith(*store_, library_, 1);
  std::vector<QualityRun> runs;
  for (std::size_t i = 0; i < QualityRuns::kMostRuns; ++i) {
    runs.push_back(*store_->quality_runs()->Add({.set = set.number}));
    if (i == 2) continue;  // still queued
    runs.back().state = RunState::kDone;
    ASSERT_TRUE(store_->quality_runs()->Update(runs.back()));
  }
  ASSERT_TRUE(store_->question_sets()->SetBaseline(set.number, runs[0].number));
  ASSERT_TRUE(store_->quality_runs()->Add({.set = set.number}));
  ASSERT_TRUE(store_->quality_runs()->Add({.set = set.number}));
  EXPECT_TRUE(store_->quality_runs()->Get(runs[0].number)) << "the baseline";
  EXPECT_FALSE(store_->quality_runs()->Get(runs[1].number));
  EXPECT_TRUE(store_->quality_runs()->Get(runs[2].number)) << "not over yet";
  EXPECT_FALSE(store_->quality_runs()->Get(runs[3].number));
  EXPECT_THAT(*store_->quality_runs()->List(set.number), SizeIs(QualityRuns::kMostRuns));
}

}  // namespace
}  // namespace wenyuan::store::testing
