#include "wenyuan/base/log.h"

#include <gtest/gtest.h>

namespace wenyuan {
namespace {

TEST(LogLevel, IsCalledByItsName) {
  for (const LogLevel level :
       {LogLevel::kDebug, LogLevel::kInfo, LogLevel::kWarning, LogLevel::kError}) {
    EXPECT_EQ(LogLevelOf(Name(level)), level);
  }
  EXPECT_EQ(Name(LogLevel::kWarning), "warning");
  EXPECT_EQ(LogLevelOf("verbose"), std::nullopt);
}

TEST(LogLevel, IsTheOneThatWasSet) {
  const LogLevel before = CurrentLogLevel();
  SetLogLevel(LogLevel::kError);
  EXPECT_EQ(CurrentLogLevel(), LogLevel::kError);
  SetLogLevel(before);
  EXPECT_EQ(CurrentLogLevel(), before);
}

}  // namespace
}  // namespace wenyuan
