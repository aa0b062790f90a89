#include "fixtures.h"

namespace wenyuan::quality {
namespace {

class ViewerTest : public QualityTest {};

TEST_F(ViewerTest, AQuestionNamesOnlyDocumentsThatItsReaderMaySee) {
  Ask("both", {Expect("leave.pdf"), Expect("secret.txt")});
  Ask("hidden", {Expect("secret.txt")});
  Ask("open", {Expect("travel.pdf")});
  Viewer editor = ViewerOf(editor_);
  const auto seen = Must(editor.Show(Must(Sets().Questions(set_.number))));
  ASSERT_EQ(seen.size(), 2U) << "not even the number tells of a hidden one";
  EXPECT_EQ(seen[0].text, "both");
  EXPECT_EQ(seen[0].expected, std::vector{Expect("leave.pdf")});
  EXPECT_EQ(seen[1].text, "open");
  Viewer owner = ViewerOf(owner_);
  EXPECT_EQ(Must(owner.Show(Must(Sets().Questions(set_.number)))).size(), 3U);
}

TEST_F(ViewerTest, ADeletedDocumentLooksLikeAHiddenOne) {
  Ask("gone", {Expect("gone.txt")});
  Must(store_->documents().Delete(documents_.at("gone.txt").number));
  Viewer editor = ViewerOf(editor_);
  EXPECT_TRUE(Must(editor.Show(Must(Sets().Questions(set_.number)))).empty());
  Viewer owner = ViewerOf(owner_);
  const auto seen = Must(owner.Show(Must(Sets().Questions(set_.number))));
  ASSERT_EQ(seen.size(), 1U) << "who sees everything must notice what a question lost";
  EXPECT_TRUE(seen[0].expected.empty());
}

TEST_F(ViewerTest, NamesNoDocumentOfAnotherLibrary) {
  const auto other = Must(store_->libraries().Create("other", owner_.user));
  const auto received = Must(store_->documents().Receive(
      {.library = other.number, .source_name = "x", .original = {std::string(64, 'a'), 1}}));
  Viewer owner = ViewerOf(owner_);
  EXPECT_FALSE(Must(owner.Document(received.document.number)));
  EXPECT_FALSE(Must(owner.DocumentById(received.document.id)));
}

TEST_F(ViewerTest, AnEditKeepsWhatTheEditorDoesNotSee) {
  store::Question question = Ask("both", {Expect("leave.pdf"), Expect("secret.txt")});
  Viewer editor = ViewerOf(editor_);
  question.text = "better";
  question.expected = {Expect("travel.pdf")};
  const auto saved = Must(SaveByHand(Sets(), editor, set_, question));
  EXPECT_EQ(saved.expected, std::vector{Expect("travel.pdf")});
  const auto stored = Must(Sets().FindQuestion(set_.number, question.id));
  EXPECT_EQ(stored.expected, (std::vector{Expect("travel.pdf"), Expect("secret.txt")}));
}

TEST_F(ViewerTest, AnEditorCannotNameWhatTheyDoNotSee) {
  store::Question question;
  question.text = "q";
  question.expected = {Expect("secret.txt")};
  Viewer editor = ViewerOf(editor_);
  const auto saved = SaveByHand(Sets(), editor, set_, question);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code, ErrorCode::kNotFound);
}

TEST_F(ViewerTest, AQuestionNeedsSomethingToJudgeItBy) {
  Viewer owner = ViewerOf(owner_);
  const auto code = [&](const store::Question& question) {
    const auto saved = SaveByHand(Sets(), owner, set_, question);
    return saved ? std::nullopt : std::optional(saved.error().code);
  };
  store::Question question;
  question.text = "q";
  EXPECT_EQ(code(question), ErrorCode::kInvalidArgument);
  question.must_refuse = true;
  EXPECT_EQ(code(question), std::nullopt);
  question.answers = {"5"};
  EXPECT_EQ(code(question), ErrorCode::kInvalidArgument) << "refused, and yet answered";
  question.must_refuse = false;
  EXPECT_EQ(code(question), std::nullopt);
  question.text = " \n";
  EXPECT_EQ(code(question), ErrorCode::kInvalidArgument);
  question.text = std::string(5000, 'x');
  EXPECT_EQ(code(question), ErrorCode::kInvalidArgument);
  question.text = "control \x01";
  EXPECT_EQ(code(question), ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace wenyuan::quality
