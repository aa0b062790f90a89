#include "terminal.h"

#include <gtest/gtest.h>

#include "nearest.h"

namespace wenyuan::app {
namespace {

TEST(Columns, HanAndFullWidthCharactersTakeTwo) {
  EXPECT_EQ(Columns("abc"), 3U);
  EXPECT_EQ(Columns("文渊a，"), 7U);
}

TEST(Fit, CutsAtAColumnAndSaysSo) {
  EXPECT_EQ(Fit("文渊阁", 6), "文渊阁");
  EXPECT_EQ(Fit("文渊阁", 5), "文渊…");
  EXPECT_EQ(Fit("文渊阁", 4), "文…");
}

TEST(FormatTable, AlignsColumnsOfChineseText) {
  EXPECT_EQ(FormatTable({{"名称", "x"}, {"a", "y"}}), "名称  x\na     y\n");
}

TEST(Nearest, FindsATypingErrorAndNothingFarOff) {
  const std::vector<std::string> commands = {"search", "serve", "import"};
  EXPECT_EQ(Nearest("serch", commands), "search");
  EXPECT_EQ(Nearest("imprt", commands), "import");
  EXPECT_EQ(Nearest("xyzzy", commands), "");
}

TEST(ExitCodeOf, TellsKindsOfFailureApart) {
  EXPECT_EQ(ExitCodeOf(ErrorCode::kInvalidArgument), 2);
  EXPECT_EQ(ExitCodeOf(ErrorCode::kNotFound), 3);
  EXPECT_EQ(ExitCodeOf(ErrorCode::kPermissionDenied), 4);
  EXPECT_EQ(ExitCodeOf(ErrorCode::kUnavailable), 5);
}

}  // namespace
}  // namespace wenyuan::app
