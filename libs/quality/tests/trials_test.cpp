#include "wenyuan/quality/trials.h"

#include <atomic>

#include "fixtures.h"

namespace wenyuan::quality {
namespace {

// Forty questions in Chinese characters: words find the right document, meaning a wrong one, so
// that only a high weight of words is right.
class TrialsTest : public QualityTest {
 protected:
  TrialsTest() {
    searcher_.weighs = true;
    searcher_.meaning = search::Meaning::State::kUsed;
    for (int i = 0; i < 40; ++i) Put("问题" + std::to_string(i), "leave.pdf");
    Must(SetWeights(*store_, library_.number, {0.5, 0.5}, owner_.user));
  }

  void Put(const std::string& text, const std::string& right) {
    Ask(text, {Expect(right)});
    search::Hit wrong = HitOn("travel.pdf");
    wrong.meaning = 1;
    search::Hit found = HitOn(right);
    found.coverage = 0.9;
    searcher_.hits[text] = {wrong, found};
  }

  std::unique_ptr<Trials> Make() {
    RunnerServices services = Services();
    services.settings = [this](store::LibraryNumber library) {
      const auto weights = WeightsOf(*store_, library).value_or(search::FusionOptions());
      const std::lock_guard lock(settings_mutex_);
      Settings settings = settings_;
      settings.emplace_back("words_han", std::to_string(weights.words_han));
      return settings;
    };
    return MakeTrials(services, {{}, 0.5});
  }

