#include "evidence/asked_kind.h"

#include <gtest/gtest.h>

#include "evidence/how_many.h"
#include "evidence/other_case.h"

namespace wenyuan::answer {
namespace {

TEST(AskedKindTest, AMeasureIsOfTheKindThatIsAskedFor) {
  EXPECT_FALSE(OffersTheKind("How heavy is the battery pack?", "Insert a battery pack of type 4."));
  EXPECT_TRUE(OffersTheKind("How heavy is the battery pack?", "The battery pack has 380 g."));
  EXPECT_FALSE(OffersTheKind("AP-600多重？", "AP-600的电源线长1.8 m。"));
  EXPECT_TRUE(OffersTheKind("AP-600多重？", "AP-600净重8.6公斤。"));
  EXPECT_FALSE(OffersTheKind("How many watts does it use?", "It runs for 14 months."));
  EXPECT_TRUE(OffersTheKind("How many watts does it use?", "It uses 0.6W."));
  EXPECT_FALSE(OffersTheKind("电压是多少伏？", "功率为48 W。"));
  EXPECT_FALSE(OffersTheKind("保修多久？", "保修由售后负责。"));
  EXPECT_TRUE(OffersTheKind("保修多久？", "整机保修一年。"));
  EXPECT_FALSE(OffersTheKind("What time do they come?", "They come with 400 boxes."));
  EXPECT_TRUE(OffersTheKind("What time do they come?", "They come at 7 am."));
}

TEST(AskedKindTest, HowLongAsksForATimeOrALength) {
  EXPECT_TRUE(OffersTheKind("How long is the cable?", "The cable is 10 metres long."));
  EXPECT_TRUE(OffersTheKind("How long is the break?", "The break is 45 minutes."));
  EXPECT_FALSE(OffersTheKind("How long is the cable?", "The cable has the number 4711."));
  EXPECT_FALSE(OffersTheKind("多长时间清理一次？", "清理时离墙20厘米。"));
}

TEST(AskedKindTest, ANameThatAValueStandsUnderSaysItsKind) {
  EXPECT_TRUE(OffersTheKind("AP-600多重？", "AP-600：8.6", "重量"));
  EXPECT_FALSE(OffersTheKind("AP-600多重？", "AP-600：8.6", "供货周期（周）"));
}

TEST(AskedKindTest, ColoursMailAndTelephone) {
  EXPECT_FALSE(OffersTheKind("What colour is the probe?", "The probe is made of steel."));
  EXPECT_TRUE(OffersTheKind("What colour is the probe?", "The probe is dark green."));
  EXPECT_FALSE(OffersTheKind("AP-600是什么颜色的？", "AP-600适合卧室。"));
  EXPECT_FALSE(OffersTheKind("马思远的电话是多少？", "马思远在6月10日前提交方案。"));
  EXPECT_TRUE(OffersTheKind("罗静怡的电话是多少？", "联系人为罗静怡，分机6312。"));
  EXPECT_FALSE(OffersTheKind("What is her email address?", "She sits on the first floor."));
}

TEST(AskedKindTest, ACellMayBeAsMuch) {
  EXPECT_FALSE(MayBeAsMuch("What does the plan cost per month?", "99.9%"));
  EXPECT_TRUE(MayBeAsMuch("What does the plan cost per month?", "640"));
  EXPECT_FALSE(MayBeAsMuch("出国出差每天补多少钱？", "含伙食和通讯"));
  EXPECT_TRUE(MayBeAsMuch("存多少钱？", "免费"));
}

TEST(AskedKindTest, APriceOfATimeIsNoTime) {
  EXPECT_FALSE(
      OffersTheKind("How long is a cargo bike?", "Cargo bike · Day: €38", "Cargo bike · Day: €38"));
  EXPECT_TRUE(OffersTheKind("How long is the hire?", "Hire · Days: 3", "Hire · Days: 3"));
}

TEST(AskedKindTest, OtherQuestionsGetAnything) {
  EXPECT_TRUE(OffersTheKind("Who repairs it?", "The workshop."));
  EXPECT_TRUE(OffersTheKind("应注意哪几点？", "不得转租。"));
}

TEST(OtherCaseTest, WhatIsSaidOfAnotherCaseIsNoAnswer) {
  EXPECT_TRUE(IsOfAnotherCase("产假期间工资怎么发？", "病假期间按基本工资的60%发放。", "第五条"));
  EXPECT_FALSE(IsOfAnotherCase("产假期间工资怎么发？", "产假期间由社保发放生育津贴。", ""));
  EXPECT_TRUE(IsOfAnotherCase("哺乳假有几天？", "产假158天，陪产假15天。", ""));
  EXPECT_TRUE(IsOfAnotherCase("产假多长？", "陪产假15天。", ""));
  EXPECT_TRUE(IsOfAnotherCase("How many days do interns get?", "Full-time staff get 27 days.", ""));
  EXPECT_FALSE(IsOfAnotherCase("Who do I call when I am ill?", "Who is sick calls the desk.", ""));
}

TEST(OtherCaseTest, AHeadingMaySayTheCase) {
  EXPECT_FALSE(IsOfAnotherCase("产假工资怎么发？", "按病假工资的标准发放。", "产假工资怎么发？"));
  EXPECT_TRUE(IsOfAnotherCase("产假工资怎么发？", "病假工资为60%。", "产假与病假"));
}

TEST(OtherCaseTest, WhatNamesNoCaseIsOfAll) {
  EXPECT_FALSE(IsOfAnotherCase("实习生几点上班？", "上班时间为8:30至17:30。", ""));
  EXPECT_FALSE(IsOfAnotherCase("几点上班？", "实习生9点上班。", ""));
  EXPECT_FALSE(IsOfAnotherCase("周末开门吗？", "请在五个工作日内回复，周末开门。", ""));
}

}  // namespace
}  // namespace wenyuan::answer
