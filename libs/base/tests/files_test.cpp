#include "wenyuan/base/files.h"

#include <gtest/gtest.h>

#include "wenyuan/base/testing/temporary_folder.h"

namespace wenyuan {
namespace {

TEST(Files, ReadsBackWhatWasWrittenAtomically) {
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(WriteAtomically(PosixFileSystem(), folder.path() / "a", "文渊"));
  ASSERT_TRUE(WriteAtomically(PosixFileSystem(), folder.path() / "a", "文渊阁"));
  EXPECT_EQ(*ReadAll(PosixFileSystem(), folder.path() / "a", 100), "文渊阁");
  EXPECT_EQ(*PosixFileSystem().List(folder.path()), std::vector<std::string>{"a"});
}

TEST(Files, AMissingFileIsNotFoundAndNamed) {
  const auto file = PosixFileSystem().Open("/nowhere/at/all");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(file.error().message, "cannot open '/nowhere/at/all': No such file or directory");
  EXPECT_EQ(file.error().message_zh,
            "无法打开“/nowhere/at/all”：没有这个文件或文件夹（No such file or directory）");
}

TEST(Files, ReadingPastTheEndIsCorruption) {
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(WriteAtomically(PosixFileSystem(), folder.path() / "a", "12345"));
  const auto file = *PosixFileSystem().Open(folder.path() / "a");
  EXPECT_EQ(*file->ReadAt(1, 4), "2345");
  EXPECT_EQ(file->ReadAt(1, 5).error().code, ErrorCode::kCorruption);
  EXPECT_EQ(file->ReadAt(6, 0).error().code, ErrorCode::kCorruption);
}

TEST(Files, AFileOverTheLimitIsRefused) {
  const testing::TemporaryFolder folder;
  ASSERT_TRUE(WriteAtomically(PosixFileSystem(), folder.path() / "a", "12345"));
  EXPECT_TRUE(ReadAll(PosixFileSystem(), folder.path() / "a", 5));
  EXPECT_EQ(ReadAll(PosixFileSystem(), folder.path() / "a", 4).error().code, ErrorCode::kTooLarge);
}

TEST(Files, AFolderIsNotAFile) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(PosixFileSystem().Open(folder.path()).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace wenyuan
