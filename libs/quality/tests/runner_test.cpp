#include "wenyuan/quality/runner.h"

#include <atomic>

#include "fixtures.h"

namespace wenyuan::quality {
namespace {

using store::RunState;

class RunnerTest : public QualityTest {
 protected:
  RunnerTest() {
    for (int i = 0; i < 40; ++i) {
      const std::string text = "q" + std::to_string(i);
      Ask(text, {Expect("leave.pdf")});
      searcher_.hits[text] = {HitOn(i % 4 == 0 ? "travel.pdf" : "leave.pdf"), HitOn("leave.pdf")};
    }
  }
};

TEST_F(RunnerTest, MeasuresEveryQuestionInTheBackground) {
  const auto runner = Must(StartRunner(Services()));
  const auto started = Must(runner->Start({set_, "first", false, owner_}));
  EXPECT_EQ(started.total, 40U);
  const auto run = WaitForEnd(started.number);
  EXPECT_EQ(run.state, RunState::kDone) << run.reason;
  EXPECT_EQ(run.done, 40U);
  EXPECT_EQ(run.settings, settings_);
  EXPECT_FALSE(run.changed_meanwhile);
  const RunSummary summary = Summarise(Must(Runs().Results(run.number)));
  ASSERT_FALSE(summary.measures.empty());
  EXPECT_EQ(summary.measures[0].measure, "hit@1");
  EXPECT_DOUBLE_EQ(summary.measures[0].estimate.value, 0.75);
  EXPECT_LT(summary.measures[0].estimate.interval.low, 0.75);
  EXPECT_EQ(searcher_.last_asker.user, owner_.user) << "through the eyes of who asked";
}

TEST_F(RunnerTest, AsksOnlyWhatItsAskerSees) {
  Ask("hidden", {Expect("secret.txt")});
  const auto runner = Must(StartRunner(Services()));
  const auto mine = WaitForEnd(Must(runner->Start({set_, "", false, editor_})).number);
  EXPECT_EQ(mine.done, 40U);
  const auto all = WaitForEnd(Must(runner->Start({set_, "", false, owner_})).number);
  EXPECT_EQ(all.done, 41U);
}

TEST_F(RunnerTest, SaysWhyItFailed) {
  Ask("!broken", {Expect("leave.pdf")});
  const auto runner = Must(StartRunner(Services()));
  const auto run = WaitForEnd(Must(runner->Start({set_, "", false, owner_})).number);
  EXPECT_EQ(run.state, RunState::kFailed);
  EXPECT_EQ(run.reason, "the index is away");
}

TEST_F(RunnerTest, AnEmptySetIsRefused) {
  const auto empty = Must(Sets().Create(library_.number, "empty", 0));
  const auto runner = Must(StartRunner(Services()));
  EXPECT_EQ(runner->Start({empty, "", false, owner_}).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(RunnerTest, ACancelledRunStopsAndKeepsWhatItFound) {
  std::atomic<bool> go = false;
  std::atomic<bool> reached = false;
  searcher_.on_search = [&] {
    reached = true;
    while (!go) std::this_thread::yield();
  };
  const auto runner = Must(StartRunner(Services()));
  const auto first = Must(runner->Start({set_, "", false, owner_}));
  const auto second = Must(runner->Start({set_, "", false, owner_}));
  while (!reached) std::this_thread::yield();
  Must(runner->Cancel(second.number));
  EXPECT_EQ(Must(Runs().Get(second.number)).state, RunState::kCancelled) << "it still waited";
  Must(runner->Cancel(first.number));
  go = true;
  const auto run = WaitForEnd(first.number);
  EXPECT_EQ(run.state, RunState::kCancelled);
  EXPECT_EQ(run.done, 1U);
  EXPECT_EQ(runner->Cancel(first.number).error().code, ErrorCode::kConflict);
}

TEST_F(RunnerTest, GoesOnWhereAStoppedProcessLeftIt) {
  auto left = Must(Runs().Add({.set = set_.number, .asker = owner_.user, .settings = settings_}));
  left.state = RunState::kRunning;
  Must(Runs().Update(left));
  const auto questions = Must(Sets().Questions(set_.number));
  std::vector<store::QuestionResult> found;
  for (std::size_t i = 0; i < 25; ++i) {
    const Engines engines{searcher_, nullptr, SystemClock()};
    found.push_back(Must(Evaluate(questions[i], engines, owner_, library_.id)).result);
  }
  Must(Runs().AddResults(left.number, found));
  const int asked = searcher_.asked;
  settings_.back().second = "6";  // documents came in: that alone does not end it
  const auto runner = Must(StartRunner(Services()));
  const auto run = WaitForEnd(left.number);
  EXPECT_EQ(run.state, RunState::kDone) << run.reason;
  EXPECT_EQ(run.done, 40U);
  EXPECT_EQ(searcher_.asked - asked, 2 * 15) << "only the rest, each once for the time";
  EXPECT_TRUE(run.changed_meanwhile);
}

TEST_F(RunnerTest, LeavesARunToTheNextProcessWhenItEnds) {
  std::atomic<bool> go = false;
  std::atomic<bool> reached = false;
  searcher_.on_search = [&] {
    reached = true;
    while (!go) std::this_thread::yield();
  };
  auto runner = Must(StartRunner(Services()));
  const auto first = Must(runner->Start({set_, "", false, owner_}));
  const auto second = Must(runner->Start({set_, "", false, owner_}));
  while (!reached) std::this_thread::yield();
  std::thread ending([&] { runner.reset(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  go = true;
  ending.join();
  EXPECT_EQ(Must(Runs().Get(second.number)).state, RunState::kQueued);
  const auto again = Must(StartRunner(Services()));
  EXPECT_EQ(WaitForEnd(first.number).done, 40U);
  EXPECT_EQ(WaitForEnd(second.number).state, RunState::kDone);
}

TEST_F(RunnerTest, FailsHonestlyWhenTheSettingsAreOthersAfterAStop) {
  auto run = Must(Runs().Add({.set = set_.number, .asker = owner_.user, .settings = settings_}));
  run.state = RunState::kRunning;
  Must(Runs().Update(run));
  settings_.front().second = "2";
  const auto runner = Must(StartRunner(Services()));
  const auto ended = WaitForEnd(run.number);
  EXPECT_EQ(ended.state, RunState::kFailed);
  EXPECT_NE(ended.reason.find("program: 1 → 2"), std::string::npos) << ended.reason;
  EXPECT_FALSE(ended.reason_zh.empty());
}

TEST_F(RunnerTest, FailsWhenItsAskerMayNotReadAnyMore) {
  const auto waiting = Must(Runs().Add({.set = set_.number, .asker = editor_.user}));
  Must(store_->libraries().Grant(library_.number, editor_.user, store::Role::kNone));
  const auto runner = Must(StartRunner(Services()));
  EXPECT_EQ(WaitForEnd(waiting.number).state, RunState::kFailed);
}

TEST_F(RunnerTest, ARunThatIsRemovedWhileItGoesIsForgotten) {
  std::atomic<bool> go = false;
  std::atomic<bool> reached = false;
  searcher_.on_search = [&] {
    reached = true;
    while (!go) std::this_thread::yield();
  };
  const auto runner = Must(StartRunner(Services()));
  const auto run = Must(runner->Start({set_, "", false, owner_}));
  while (!reached) std::this_thread::yield();
  Must(Sets().Remove(set_.number));
  go = true;
  const auto other = Must(Sets().Create(library_.number, "other", 0));
  store::Question question;
  question.text = "q1";
  question.expected = {Expect("leave.pdf")};
  Must(Sets().Save(other.number, {question}));
  EXPECT_EQ(WaitForEnd(Must(runner->Start({other, "", false, owner_})).number).state,
            RunState::kDone);
}

TEST_F(RunnerTest, OnlySoManyWait) {
  std::atomic<bool> go = false;
  searcher_.on_search = [&] {
    while (!go) std::this_thread::yield();
  };
  const auto runner = Must(StartRunner(Services()));
  std::optional<ErrorCode> refused;
  for (std::size_t i = 0; i < Runner::kMostWaiting + 2 && !refused; ++i) {
    const auto run = runner->Start({set_, "", false, owner_});
    if (!run) refused = run.error().code;
  }
  EXPECT_EQ(refused, ErrorCode::kResourceExhausted);
  go = true;
}

}  // namespace
}  // namespace wenyuan::quality
