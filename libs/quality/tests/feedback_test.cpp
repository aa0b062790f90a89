#include "wenyuan/quality/feedback.h"

#include <gmock/gmock.h>

#include "fixtures.h"

namespace wenyuan::quality {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class FeedbackTest : public QualityTest {
 protected:
  store::Feedback On(const std::string& document) {
    store::Feedback feedback;
    feedback.library = library_.number;
    feedback.question = "年假几天？";
    feedback.reason = store::FeedbackReason::kWrong;
    feedback.corrected = "5 天";
    feedback.answer.sentences = {"年假 3 天。"};
    feedback.answer.passages = {{documents_.at(document).number, 1, 0, 0, 0, "q"}};
    return feedback;
  }
};

TEST_F(FeedbackTest, IsSeenByWhoMayReadAllOfTheAnswer) {
  EXPECT_TRUE(Must(MaySee(*store_, *access_, editor_, On("leave.pdf"))));
  EXPECT_FALSE(Must(MaySee(*store_, *access_, editor_, On("secret.txt"))));
  EXPECT_TRUE(Must(MaySee(*store_, *access_, owner_, On("secret.txt"))));
  Must(store_->documents().Delete(documents_.at("leave.pdf").number));
  EXPECT_FALSE(Must(MaySee(*store_, *access_, owner_, On("leave.pdf"))));
}

TEST_F(FeedbackTest, BecomesAQuestionWithTheCorrectionAsTheRightAnswer) {
  Viewer viewer = ViewerOf(editor_);
  const auto made = Must(MakeQuestion(Sets(), viewer, set_, On("leave.pdf"), {}, editor_.user));
  EXPECT_THAT(made.answers, ElementsAre("5 天"));
  EXPECT_THAT(made.expected, IsEmpty()) << "what a wrong answer cites proves nothing";
  EXPECT_EQ(made.origin, store::QuestionOrigin::kHand);
  const auto again =
      Must(MakeQuestion(Sets(), viewer, set_, On("leave.pdf"), "5 个工作日", editor_.user));
  EXPECT_EQ(again.id, made.id) << "the set has it already";
  EXPECT_THAT(again.answers, ElementsAre("5 天", "5 个工作日"));
}

TEST_F(FeedbackTest, ExpectsWhatAnIncompleteAnswerCites) {
  Viewer viewer = ViewerOf(editor_);
  store::Feedback feedback = On("leave.pdf");
  feedback.reason = store::FeedbackReason::kIncomplete;
  const auto made = Must(MakeQuestion(Sets(), viewer, set_, feedback, {}, editor_.user));
  ASSERT_THAT(made.expected, SizeIs(1));
  EXPECT_EQ(made.expected[0].document, documents_.at("leave.pdf").number);
}

TEST_F(FeedbackTest, WithoutAnAnswerThereIsNothingToJudgeBy) {
  Viewer viewer = ViewerOf(editor_);
  store::Feedback feedback = On("leave.pdf");
  feedback.corrected = " ";
  EXPECT_EQ(MakeQuestion(Sets(), viewer, set_, feedback, {}, editor_.user).error().code,
            ErrorCode::kInvalidArgument);
}

TEST_F(FeedbackTest, SaysWhatIsWrongWithIt) {
  const auto code = [](const store::Feedback& feedback) {
    const auto checked = CheckFeedback(feedback);
    return checked ? std::nullopt : std::optional(checked.error().code);
  };
  store::Feedback feedback = On("leave.pdf");
  EXPECT_EQ(code(feedback), std::nullopt);
  std::string characters;
  for (int i = 0; i < 1000; ++i) characters += "字";
  feedback.corrected = characters;
  EXPECT_EQ(code(feedback), std::nullopt);
  feedback.corrected += "字";
  EXPECT_EQ(code(feedback), ErrorCode::kInvalidArgument);
  feedback.corrected = std::string(1'000'000, 'a');
  EXPECT_EQ(code(feedback), ErrorCode::kInvalidArgument);
  feedback.corrected = "\xff";
  EXPECT_EQ(code(feedback), ErrorCode::kInvalidArgument);
  feedback.corrected.clear();
  feedback.reason = store::FeedbackReason::kOther;
  EXPECT_EQ(code(feedback), ErrorCode::kInvalidArgument) << "without a word";
  feedback.reason = store::FeedbackReason::kShouldNotRefuse;
  EXPECT_EQ(code(feedback), ErrorCode::kInvalidArgument) << "it was answered";
  feedback.answer.refused = true;
  EXPECT_EQ(code(feedback), std::nullopt);
  feedback.question = " ";
  EXPECT_EQ(code(feedback), ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace wenyuan::quality
