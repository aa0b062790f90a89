#include "wenyuan/base/system_reason.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>

namespace wenyuan {
namespace {

TEST(SystemReason, IsSaidInChineseWithTheSystemsWordsInBrackets) {
  EXPECT_EQ(ReasonOf(ECONNREFUSED).english, "Connection refused");
  EXPECT_EQ(ReasonOf(ECONNREFUSED).chinese, "连接被拒绝（Connection refused）");
  EXPECT_EQ(ReasonOf(ENOENT).chinese, "没有这个文件或文件夹（No such file or directory）");
  EXPECT_EQ(ReasonOf(ETIMEDOUT).chinese, "连接超时（Connection timed out）");
}

TEST(SystemReason, OfARareErrorIsChineseToo) {
  EXPECT_EQ(ReasonOf(EUCLEAN).chinese, "系统报错（Structure needs cleaning）");
  EXPECT_FALSE(ReasonOf(-7).chinese.empty());
}

TEST(SystemReason, IsReadFromWhatTheStandardLibrarySays) {
  std::error_code error;
  std::filesystem::create_directory("/no/such/folder", error);
  EXPECT_EQ(ReasonOf(error).chinese, ReasonOf(ENOENT).chinese);
  const std::error_code other = std::make_error_code(std::io_errc::stream);
  EXPECT_EQ(ReasonOf(other).chinese, other.message());
}

}  // namespace
}  // namespace wenyuan
