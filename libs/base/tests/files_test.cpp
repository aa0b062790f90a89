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
  EXPECT_NE(file.error().message.find("/nowhere/at/all"), std::string::npos);
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
