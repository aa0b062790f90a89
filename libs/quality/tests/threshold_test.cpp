#include "wenyuan/quality/threshold.h"

#include <gmock/gmock.h>

#include "fixtures.h"
#include "wenyuan/quality/trials.h"

namespace wenyuan::quality {
namespace {

using ::testing::DoubleNear;

// Forty questions that leave.pdf answers, held for likely at .4; without it at .2. What is less
// likely than the threshold is refused, .5 in this house.
class ThresholdTest : public QualityTest {
 protected:
  class Judging final : public answer::Answerer {
   public:
    explicit Judging(ThresholdTest& test) : test_(test) {}
    [[nodiscard]] Result<answer::Answer> Ask(const answer::Question& question, const access::Asker&,
                                             const answer::AnswerEvents&) const override {
      const std::lock_guard lock(test_.settings_mutex_);
      test_.asked_.push_back(question);
      const std::string right = test_.right_[question.text];
      answer::Answer answer;
      for (const char* const name : {"leave.pdf", "secret.txt"}) {
        if (question.scope.without.contains(test_.documents_.at(name).number)) continue;
        search::Hit hit = test_.HitOn(name);
        hit.document.restricted = name == std::string("secret.txt");
        if (name == right) answer.passages.push_back(hit);
      }
      answer.answerability = answer.passages.empty() ? 0.2 : 0.4;
      answer.refused = answer.answerability < question.threshold.value_or(test_.Now());
      if (!answer.refused) answer.sentences = {{"五天。", {}}};
      return answer;
    }

   private:
    ThresholdTest& test_;
  };

  ThresholdTest() {
    for (int i = 0; i < 40; ++i) Put("问题" + std::to_string(i), "leave.pdf");
  }

  void Put(const std::string& text, const std::string& right) {
    Ask(text, {Expect(right)});
    right_[text] = right;
    searcher_.hits[text] = {HitOn(right)};
  }

  double Now() { return ThresholdOf(*store_, library_.number).value_or(0.5); }

  std::vector<QuestionChance> Chances(const access::Asker& asker) {
    Viewer viewer = ViewerOf(asker);
    const auto questions = Must(viewer.Show(Must(Sets().Questions(set_.number))));
    return Must(JudgeChances(questions, viewer, judging_, asker,
                             [](std::size_t, std::size_t) { return true; }));
  }

  Trial Tried(Trials& trials, const TrialRequest& request) {
    Must(trials.Start(request));
    for (int i = 0; i < 20'000; ++i) {
      const auto trial = trials.Find(set_.number);
      if (trial && trial->state != Trial::State::kRunning) return *trial;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    throw std::runtime_error("the trial does not end");
  }

  std::unique_ptr<Trials> Make() {
    RunnerServices services{*store_,       *access_,
                            searcher_,     judging_,
                            SystemClock(), [](store::LibraryNumber) { return Settings(); }};
    return MakeTrials(services, {{}, 0.5});
  }

  Judging judging_{*this};
  std::map<std::string, std::string> right_;  // by question
  std::vector<answer::Question> asked_;
};

TEST_F(ThresholdTest, IsFoundWhereMeaningTakesNoPartAndAppliedThroughTheGate) {
  const auto trials = Make();
  const Trial trial = Tried(*trials, {set_, owner_});
  ASSERT_EQ(trial.state, Trial::State::kDone) << trial.reason;
  EXPECT_TRUE(trial.unweighed) << "the weights stay, and it says why";
  EXPECT_EQ(trial.after.weights, trial.before.weights);
  EXPECT_EQ(trial.before.threshold, 0.5);
  EXPECT_GT(trial.after.threshold, 0.2);
  EXPECT_LE(trial.after.threshold, 0.4);
  ASSERT_TRUE(trial.threshold);
  EXPECT_TRUE(trial.threshold->tuned && trial.threshold->enough);
  EXPECT_EQ(trial.threshold->before.false_refusals.value, 1);
  EXPECT_EQ(trial.threshold->before.false_answers.value, 0);
  EXPECT_EQ(trial.threshold->after.false_refusals.value, 0);
  EXPECT_EQ(trial.threshold->after.false_answers.questions, 40U);
  EXPECT_EQ(trial.comparison.gate.verdict, eval::Verdict::kPass);
  EXPECT_EQ(trial.comparison.won.size(), 40U) << "by what is answered now";
  EXPECT_FALSE(ThresholdOf(*store_, library_.number)) << "nothing changes by trying";
  Must(trials->Apply(set_, owner_.user));
  EXPECT_THAT(*ThresholdOf(*store_, library_.number), DoubleNear(trial.after.threshold, 1e-6));
  EXPECT_FALSE(WeightsOf(*store_, library_.number)) << "what did not change is not made its own";
}

TEST_F(ThresholdTest, ThatAnswersWhatHasNoAnswerFailsTheGate) {
  Must(SetThreshold(*store_, library_.number, 0.3, owner_.user));
  const auto trials = Make();
  const Trial trial = Tried(*trials, {set_, owner_, std::nullopt, 0.1});
  EXPECT_FALSE(trial.threshold->tuned);
  EXPECT_EQ(trial.threshold->after.false_answers.value, 1);
  EXPECT_EQ(trial.comparison.gate.verdict, eval::Verdict::kFail);
  EXPECT_FALSE(trials->Apply(set_, owner_.user));
  EXPECT_EQ(ThresholdOf(*store_, library_.number), 0.3);
}

TEST_F(ThresholdTest, IsJudgedWithoutModelAndWithTheExpectedDocumentsHidden) {
  const auto chances = Chances(owner_);
  ASSERT_EQ(chances.size(), 80U);
  EXPECT_FALSE(chances[0].hidden);
  EXPECT_TRUE(chances[0].chance.answerable);
  EXPECT_TRUE(chances[1].hidden);
  EXPECT_FALSE(chances[1].chance.answerable);
  EXPECT_TRUE(asked_[0].extractive);
}

TEST_F(ThresholdTest, KnowsNothingOfDocumentsThatNotEverybodyMayRead) {
  for (int i = 0; i < 50; ++i) Put("密" + std::to_string(i), "secret.txt");
  EXPECT_EQ(Chances(owner_).size(), 80U);
  const auto secret = documents_.at("secret.txt").number;
  for (const answer::Question& question : asked_)
    EXPECT_TRUE(question.scope.without.contains(secret));
}

TEST_F(ThresholdTest, IsANumberFromNoneToOne) {
  EXPECT_FALSE(SetThreshold(*store_, library_.number, -0.1, 0));
  EXPECT_FALSE(SetThreshold(*store_, library_.number, 1.5, 0));
  const auto trials = Make();
  EXPECT_EQ(trials->Start({set_, owner_, std::nullopt, 2.0}).error().code,
            ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace wenyuan::quality
