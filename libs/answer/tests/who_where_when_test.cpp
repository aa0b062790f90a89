#include "evidence/who_where_when.h"

#include <gtest/gtest.h>

#include "evidence/as_asked.h"

namespace wenyuan::answer {
namespace {

Fit OfASentence(std::string_view question, std::string_view text) {
  return FitOf(question, text, Form::kSentence);
}

TEST(WhoWhereWhen, WhoIsSomebody) {
  EXPECT_FALSE(SaysWho("Who cleans the laboratory?", "Acid is rinsed with water."));
  EXPECT_TRUE(SaysWho("Who cleans the laboratory?", "The contractor cleans it."));
  EXPECT_TRUE(SaysWho("Who cleans the laboratory?", "It is cleaned by Lena Brandt."));
  EXPECT_TRUE(SaysWho("Who repairs it?", "The workshop."));
}

TEST(WhoWhereWhen, OneNameIsEnough) {
  EXPECT_TRUE(SaysWho("Who led the force?", "A Norman named Oursel led a force."));
  EXPECT_TRUE(SaysWho("Who sings high?", "Currington's vocals range from B to D5."));
  EXPECT_FALSE(SaysWho("Who signed the lease?", "The lease was signed on Monday in May."));
}

TEST(WhoWhereWhen, ANameThatTheQuestionSaysIsNoAnswer) {
  EXPECT_FALSE(SaysWho("Who runs Nordvann?", "The hosting of Nordvann ends in March."));
  EXPECT_TRUE(SaysWho("Who runs Nordvann?", "Nordvann is run by Solberg."));
}

TEST(WhoWhereWhen, WhoInChinese) {
  EXPECT_FALSE(SaysWho("滤芯由谁更换？", "每12个月更换一次，型号为FL-61。"));
  EXPECT_FALSE(SaysWho("滤芯由谁更换？", "需要更换 · 颜色：红色闪烁"));
  EXPECT_TRUE(SaysWho("水电费谁出？", "水费由乙方承担。"));
  EXPECT_TRUE(SaysWho("入库找谁？", "联系：孙立军，电话138。"));
  EXPECT_TRUE(SaysWho("谁写的？", "作于1920年的托马斯·布朗的书。"));
}

TEST(WhoWhereWhen, WhereIsAPlace) {
  EXPECT_FALSE(SaysWhere("Where are the helmets kept?", "Helmets are free of charge."));
  EXPECT_FALSE(SaysWhere("Where is the course?", "The course is held on Monday in March."));
  EXPECT_TRUE(SaysWhere("Where are solvents kept?", "They stand in the yellow cabinet."));
  EXPECT_TRUE(SaysWhere("Where was he born?", "He is of Spanish origin, of Sevilla."));
  EXPECT_TRUE(SaysWhere("When does it close?", "It is free."));
}

TEST(WhoWhereWhen, WhereInChinese) {
  EXPECT_FALSE(SaysWhere("样机存放在哪里？", "样机面积1,800平方米，温度保持在15至25度。"));
  EXPECT_TRUE(SaysWhere("发布会在哪里举行？", "发布会拟在重庆举行。"));
  EXPECT_TRUE(SaysWhere("杯子放在哪儿？", "杯子放在桌上。"));
  EXPECT_FALSE(SaysWhere("杯子放在哪儿？", "杯子在一年内更换。"));
}

TEST(WhoWhereWhen, WhatTheQuestionSaysIsNoPlace) {
  constexpr std::string_view kQuestion = "三号库房在哪里？";
  EXPECT_EQ(WithoutWordsOf(kQuestion, "三号库房存放面粉。"), " 存放面粉。");
  EXPECT_EQ(OfASentence(kQuestion, "三号库房存放面粉。"), Fit::kDoubtful);
  EXPECT_EQ(OfASentence(kQuestion, "三号库房位于平泷路。"), Fit::kFits);
}

TEST(WhoWhereWhen, WhenIsATime) {
  EXPECT_FALSE(SaysWhen("When does it open?", "The clinic has two rooms."));
  EXPECT_TRUE(SaysWhen("When does it open?", "It opens at 8 am."));
  EXPECT_TRUE(SaysWhen("When may I paint?", "After the landlord has agreed."));
  EXPECT_FALSE(SaysWhen("考勤什么时候开始？", "考勤由人力资源部负责。"));
  EXPECT_TRUE(SaysWhen("押金什么时候退？", "退证时退还，七日内。"));
  EXPECT_TRUE(SaysWhen("When many are held, what helps?", "Solidarity helps."));
}

TEST(WhoWhereWhen, EveryDayIsNoTimeInThePast) {
  EXPECT_FALSE(SaysWhen("When was the tray patented?", "Empty the tray once a week, you may."));
  EXPECT_TRUE(SaysWhen("When is the tray emptied?", "Empty the tray once a week."));
  EXPECT_TRUE(SaysWhen("When was the tray patented?", "It was patented in 1998."));
  EXPECT_TRUE(SaysWhen("When did he join?", "He joined three weeks ago."));
  EXPECT_FALSE(SaysWhen("滤网什么时候买的？", "滤网每两周清理一次。"));
  EXPECT_TRUE(SaysWhen("滤网什么时候买的？", "滤网是5月18日买的。"));
}

TEST(WhoWhereWhen, ARowSaysInItsNamesWhatIsAskedFor) {
  EXPECT_EQ(FitOf("FE-04的库位在哪里？", "FE-04 · 库位：A-12", Form::kRow), Fit::kFits);
  EXPECT_EQ(FitOf("When was the Zoe bought?", "Zoe · Fuel: Electric", Form::kRow), Fit::kDoubtful);
}

TEST(WhoWhereWhen, IsDoubtedAndNotRuledOut) {
  EXPECT_EQ(OfASentence("Who pays?", "Paid by card."), Fit::kDoubtful);
  EXPECT_TRUE(IsAsAsked("Who pays?", "Paid by card.", Form::kSentence));
  EXPECT_EQ(OfASentence("How heavy is it?", "Paid by card."), Fit::kFitsNot);
}

}  // namespace
}  // namespace wenyuan::answer
