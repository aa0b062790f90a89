#include "wenyuan/search/query_syntax.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes.h"

namespace wenyuan::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr UnixMillis kDay = 86'400'000;
constexpr UnixMillis k2024 = 1'704'067'200'000;  // 2024-01-01T00:00:00Z

std::vector<std::string> Chips(std::string_view question) {
  std::vector<std::string> chips;
  for (const QueryChip& chip : ReadSyntax(question).chips) {
    chips.push_back(std::string(Name(chip.kind)) + " " + chip.value);
  }
  return chips;
}

std::vector<std::string> Hints(std::string_view question) {
  std::vector<std::string> codes;
  for (const QueryHint& hint : ReadSyntax(question).hints) {
    EXPECT_FALSE(hint.message.empty());
    EXPECT_FALSE(hint.message_zh.empty());
    codes.push_back(hint.code);
  }
  return codes;
}

TEST(QuestionSyntax, TakesFiltersOut) {
  const QuestionSyntax read = ReadSyntax("年假 type:PDF tag:合同 library:\"人事 制度\" 规定");
  EXPECT_EQ(read.format, "pdf");
  EXPECT_EQ(read.tag, "合同");
  EXPECT_THAT(read.libraries, ElementsAre("人事 制度"));
  EXPECT_EQ(read.text.find("type"), std::string::npos);
  EXPECT_EQ(read.text.substr(0, 6), "年假");
  EXPECT_THAT(read.chips, ::testing::SizeIs(3));
  EXPECT_THAT(read.hints, IsEmpty());
}

TEST(QuestionSyntax, KnowsChineseNames) {
  EXPECT_THAT(Chips("类型：word 标签:合同 资料库:“人事” 知识库：法务 之后:2024 之前:2024年6月"),
              ElementsAre("format docx", "tag 合同", "library 人事", "library 法务", "after 2024",
                          "before 2024年6月"));
}

TEST(QuestionSyntax, ReadsDates) {
  const QuestionSyntax read = ReadSyntax("年假 after:2024-01-01 before:2024/1/31");
  EXPECT_EQ(read.changed_from, k2024);
  EXPECT_EQ(read.changed_until, k2024 + 30 * kDay - 1);
  EXPECT_EQ(ReadSyntax("x before:2024-02").changed_until, k2024 + 31 * kDay - 1);
  EXPECT_EQ(ReadSyntax("x after:2024年").changed_from, k2024);
  EXPECT_EQ(ReadSyntax("x after:2024-02-29").changed_from, k2024 + 59 * kDay);
}

TEST(QuestionSyntax, LeavesWhatIsNoDateAsTextAndSaysSo) {
  for (const char* question : {"x after:lunch", "x before:2024-13", "x after:2023-02-29",
                               "x after:2024-", "x after:2024-1-1-1", "x 之后：怎么办"}) {
    const QuestionSyntax read = ReadSyntax(question);
    EXPECT_EQ(read.text, question);
    EXPECT_THAT(read.chips, IsEmpty());
    EXPECT_THAT(Hints(question), ElementsAre("bad_date")) << question;
  }
}

TEST(QuestionSyntax, SaysWhatDoesNotCount) {
  EXPECT_THAT(Hints("P*"), ElementsAre("short_prefix"));
  EXPECT_THAT(Hints("x -type:pdf"), ElementsAre("negated_filter"));
  EXPECT_THAT(Hints("x -PPR-9*"), ElementsAre("negated_prefix"));
  EXPECT_THAT(Hints("-病假 -sick"), ElementsAre("only_excludes"));
  EXPECT_THAT(Hints("x type:pdf type:docx"), ElementsAre("one_of_a_kind"));
  EXPECT_THAT(Chips("x type:pdf type:docx"), ElementsAre("format docx"));
}

TEST(QuestionSyntax, ShowsOperatorsAndLeavesThemInTheText) {
  EXPECT_THAT(Chips("\"annual leave\" -sick title:rules PPR-90*"),
              ElementsAre("must annual leave", "must_not sick", "must rules", "prefix PPR-90"));
  EXPECT_EQ(ReadSyntax("a -b").text, "a -b");
}

TEST(QuestionSyntax, FindsNothingInAnOrdinaryQuestion) {
  for (const char* question : {"试用期员工可以休年假吗？", "What is the torque limit of PPR-9087?",
                               "比分 3:2", "see https://example.com", "类型学是什么"}) {
    EXPECT_THAT(Chips(question), IsEmpty()) << question;
    EXPECT_THAT(Hints(question), IsEmpty()) << question;
  }
}

class ApplySyntaxTest : public ::testing::Test {
 protected:
  ApplySyntaxTest() {
    access::LibraryRights hr;
    hr.library.id = "l_hr";
    hr.library.name = "人事";
    access::LibraryRights law;
    law.library.id = "l_law";
    law.library.name = "Law";
    access_.rights[1] = {hr, law};
    access_.rights[2] = {law};
  }
  FakeAccess access_;
};

TEST_F(ApplySyntaxTest, NarrowsTheRequest) {
  SearchRequest request;
  request.query = "年假 library:人事 type:pdf after:2024-01-01";
  request.changed_from = k2024 + kDay;
  ASSERT_TRUE(ApplySyntax(request, access_, {.user = 1}));
  EXPECT_THAT(request.libraries, ElementsAre("l_hr"));
  EXPECT_EQ(request.format, "pdf");
  EXPECT_EQ(request.changed_from, k2024 + kDay);
  EXPECT_EQ(request.query.find("library"), std::string::npos);
}

TEST_F(ApplySyntaxTest, TellsNoMoreOfAHiddenLibraryThanOfNone) {
  SearchRequest hidden{.query = "x library:人事"};
  SearchRequest none{.query = "x library:无有"};
  const auto refused = ApplySyntax(hidden, access_, {.user = 2});
  const auto missing = ApplySyntax(none, access_, {.user = 2});
  ASSERT_FALSE(refused);
  ASSERT_FALSE(missing);
  EXPECT_EQ(refused.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(refused.error().message.size(), missing.error().message.size());
}

TEST_F(ApplySyntaxTest, StaysInsideTheScope) {
  SearchRequest request{.query = "x library:人事", .libraries = {"l_law"}};
  EXPECT_FALSE(ApplySyntax(request, access_, {.user = 1}));
}

TEST_F(ApplySyntaxTest, WantsSomethingToLookFor) {
  for (const char* query : {"type:pdf", "-病假", "type:pdf -病假"}) {
    SearchRequest request{.query = query};
    const auto refused = ApplySyntax(request, access_, {.user = 1});
    ASSERT_FALSE(refused) << query;
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(refused.error().message_zh.empty());
  }
}

}  // namespace
}  // namespace wenyuan::search
