#include "models/model_store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/gguf/testing/toy_models.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

class ModelStoreTest : public ::testing::Test {
 protected:
  void SetUp() override { gguf::testing::ToyQwen2().Write(source_); }

  void Promise(const std::string& hash) const {
    std::ofstream(source_.parent_path() / "SHA256SUMS") << hash << "  "
                                                        << "toy.gguf\n";
  }
  [[nodiscard]] std::string Hash(const fs::path& path) const {
    return *HashFile(PosixFileSystem(), path, {});
  }

  const wenyuan::testing::TemporaryFolder folder_;
  const fs::path source_ = folder_.path() / "toy.gguf";
  ModelStore store_{PosixFileSystem(), folder_.path() / "models"};
};

TEST_F(ModelStoreTest, CopiesAndNotesTheHash) {
  const auto path = store_.Import(source_, false, {});
  ASSERT_TRUE(path) << path.error().message;
  EXPECT_EQ(Hash(*path), Hash(source_));
  EXPECT_EQ(*PromisedHash(PosixFileSystem(), *path), Hash(source_));
  EXPECT_EQ(*store_.Find("toy"), *path);
  EXPECT_EQ(*store_.Find("toy.gguf"), *path);
  EXPECT_EQ(fs::hard_link_count(*path), 1U);
}

TEST_F(ModelStoreTest, LinksWhereItIsToldTo) {
  const fs::path through = folder_.path() / "link.gguf";
  fs::create_symlink(source_, through);
  const auto path = store_.Import(through, true, {});
  ASSERT_TRUE(path) << path.error().message;
  EXPECT_FALSE(fs::is_symlink(*path));
  EXPECT_EQ(fs::hard_link_count(*path), 2U);
}

TEST_F(ModelStoreTest, RefusesAFileOfAnotherHash) {
  Promise(std::string(64, '0'));
  for (const bool link : {false, true}) {
    const auto path = store_.Import(source_, link, {});
    ASSERT_FALSE(path);
    EXPECT_EQ(path.error().code, ErrorCode::kCorruption);
    EXPECT_TRUE(fs::is_empty(store_.folder()));
  }
  Promise(Hash(source_));
  EXPECT_TRUE(store_.Import(source_, false, {}));
}

TEST_F(ModelStoreTest, RefusesADamagedFile) {
  fs::resize_file(source_, fs::file_size(source_) / 2);
  const auto path = store_.Import(source_, false, {});
  ASSERT_FALSE(path);
  EXPECT_EQ(path.error().code, ErrorCode::kCorruption);
  EXPECT_FALSE(fs::exists(store_.folder()));
}

TEST_F(ModelStoreTest, TakesNoNameTwice) {
  ASSERT_TRUE(store_.Import(source_, false, {}));
  EXPECT_EQ(store_.Import(source_, false, {}).error().code, ErrorCode::kConflict);
}

TEST_F(ModelStoreTest, RemovesAModelAndItsHash) {
  const auto path = store_.Import(source_, false, {});
  ASSERT_TRUE(path);
  ASSERT_TRUE(store_.Remove("toy"));
  EXPECT_FALSE(fs::exists(*path));
  EXPECT_FALSE(*PromisedHash(PosixFileSystem(), *path));
  EXPECT_EQ(store_.Remove("toy").error().code, ErrorCode::kNotFound);
}

TEST_F(ModelStoreTest, LooksOnlyInItsFolder) {
  for (const char* name : {"", "../toy", "/etc/passwd", ".hidden", "a/b"}) {
    EXPECT_EQ(store_.Find(name).error().code, ErrorCode::kInvalidArgument) << name;
  }
}

TEST(PromisedHash, ReadsBothFormsOfALine) {
  const wenyuan::testing::TemporaryFolder folder;
  const std::string hash(64, 'A');
  std::ofstream(folder.path() / "SHA256SUMS") << "not a line\n"
                                              << hash << " *binary.gguf\r\n"
                                              << hash << "  ./sub/text.gguf\n";
  const std::string lower(64, 'a');
  EXPECT_EQ(*PromisedHash(PosixFileSystem(), folder.path() / "binary.gguf"), lower);
  EXPECT_EQ(*PromisedHash(PosixFileSystem(), folder.path() / "text.gguf"), lower);
  EXPECT_FALSE(*PromisedHash(PosixFileSystem(), folder.path() / "other.gguf"));
}

}  // namespace
}  // namespace wenyuan::app
