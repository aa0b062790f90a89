#include "wenyuan/text/script.h"

#include <gtest/gtest.h>

namespace wenyuan::text {
namespace {

TEST(Script, TellsChineseFromOtherTexts) {
  EXPECT_EQ(DominantScript("员工每年享有十五天带薪年假。"), Script::kHan);
  EXPECT_EQ(DominantScript("Employees receive 15 days of leave."), Script::kOther);
  EXPECT_EQ(DominantScript("服务默认监听 8480 端口，可用环境变量 WY_PORT 修改。"), Script::kHan);
  EXPECT_EQ(DominantScript("The word 年假 means annual leave in Chinese."), Script::kOther);
  EXPECT_EQ(DominantScript("ねこがすきです"), Script::kHan);
  EXPECT_EQ(DominantScript("Отпуск пятнадцать дней"), Script::kOther);
  EXPECT_EQ(DominantScript("12345 + 678"), Script::kOther);
  EXPECT_EQ(DominantScript(""), Script::kOther);
}

}  // namespace
}  // namespace wenyuan::text