  Trial EndOf(const Trials& trials) {
    for (int i = 0; i < 20'000; ++i) {
      const auto trial = trials.Find(set_.number);
      if (trial && trial->state != Trial::State::kRunning) return *trial;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    throw std::runtime_error("the trial does not end");
  }
};

TEST_F(TrialsTest, FindsWeightsThatPassTheGateAndMakesThemTheLibrarysOwn) {
  const auto trials = Make();
  EXPECT_EQ(Must(trials->Start({set_, owner_})).state, Trial::State::kRunning);
  const Trial trial = EndOf(*trials);
  ASSERT_EQ(trial.state, Trial::State::kDone) << trial.reason;
  EXPECT_EQ(trial.done, trial.total);
  EXPECT_EQ(trial.before.weights.words_han, 0.5);
  EXPECT_EQ(trial.tuned->han.choice, eval::TunedWeight::Choice::kWeight);
  EXPECT_EQ(trial.tuned->han.questions, 40U);
  EXPECT_EQ(trial.tuned->han.hit_at_1, 1);
  EXPECT_GT(trial.after.weights.words_han, 1 / 0.9);
  EXPECT_EQ(trial.after.weights.words_other, 0.5) << "no question in another script: it stays";
  EXPECT_EQ(trial.comparison.gate.verdict, eval::Verdict::kPass);
  EXPECT_EQ(trial.comparison.won.size(), 40U);
  EXPECT_EQ(WeightsOf(*store_, library_.number)->words_han, 0.5) << "nothing changes by trying";
  EXPECT_TRUE(Must(trials->Apply(set_, owner_.user)).applied);
  EXPECT_EQ(WeightsOf(*store_, library_.number)->words_han, trial.after.weights.words_han);
  EXPECT_EQ(trials->Apply(set_, owner_.user).error().code, ErrorCode::kConflict);
}

TEST_F(TrialsTest, EveryChangeIsKeptWithItsAuthor) {
  Must(SetWeights(*store_, library_.number, {3, 1}, editor_.user));
  const auto changes = Must(store_->libraries().SettingChanges(library_.number));
  ASSERT_EQ(changes.size(), 4U);
  EXPECT_EQ(changes[0].changed_by, editor_.user);
  EXPECT_EQ(changes[3].changed_by, owner_.user);
  EXPECT_GT(changes[0].changed, 0);
  EXPECT_EQ(*WeightsOf(*store_, library_.number), (search::FusionOptions{3, 1}));
  EXPECT_FALSE(WeightsOf(*store_, library_.number + 1));
  EXPECT_EQ(SetWeights(*store_, library_.number, {-1, 1}, 0).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(SetWeights(*store_, library_.number + 1, {1, 1}, 0).error().code, ErrorCode::kNotFound);
}

TEST_F(TrialsTest, WhatFailsTheGateIsNotApplied) {
  Must(SetWeights(*store_, library_.number, {5, 5}, owner_.user));
  const auto trials = Make();
  Must(trials->Start({set_, owner_, search::FusionOptions{0.1, 5}}));
  const Trial trial = EndOf(*trials);
  EXPECT_EQ(trial.comparison.gate.verdict, eval::Verdict::kFail);
  EXPECT_EQ(trial.comparison.lost.size(), 40U);
  EXPECT_FALSE(trial.tuned);
  EXPECT_EQ(trials->Apply(set_, owner_.user).error().code, ErrorCode::kConflict);
  EXPECT_EQ(WeightsOf(*store_, library_.number)->words_han, 5);
}

TEST_F(TrialsTest, WhatChangedSinceHasToBeTriedAnew) {
  const auto trials = Make();
  Must(trials->Start({set_, owner_}));
  EndOf(*trials);
  {
    const std::lock_guard lock(settings_mutex_);
    settings_[1].second = "6";  // documents came in: that alone is nothing
  }
  Must(SetWeights(*store_, library_.number, {0.7, 0.5}, owner_.user));
  const auto late = trials->Apply(set_, owner_.user);
  ASSERT_FALSE(late);
  EXPECT_NE(late.error().message.find("try them anew"), std::string::npos);
}

TEST_F(TrialsTest, HiddenDocumentsMoveNobodysWeights) {
  for (int i = 0; i < 60; ++i) {  // more than those of open documents, and they want the opposite
    const std::string text = "密" + std::to_string(i);
    Ask(text, {Expect("secret.txt")});
    search::Hit secret = HitOn("secret.txt");
    secret.document.restricted = true;
    secret.meaning = 1;
    search::Hit open = HitOn("leave.pdf");
    open.coverage = 0.9;
    searcher_.hits[text] = {secret, open};
  }
  const auto trials = Make();
  Must(trials->Start({set_, owner_}));
  const Trial trial = EndOf(*trials);
  EXPECT_EQ(trial.tuned->han.questions, 40U);
  EXPECT_GT(trial.after.weights.words_han, 1 / 0.9);
}

TEST_F(TrialsTest, WithoutMeaningThereIsNothingToWeigh) {
  searcher_.meaning = search::Meaning::State::kAway;
  const auto trials = Make();
  Must(trials->Start({set_, owner_}));
  const Trial trial = EndOf(*trials);
  EXPECT_EQ(trial.state, Trial::State::kDone);
  ASSERT_TRUE(trial.unweighed);
  EXPECT_NE(trial.unweighed->message.find("meaning takes no part"), std::string::npos);
  EXPECT_FALSE(trial.unweighed->message_zh.empty());
  EXPECT_EQ(trial.after, trial.before);
  EXPECT_FALSE(trials->Apply(set_, owner_.user));
}

TEST_F(TrialsTest, OneRunsAtATimeAndCanBeCancelled) {
  std::atomic<bool> go = false;
  searcher_.on_search = [&] {
    while (!go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  const auto other = Must(Sets().Create(library_.number, "t", owner_.user));
  const auto trials = Make();
  EXPECT_EQ(trials->Cancel(set_.number).error().code, ErrorCode::kConflict);
  Must(trials->Start({set_, owner_}));
  EXPECT_EQ(trials->Start({set_, owner_}).error().code, ErrorCode::kConflict);
  EXPECT_EQ(trials->Start({other, owner_}).error().code, ErrorCode::kResourceExhausted);
  Must(trials->Cancel(set_.number));
  go = true;
  EXPECT_EQ(EndOf(*trials).state, Trial::State::kCancelled);
  Must(trials->Start({set_, owner_}));
  EXPECT_EQ(EndOf(*trials).state, Trial::State::kDone);
}

TEST_F(TrialsTest, EndsWithItsOwner) {
  auto trials = Make();
  Must(trials->Start({set_, owner_}));
  trials.reset();
  SUCCEED();
}

}  // namespace
}  // namespace wenyuan::quality
