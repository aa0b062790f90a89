#include "dialogue/follow_up.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dialogue/history.h"
#include "dialogue/readings.h"
#include "fixtures.h"

namespace wenyuan::answer {
namespace {

Lack LackOf(std::string_view question) { return ReadFollowUp(SharedAnalyzer(), question).lack; }

std::vector<std::string> Meanings(const std::string& question, const std::vector<Turn>& turns) {
  return Readings(SharedAnalyzer(), question, ReadFollowUp(SharedAnalyzer(), question), turns);
}

// Whether it is among them: which it is, the documents say.
bool MayMean(const std::string& question, const std::vector<Turn>& turns,
             const std::string& meaning) {
  const auto meanings = Meanings(question, turns);
  for (const std::string& one : meanings) {
    if (one == meaning) return true;
    ::testing::Test::RecordProperty("other", one);
    std::cerr << "    may mean: " << one << "\n";
  }
  return false;
}

TEST(FollowUp, ACompleteQuestionLacksNothing) {
  for (const char* question :
       {"北京云天酒店的联系电话是多少？", "PPR-9087 的最大扭矩是多少？",
        "员工手册规定试用期员工每个月可以休几天带薪年假，需要提前多久申请？",
        "What is the maximum torque of the M8 bolts on the PPR-9087 press?",
        "Which committee decides about the sale of used company laptops to employees abroad?",
        "公司应该在每年哪个月份完成年度安全生产责任书的签订工作？",
        "其他部门的员工借用会议室需要经过哪些审批流程和负责人？"}) {
    EXPECT_EQ(LackOf(question), Lack::kNothing) << question;
  }
}

TEST(FollowUp, APronounLacksItsThing) {
  for (const char* question :
       {"它可以顺延吗？", "这家餐馆的周边有哪些景点？", "该产品保修多久？", "其电话是多少？",
        "那个项目什么时候结束？", "Can it be carried over?", "Who approves this request?",
        "How long does that take?", "What are their opening hours?"}) {
    EXPECT_EQ(LackOf(question), Lack::kThing) << question;
  }
}

TEST(FollowUp, ThePronounTakesItsNounAlong) {
  const FollowUp read = ReadFollowUp(SharedAnalyzer(), "这家餐馆的周边有哪些景点？");
  ASSERT_EQ(read.pronouns.size(), 1U);
  EXPECT_EQ(read.pronouns[0].noun, "餐馆");
  EXPECT_EQ(read.pronouns[0].range.end, std::string("这家餐馆").size());
}

TEST(FollowUp, ThisMonthIsSaidOfNow) {
  EXPECT_NE(LackOf("这个月的报销截止日期是哪一天？"), Lack::kThing);
  EXPECT_NE(LackOf("Is there a holiday this month for all offices?"), Lack::kThing);
}

TEST(FollowUp, WhatIsNewAloneLacksTheRest) {
  for (const auto& [question, thing] : {std::pair{"那病假呢？", "病假"},
                                        {"病假呢", "病假"},
                                        {"如果是实习生的话呢？", "实习生"},
                                        {"and for interns?", "interns"},
                                        {"What about sick leave?", "sick leave"},
                                        {"How about the PPR-9088?", "PPR-9088"},
                                        {"那2019年呢？", "2019年"}}) {
    const FollowUp read = ReadFollowUp(SharedAnalyzer(), question);
    EXPECT_EQ(read.lack, Lack::kRest) << question;
    EXPECT_EQ(read.new_thing, thing) << question;
  }
}

TEST(FollowUp, WhyAloneLacksAll) {
  for (const char* question : {"为什么？", "那为什么呢？", "why?", "Why is that?", "还有呢？"}) {
    EXPECT_EQ(LackOf(question), Lack::kAll) << question;
  }
}

TEST(Readings, WhatIsNewTakesThePlaceOfItsKind) {
  EXPECT_EQ(Meanings("那病假呢？", {{"年假有几天？", "十五天。"}}).front(), "病假有几天？");
  EXPECT_EQ(Meanings("那病假呢？", {{"员工每年有几天带薪年假？", ""}}).front(),
            "员工每年有几天病假？");
  EXPECT_EQ(Meanings("2021年呢？", {{"公司2019年的营业收入是多少？", ""}}).front(),
            "公司2021年的营业收入是多少？");
  EXPECT_EQ(Meanings("PPR-9088 呢？", {{"PPR-9087 的最大扭矩是多少？", ""}}).front(),
            "PPR-9088 的最大扭矩是多少？");
  EXPECT_EQ(Meanings("What about sick leave?", {{"How many days of annual leave are there?", ""}})
                .front(),
            "How many days of sick leave are there?");
  EXPECT_EQ(
      Meanings("and for interns?", {{"What is the daily allowance for managers?", ""}}).front(),
      "What is the daily allowance for interns?");
}

TEST(Readings, WhatHasNoKindThereIsAddedToo) {
  EXPECT_TRUE(MayMean("那试用期呢？", {{"员工有几天年假？", ""}}, "试用期员工有几天年假？"));
  EXPECT_TRUE(MayMean("地址呢？", {{"北京云天酒店的电话是多少？", "010-63553377。"}},
                      "北京云天酒店的地址是多少？"));
}

TEST(Readings, APronounStandsForWhatWasSpokenOf) {
  EXPECT_TRUE(MayMean("它可以顺延吗？", {{"员工每年有几天年假？", "员工每年享有15天带薪年假。"}},
                      "年假可以顺延吗？"));
  EXPECT_EQ(
      Meanings("这家餐馆的地址在哪？", {{"推荐一家餐馆吧。", "推荐您去讲礼驴肉馆用餐。"}}).front(),
      "讲礼驴肉馆的地址在哪？");
  EXPECT_TRUE(MayMean("Can it be carried over?", {{"How many days of annual leave do I get?", ""}},
                      "Can annual leave be carried over?"));
  EXPECT_TRUE(MayMean("Who wrote its manual?", {{"What is the torque of the PPR-9087?", "40 Nm"}},
                      "Who wrote PPR-9087's manual?"));
}

TEST(Readings, AShortQuestionMayGoOnAboutTheSame) {
  EXPECT_TRUE(MayMean("可以顺延吗？", {{"年假有几天？", "年假为十五天。"}}, "年假可以顺延吗？"));
  EXPECT_TRUE(MayMean("电话是多少？", {{"推荐一家酒店", "北京云天酒店是不错的选择。"}},
                      "北京云天酒店的电话是多少？"));
}

TEST(Readings, AConversationIsFollowedThroughQuestionsThatLean) {
  const std::vector<Turn> turns = {{"年假有几天？", "十五天。"}, {"那病假呢？", "十二天。"}};
  EXPECT_EQ(Meanings("事假呢？", turns).front(), "事假有几天？");
}

TEST(Readings, NothingIsMadeOfNothing) {
  EXPECT_TRUE(Meanings("那病假呢？", {}).empty());
  EXPECT_TRUE(Meanings("它可以顺延吗？", {{"？", "。"}}).empty());
}

TEST(RecentTurns, KeepsTheLastAndNothingThatWasThought) {
  std::vector<Turn> turns(20, {"问", "<think>秘密</think>答"});
  turns.back() = {std::string(5'000, 'x'), "思考</think>答<think>又想"};
  const auto recent = RecentTurns(turns);
  ASSERT_EQ(recent.size(), 6U);
  EXPECT_EQ(recent.front().answer, "答");
  EXPECT_EQ(recent.back().answer, "答");
  EXPECT_EQ(recent.back().question.size(), 2'000U);
}

TEST(RecentTurns, MendsWhatIsNoText) {
  EXPECT_EQ(RecentTurns(std::vector<Turn>{{"\xE5\xB9", ""}}).front().question, "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace wenyuan::answer
