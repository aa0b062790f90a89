#include "wenyuan/parse_kit/alternative_text.h"

#include <gtest/gtest.h>

namespace wenyuan::parse {
namespace {

TEST(AlternativeText, KeepsWhatSomebodyWrote) {
  EXPECT_EQ(AlternativeText(" 2025 年销售额 \n"), "2025 年销售额");
  EXPECT_EQ(AlternativeText("A path C:\\x in words"), "A path C:\\x in words");
  EXPECT_EQ(AlternativeText("Picture 3 of the duck"), "Picture 3 of the duck");
  EXPECT_EQ(AlternativeText("The file logo.png"), "The file logo.png");
}

TEST(AlternativeText, DropsPlacesOfFiles) {
  EXPECT_EQ(AlternativeText("C:\\Users\\li\\Content.Word\\body pic.jpg"), "");
  EXPECT_EQ(AlternativeText("\\\\server\\share\\a b.bmp"), "");
  EXPECT_EQ(AlternativeText("alfresco-logo.PNG"), "");
  EXPECT_EQ(AlternativeText("https://example.com/a/logo.svg"), "");
}

TEST(AlternativeText, DropsCountedNames) {
  EXPECT_EQ(AlternativeText("Picture 3"), "");
  EXPECT_EQ(AlternativeText("image12"), "");
  EXPECT_EQ(AlternativeText("图片 1"), "");
}

TEST(AlternativeText, DropsTheNoteThatAProgramWroteIt) {
  EXPECT_EQ(AlternativeText("A duck\n\nDescription automatically generated"), "A duck");
  EXPECT_EQ(AlternativeText("一只鸭子\n\n描述已自动生成"), "一只鸭子");
  EXPECT_EQ(AlternativeText("Chart\n\nAI-generated content may be incorrect."), "Chart");
  EXPECT_EQ(AlternativeText("Description automatically generated"), "");
}

}  // namespace
}  // namespace wenyuan::parse
