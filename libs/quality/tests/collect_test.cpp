#include "fixtures.h"

namespace wenyuan::quality {
namespace {

using store::ThumbTarget;
using store::Verdict;

class CollectTest : public QualityTest {
 protected:
  void Give(store::UserNumber user, const std::string& question, const std::string& document,
            Verdict verdict, ThumbTarget target = ThumbTarget::kHit) {
    store::Thumb thumb;
    thumb.user = user;
    thumb.library = library_.number;
    thumb.question = question;
    thumb.target = target;
    thumb.verdict = verdict;
    if (!document.empty()) {
      thumb.document = documents_.at(document).number;
      thumb.chunk_id = documents_.at(document).id + ".1.4";
      thumb.page = 2;
    }
    Must(Sets().GiveThumb(thumb));
  }
  CollectReport Collect(const access::Asker& asker) {
    Viewer viewer = ViewerOf(asker);
    return Must(CollectThumbs(Sets(), viewer, set_, asker.user));
  }
  std::vector<store::Question> Stored() { return Must(Sets().Questions(set_.number)); }
};

TEST_F(CollectTest, ADocumentIsExpectedWhenMoreFoundItRightThanWrong) {
  Give(1, "Leave?", "leave.pdf", Verdict::kUp);
  Give(2, "leave? ", "leave.pdf", Verdict::kUp);
  Give(3, "leave?", "leave.pdf", Verdict::kDown);
  Give(1, "leave?", "travel.pdf", Verdict::kDown);
  Give(1, "travel?", "travel.pdf", Verdict::kDown);
  const auto report = Collect(owner_);
  EXPECT_EQ(report.added, 1U);
  EXPECT_EQ(report.undecided, 1U);
  ASSERT_EQ(Stored().size(), 1U);
  EXPECT_EQ(Stored()[0].text, "Leave?");
  EXPECT_EQ(Stored()[0].origin, store::QuestionOrigin::kThumb);
  ASSERT_EQ(Stored()[0].expected.size(), 2U);
  EXPECT_EQ(Stored()[0].expected[0].grade, 1);
  EXPECT_EQ(Stored()[0].expected[0].page, 2U);
  EXPECT_EQ(Stored()[0].expected[1].grade, 0);
  EXPECT_EQ(Collect(owner_).unchanged, 1U);
}

TEST_F(CollectTest, ARefusalThatWasRightMustBeRefused) {
  Give(1, "Lunch?", "", Verdict::kUp, ThumbTarget::kRefusal);
  EXPECT_EQ(Collect(owner_).added, 1U);
  EXPECT_TRUE(Stored()[0].must_refuse);
  Give(2, "lunch?", "travel.pdf", Verdict::kUp);
  EXPECT_EQ(Collect(owner_).replaced, 1U) << "someone found it after all";
  EXPECT_FALSE(Stored()[0].must_refuse);
}

TEST_F(CollectTest, ABadAnswerSaysNothingAgainstItsDocument) {
  Give(1, "q", "leave.pdf", Verdict::kUp);
  Give(2, "q", "leave.pdf", Verdict::kDown, ThumbTarget::kAnswer);
  EXPECT_EQ(Collect(owner_).added, 1U);
}

TEST_F(CollectTest, LeavesQuestionsOfHandAndImportAlone) {
  Ask("q", {Expect("travel.pdf")});
  Give(1, "Q", "leave.pdf", Verdict::kUp);
  EXPECT_EQ(Collect(owner_).unchanged, 1U);
  EXPECT_EQ(Stored()[0].expected, std::vector{Expect("travel.pdf")});
}

TEST_F(CollectTest, TakesNothingFromDocumentsTheCollectorDoesNotSee) {
  Give(1, "q", "secret.txt", Verdict::kUp);
  const auto report = Collect(editor_);
  EXPECT_EQ(report.added + report.undecided + report.unchanged, 0U);
  EXPECT_EQ(Collect(owner_).added, 1U);
}

}  // namespace
}  // namespace wenyuan::quality
