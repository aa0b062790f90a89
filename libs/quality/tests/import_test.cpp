#include <gmock/gmock.h>

#include "fixtures.h"

namespace wenyuan::quality {
namespace {

using eval::QuestionFormat;
using ::testing::HasSubstr;

class ImportTest : public QualityTest {
 protected:
  ImportReport Import(const access::Asker& asker, const std::string& text,
                      QuestionFormat format = QuestionFormat::kJsonLines) {
    Viewer viewer = ViewerOf(asker);
    return Must(ImportQuestions(Sets(), viewer, set_, asker.user, text, format));
  }
  std::vector<store::Question> Stored() { return Must(Sets().Questions(set_.number)); }
};

TEST_F(ImportTest, FindsDocumentsByIdSourceNameAndTitle) {
  const std::string id = documents_.at("travel.pdf").id;
  const auto report = Import(owner_, "{\"text\":\"年假几天？\",\"relevant\":[\"LEAVE.pdf\",\"" +
                                         id + "\"]}\n{\"text\":\"b\",\"answers\":[\"x\"]}");
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(report.added, 2U);
  ASSERT_EQ(Stored().size(), 2U);
  EXPECT_EQ(Stored()[0].expected, (std::vector{Expect("leave.pdf"), Expect("travel.pdf")}));
  EXPECT_EQ(Stored()[0].language, "zh");
  EXPECT_EQ(Stored()[1].language, "en");
  EXPECT_EQ(Stored()[0].origin, store::QuestionOrigin::kImport);
}

TEST_F(ImportTest, StoresNothingWhenALineIsBroken) {
  const auto report = Import(owner_,
                             "{\"text\":\"good\",\"relevant\":[\"leave.pdf\"]}\n"
                             "{\"text\":\"unknown\",\"relevant\":[\"nowhere.pdf\"]}\n"
                             "not json\n"
                             "{\"text\":\"nothing to judge by\"}\n"
                             "{\"text\":\"GOOD \",\"relevant\":[\"leave.pdf\"]}\n");
  EXPECT_TRUE(Stored().empty());
  EXPECT_EQ(report.added, 0U);
  ASSERT_EQ(report.problems.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(report.problems[i].line, i + 2);
  EXPECT_THAT(report.problems[0].message, HasSubstr("nowhere.pdf"));
  EXPECT_THAT(report.problems[3].message, HasSubstr("line 1"));
}

TEST_F(ImportTest, DoesNotTellAHiddenDocumentFromOneThatIsNotThere) {
  const auto hidden = Import(editor_, "{\"text\":\"a\",\"relevant\":[\"secret.txt\"]}");
  const auto absent = Import(editor_, "{\"text\":\"a\",\"relevant\":[\"absent.txt\"]}");
  ASSERT_EQ(hidden.problems.size(), 1U);
  std::string as_absent = hidden.problems[0].message;
  as_absent.replace(as_absent.find("secret"), 6, "absent");
  EXPECT_EQ(as_absent, absent.problems[0].message);
  EXPECT_EQ(Import(owner_, "{\"text\":\"a\",\"relevant\":[\"secret.txt\"]}").added, 1U);
}

TEST_F(ImportTest, AHiddenDocumentOfTheSameNameDoesNotMakeItAmbiguous) {
  const auto copy = Add("copies/leave.pdf");
  const auto ambiguous = Import(owner_, "{\"text\":\"a\",\"relevant\":[\"copies/leave.pdf\"]}");
  EXPECT_EQ(ambiguous.added, 1U) << "a whole name is never ambiguous";
  Add("more/notes.txt");
  Add("other/notes.txt");
  const std::string line = "{\"text\":\"b\",\"relevant\":[\"notes.txt\"]}";
  ASSERT_EQ(Import(editor_, line).problems.size(), 1U);
  Must(store_->libraries().Restrict(documents_.at("other/notes.txt").number,
                                    std::vector<store::UserNumber>()));
  EXPECT_EQ(Import(editor_, line).added, 1U);
}

TEST_F(ImportTest, AgainReplacesWhatChangedAndLeavesTheRest) {
  const std::string first = "{\"id\":\"1\",\"text\":\"a\",\"relevant\":[\"leave.pdf\"]}\n";
  const std::string second = "{\"id\":\"2\",\"text\":\"b\",\"relevant\":[\"leave.pdf\"]}\n";
  Import(owner_, first + second);
  const auto again = Import(
      owner_, first + "{\"id\":\"2\",\"text\":\"b, better\",\"relevant\":[\"travel.pdf\"]}\n");
  EXPECT_EQ(again.unchanged, 1U);
  EXPECT_EQ(again.replaced, 1U);
  EXPECT_EQ(again.added, 0U);
  ASSERT_EQ(Stored().size(), 2U);
  EXPECT_EQ(Stored()[0].version, 1U);
  EXPECT_EQ(Stored()[1].text, "b, better");
  EXPECT_EQ(Stored()[1].version, 2U);
}

TEST_F(ImportTest, OfOnesOwnExportChangesNothing) {
  Import(owner_,
         "{\"text\":\"a,\\\"b\\\"\",\"relevant\":[{\"document\":\"leave.pdf\",\"page\":3}]}\n"
         "{\"id\":\"k\",\"text\":\"c\",\"answers\":[\"x|y\",\"z\"]}\n"
         "{\"text\":\"d\",\"refuse\":true}");
  for (const QuestionFormat format : {QuestionFormat::kCsv, QuestionFormat::kJsonLines}) {
    Viewer viewer = ViewerOf(owner_);
    const std::string text = Must(ExportQuestions(Sets(), viewer, set_, format));
    const auto report = Import(owner_, text, format);
    EXPECT_TRUE(report.problems.empty());
    EXPECT_EQ(report.unchanged, 3U) << text;
  }
}

TEST_F(ImportTest, AnExportHoldsOnlyWhatItsReaderSees) {
  Ask("both", {Expect("leave.pdf"), Expect("secret.txt")});
  Ask("hidden", {Expect("secret.txt")});
  Viewer editor = ViewerOf(editor_);
  const std::string text = Must(ExportQuestions(Sets(), editor, set_, QuestionFormat::kJsonLines));
  EXPECT_THAT(text, HasSubstr(documents_.at("leave.pdf").id));
  EXPECT_THAT(text, ::testing::Not(HasSubstr(documents_.at("secret.txt").id)));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("hidden")));
}

TEST_F(ImportTest, ReadsTheCharsetThatExcelWrites) {
  // "年假" in GB18030.
  const auto report = Import(owner_, "text,documents\n\xC4\xEA\xBC\xD9\xBC\xB8\xCC\xEC,leave.pdf\n",
                             QuestionFormat::kCsv);
  EXPECT_EQ(report.added, 1U);
  EXPECT_EQ(Stored()[0].text, "年假几天");
}

TEST_F(ImportTest, AnEmptyFileIsAProblem) {
  EXPECT_EQ(Import(owner_, "").problems.size(), 1U);
  EXPECT_EQ(Import(owner_, "text,documents\n", QuestionFormat::kCsv).problems.size(), 1U);
}

}  // namespace
}  // namespace wenyuan::quality
