#include "wenyuan/parse/line_shape.h"

#include <gtest/gtest.h>

namespace wenyuan::parse {
namespace {

TEST(LineShape, NumbersAreAlike) {
  EXPECT_EQ(LineShape("Page 3 of 12"), "Page # of #");
  EXPECT_EQ(LineShape("2024-01"), "#-#");
  EXPECT_EQ(LineShape(""), "");
}

TEST(LineShape, PageNumbersAreKnownByTheirWords) {
  for (const char* shape : {"#", "- # -", "Page # of #", "第#页", "第 # 页 共 # 页", "#/#"}) {
    EXPECT_TRUE(IsPageNumberShape(shape)) << shape;
  }
  for (const char* shape : {"Net pay # euros", "第#号泵", "Pages"}) {
    EXPECT_FALSE(IsPageNumberShape(shape)) << shape;
  }
}

}  // namespace
}  // namespace wenyuan::parse
