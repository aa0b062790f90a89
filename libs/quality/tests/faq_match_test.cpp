#include "faq_match.h"

#include <gtest/gtest.h>

#include "shared_analyzer.h"

namespace wenyuan::quality {
namespace {

double Of(const char* one, const char* other) {
  const FaqKey left = MakeFaqKey(SharedAnalyzer(), one);
  const FaqKey right = MakeFaqKey(SharedAnalyzer(), other);
  EXPECT_EQ(Likeness(left, right), Likeness(right, left)) << one << " / " << other;
  return Likeness(left, right);
}

TEST(FaqMatch, EqualButForSignsWidthAndCaseIsTheSame) {
  EXPECT_EQ(Of("年假有几天？", "年假有几天"), 1);
  EXPECT_EQ(Of("ＶＰＮ 怎么连", "vpn怎么连？"), 1);
  EXPECT_EQ(Of("How do I reset my password?", "how do i reset my PASSWORD"), 1);
}

TEST(FaqMatch, PolitenessAsksForNothingElse) {
  EXPECT_GT(Of("请问年假有几天？", "年假有几天"), 0);
  EXPECT_GT(Of("年假有几天", "请问年假有几天呢"), 0);
  EXPECT_EQ(Of("年假有几天", "我想问一下您年假有几天呢"), 0) << "more of it than of the question";
  EXPECT_GT(Of("食堂午餐时间几点", "食堂午餐时间是几点？"), 0);
  EXPECT_GT(Of("Please tell me how do I reset my password", "How do I reset my password?"), 0);
}

TEST(FaqMatch, AnotherWordAsksForSomethingElse) {
  for (const auto& [one, other] : std::vector<std::pair<const char*, const char*>>{
           {"年假有几天", "病假有几天"},
           {"谁批准年假", "何时批准年假"},
           {"试用期员工可以休年假吗", "试用期员工不可以休年假吗"},
           {"2024年的年假有几天", "2025年的年假有几天"},
           {"从北京到上海怎么报销", "从上海到北京怎么报销"},
           {"1.5 倍工资怎么算", "15 倍工资怎么算"},
           {"1.25 倍工资怎么算", "12.5 倍工资怎么算"},
           {"room 1 25", "room 12 5"},
           {"32B线来往于哪些地方", "32M线来往于哪些地方"},
           {"How long does a transfer take", "How long does a US transfer take"},
           {"C++ 培训在哪里", "C 培训在哪里"},
           {"主管多少天内审批", "主管多少天后审批"},
           {"Who approves leave", "When is leave approved"},
           {"Can I work from home", "Can't I work from home"},
           {"年假", "年假有几天可以结转到下一年"},
           {"？？", "！！"},
           {"的", "吗"}}) {
    EXPECT_EQ(Of(one, other), 0) << one << " / " << other;
  }
}

}  // namespace
}  // namespace wenyuan::quality
