#include "generated/repetition.h"

#include <gtest/gtest.h>

#include <string>

namespace wenyuan::answer {
namespace {

std::string Times(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(GoesInCircles, AWordWithoutEndDoes) {
  EXPECT_TRUE(GoesInCircles(Times("年假", 40)));
  EXPECT_TRUE(GoesInCircles("员工每年享有" + Times("带薪年假，", 40)));
  EXPECT_TRUE(GoesInCircles(Times("the leave of ", 20)));
}

TEST(GoesInCircles, WhatPeopleWriteDoesNot) {
  EXPECT_FALSE(GoesInCircles("年假年假"));
  EXPECT_FALSE(GoesInCircles(
      "员工每年享有15天带薪年假，未使用的年假可以顺延至次年3月31日，逾期作废，但因公未能"
      "休假并经部门负责人书面同意的除外，病假与年假分别计算。"));
  EXPECT_FALSE(
      GoesInCircles("Net sales were 100, 120, 140, 160, 180 and 200 million in 2019, 2020, "
                    "2021, 2022, 2023 and 2024, and net income was 10, 12, 14, 16, 18, 20."));
  EXPECT_FALSE(GoesInCircles(""));
}

TEST(GoesInCircles, HalfACharacterIsTakenAsItIs) { EXPECT_FALSE(GoesInCircles("\xE5\xB9")); }

}  // namespace
}  // namespace wenyuan::answer
