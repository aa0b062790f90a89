#include <gmock/gmock.h>

#include "computed_fixtures.h"
#include "question/condition.h"
#include "question/measure_words.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

search::Hit Staff() {
  return TableHit("人员名册", "",
                  {{"工号", "姓名", "部门", "月薪（元）"},
                   {"1001", "方启明", "总经办", "38,000"},
                   {"1025", "何立群", "生产部", "7,800"},
                   {"1012", "田振华", "生产部", "14,500"},
                   {"1044", "邹敏", "财务部", "6,900"}});
}

search::Hit Orders() {
  return TableHit("Orders", "",
                  {{"Order", "Region", "Units", "Revenue (EUR)"},
                   {"S-1", "North", "14", "16,800"},
                   {"S-2", "South", "6", "7,200"},
                   {"S-3", "North", "9", "4,050"}});
}

TEST(Condition, ReadsWhatANumberIsToBe) {
  const auto above = ReadCondition("哪些员工的工资高于8000元？");
  ASSERT_TRUE(above);
  EXPECT_EQ(above->kind, Condition::Kind::kAbove);
  EXPECT_EQ(above->limit, "8000元");
  const auto most = ReadCondition("交货期7天以内的有哪些？");
  ASSERT_TRUE(most);
  EXPECT_EQ(most->kind, Condition::Kind::kAtMost);
  const auto below = ReadCondition("Which items cost less than 50 euros?");
  ASSERT_TRUE(below);
  EXPECT_EQ(below->kind, Condition::Kind::kBelow);
  EXPECT_FALSE(ReadCondition("How many orders are there in 2025?"));
}

TEST(MeasureWords, AnEverydayWordMeansTheNameOfAColumn) {
  EXPECT_TRUE(MeansTheMeasure("工资", "月薪（元）"));
  EXPECT_TRUE(MeansTheMeasure("cost", "Dealer price (EUR)"));
  EXPECT_FALSE(MeansTheMeasure("奖金", "月薪（元）"));
  EXPECT_FALSE(MeansTheMeasure("cost", "Weight (kg)"));
}

TEST(TableRows, ListsTheRowsThatMeetACondition) {
  const Answer answer = Ask("哪些员工的工资低于8000？", {Staff()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.text, AllOf(HasSubstr("何立群（7,800）"), HasSubstr("邹敏（6,900）"),
                                 Not(HasSubstr("田振华"))));
}

TEST(TableRows, AMeasureThatNoColumnHasIsNotAnotherOne) {
  EXPECT_FALSE(IsComputed(Ask("哪些员工的奖金低于8000？", {Staff()})));
  EXPECT_FALSE(IsComputed(Ask("Which orders weigh more than 20?", {Orders()})));
}

TEST(TableRows, AUnitNamesTheColumn) {
  const Answer answer = Ask("Which orders were over 5,000 euros?", {Orders()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.text,
              AllOf(HasSubstr("S-1 (16,800)"), HasSubstr("S-2 (7,200)"), Not(HasSubstr("S-3"))));
  EXPECT_FALSE(IsComputed(Ask("Which orders were over 5,000 dollars?", {Orders()})));
}

search::Hit Devices() {
  return TableHit("设备台账", "",
                  {{"设备编号", "设备名称", "原值（元）", "使用部门", "保管人"},
                   {"SB-001", "激光打印机", "4800", "行政部", "周倩"},
                   {"SB-003", "叉车", "86000", "仓库", "郝刚"},
                   {"SB-004", "空压机", "23500", "生产部", "郝刚"}});
}

TEST(TableRows, AllRowsOfAWordAreListed) {
  const Answer answer = Ask("郝刚保管哪些设备？", {Devices()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.text, AllOf(HasSubstr("叉车、空压机"), Not(HasSubstr("打印机"))));
  const Answer orders = Ask("Which orders came from the North region?", {Orders()});
  ASSERT_TRUE(IsComputed(orders)) << orders.text;
  EXPECT_THAT(orders.text, AllOf(HasSubstr("S-1, S-3"), Not(HasSubstr("S-2"))));
}

TEST(TableRows, APriceListDoesNotSayHowManyThereAre) {
  const search::Hit prices = TableHit(
      "Harbour Bikes", "",
      {{"Bike", "Half day", "Day"}, {"City bike", "€9", "€14"}, {"Cargo bike", "€24", "€38"}});
  EXPECT_FALSE(IsComputed(Ask("How many bikes do you have?", {prices})));
  const search::Hit stock = TableHit(
      "Harbour Bikes", "",
      {{"Bike", "Frame", "Day"}, {"City bike", "H-1", "€14"}, {"Cargo bike", "H-7", "€38"}});
  EXPECT_TRUE(IsComputed(Ask("How many bikes do you have?", {stock})));
}

TEST(TableRows, RowsOfAWordUnderAnotherNameAreNotListed) {
  EXPECT_FALSE(IsComputed(Ask("郝刚购买了哪些设备？", {Devices()})));
  EXPECT_FALSE(IsComputed(Ask("郝刚使用哪些设备？", {Devices()})));
  EXPECT_FALSE(IsComputed(Ask("周倩保管哪些设备？", {Devices()})));  // one row is quoted
}

TEST(TableRows, WhatTheRowsAreCalledMayStandAboveTheirNames) {
  const Answer answer = Ask("items with a lead time over 3 weeks",
                            {TableHit("Price list", "",
                                      {{"Item", "Price (EUR)", "Lead time (weeks)"},
                                       {"Probe", "790", "2"},
                                       {"Set", "95", "6"}})});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.text, AllOf(HasSubstr("Set (6)"), Not(HasSubstr("Probe"))));
}

TEST(TableRows, ATotalOfRowsThatAreTheGroupsIsOneNumber) {
  const Answer answer =
      Ask("各部门费用合计是多少？",
          {TableHit("费用", "", {{"部门", "费用（元）"}, {"市场部", "100"}, {"研发部", "250"}})});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.text, HasSubstr("350"));
}

TEST(TableRows, SumsUpByGroup) {
  const Answer answer = Ask("revenue by region", {Orders()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.text, AllOf(HasSubstr("North (20,850)"), HasSubstr("South (7,200)")));
}

TEST(TableRows, CountsTheRowsOfEachGroup) {
  const Answer answer = Ask("每个部门各有多少人？", {Staff()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.text, AllOf(HasSubstr("生产部（2）"), HasSubstr("财务部（1）")));
}

}  // namespace
}  // namespace wenyuan::answer
