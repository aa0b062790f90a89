#include "conversation.h"

#include <gmock/gmock.h>

#include <string>

namespace wenyuan::api {
namespace {

using ::testing::HasSubstr;

Result<std::vector<answer::Turn>> Read(const std::string& before) {
  WY_TRY(const Members body, Members::Parse(R"({"before":)" + before + "}", {"before"}));
  return ReadConversation(body, "before");
}

std::string Repeated(const std::string& item, int count) {
  std::string list = "[" + item;
  for (int i = 1; i < count; ++i) list += "," + item;
  return list + "]";
}

TEST(ReadConversation, KeepsTheOrderOfTheTurns) {
  const auto turns =
      Read(R"([{"question":"年假有几天？","answer":"15 天。"},{"question":"那病假呢？"}])");
  ASSERT_TRUE(turns) << turns.error().message;
  ASSERT_EQ(turns->size(), 2U);
  EXPECT_EQ(turns->front().question, "年假有几天？");
  EXPECT_EQ(turns->front().answer, "15 天。");
  EXPECT_EQ(turns->back().question, "那病假呢？");
  EXPECT_EQ(turns->back().answer, "");
}

TEST(ReadConversation, NoneIsNone) {
  EXPECT_TRUE(Read("null")->empty());
  EXPECT_TRUE(Read("[]")->empty());
}

TEST(ReadConversation, AnotherFormIsAnErrorThatNamesTheMember) {
  for (const std::string before :
       {R"("年假")", R"({"question":"a"})", R"(["年假"])", R"([{"answer":"b"}])",
        R"([{"question":7}])", R"([{"question":"a","answer":["b"]}])",
        R"([{"question":"a","thinking":"b"}])"}) {
    const auto turns = Read(before);
    ASSERT_FALSE(turns) << before;
    EXPECT_EQ(turns.error().code, ErrorCode::kInvalidArgument) << before;
    EXPECT_THAT(turns.error().message, HasSubstr("before")) << before;
    EXPECT_THAT(turns.error().In(Language::kChinese), HasSubstr("字段")) << before;
  }
}

TEST(ReadConversation, TheErrorSaysWhichTurn) {
  EXPECT_THAT(Read(R"([{"question":"a"},{"answer":"b"}])").error().message, HasSubstr("turn 2 "));
}

TEST(ReadConversation, MoreThanItTakesIsAnErrorWithTheLimit) {
  EXPECT_TRUE(Read(Repeated(R"({"question":"a"})", 200)));
  EXPECT_THAT(Read(Repeated(R"({"question":"a"})", 201)).error().message, HasSubstr("200 turns"));
  const std::string long_turn = R"({"question":"a","answer":")" + std::string(140'000, 'b') + "\"}";
  EXPECT_THAT(Read(Repeated(long_turn, 2)).error().message, HasSubstr("262144 bytes"));
}

}  // namespace
}  // namespace wenyuan::api
