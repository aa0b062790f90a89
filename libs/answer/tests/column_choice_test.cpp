#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixtures.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

const Rows kLeave = {
    {"累计工龄", "年假天数"}, {"1–10年", "5天"}, {"10–20年", "10天"}, {"20年以上", "15天"}};
const Rows kParking = {{"Zone", "Price per hour"}, {"A", "3.50 EUR"}, {"B", "2.00 EUR"}};

Answer Ask(const std::string& question, std::vector<search::Hit> hits) {
  const FixedSearcher searcher(std::move(hits));
  const auto answerer = MakeExtractiveAnswerer(SharedAnalyzer(), searcher, {});
  Question asked;
  asked.text = question;
  return *answerer->Ask(asked, {}, {});
}

std::vector<std::string> Texts(const Answer& answer) {
  std::vector<std::string> texts;
  for (const Sentence& sentence : answer.sentences) texts.push_back(sentence.text);
  return texts;
}

TEST(ColumnChoice, GivesAllRowsOfATableWhoseCasesNobodyNamed) {
  const Answer answer = Ask("年假有几天？", {TableHit("员工手册", "年假", kLeave)});
  ASSERT_FALSE(answer.refused);
  EXPECT_THAT(Texts(answer),
              testing::ElementsAre("1–10年 · 年假天数：5天", "10–20年 · 年假天数：10天",
                                   "20年以上 · 年假天数：15天"));
  for (const Sentence& sentence : answer.sentences) {
    EXPECT_EQ(sentence.citations.size(), 1U);
    EXPECT_TRUE(sentence.cell.has_value());
  }
}

TEST(ColumnChoice, LeavesOutAColumnOfTheSameKindAboutSomethingElse) {
  const Answer answer = Ask("年假有几天？", {TableHit("员工手册", "第四章 休假",
                                                      {{"累计工龄", "年假天数", "可结转天数"},
                                                       {"满1年不满5年", "7天", "2天"},
                                                       {"满5年不满10年", "10天", "3天"},
                                                       {"满10年不满20年", "15天", "5天"},
                                                       {"满20年", "20天", "5天"}})});
  ASSERT_FALSE(answer.refused) << answer.text;
  EXPECT_THAT(Texts(answer),
              testing::ElementsAre("满1年不满5年 · 年假天数：7天", "满5年不满10年 · 年假天数：10天",
                                   "满10年不满20年 · 年假天数：15天", "满20年 · 年假天数：20天"));
}

TEST(ColumnChoice, KnowsAPriceByWhatItCosts) {
  const Answer answer =
      Ask("What does parking cost?", {TableHit("City guide", "Parking", kParking)});
  ASSERT_FALSE(answer.refused);
  EXPECT_THAT(Texts(answer),
              testing::ElementsAre("A · Price per hour: 3.50 EUR", "B · Price per hour: 2.00 EUR"));
}

TEST(ColumnChoice, LeavesATableAloneThatIsAboutSomethingElse) {
  EXPECT_TRUE(Ask("病假有几天？", {TableHit("员工手册", "年假", kLeave)}).refused);
  EXPECT_TRUE(
      Ask("What does camping cost?", {TableHit("City guide", "Parking", kParking)}).refused);
}

TEST(ColumnChoice, GivesOneRowWhereTheQuestionNamesIt) {
  const Answer answer =
      Ask("停车费在B区是多少钱？",
          {TableHit("停车费", "", {{"区域", "每小时价格"}, {"A区", "3元"}, {"B区", "2元"}})});
  ASSERT_FALSE(answer.refused);
  EXPECT_THAT(Texts(answer), testing::ElementsAre("B区 · 每小时价格：2元"));
}

}  // namespace
}  // namespace wenyuan::answer
