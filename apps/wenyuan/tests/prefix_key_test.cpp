#include "models/prefix_key.h"

#include <gtest/gtest.h>

#include <fstream>

#include "wenyuan/base/log.h"
#include "wenyuan/base/testing/temporary_folder.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

class PrefixKeyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    SetLogLevel(LogLevel::kError);
    keys_ = *crypto::OpenKeyFile(PosixFileSystem(), folder_.path() / "master.key");
  }

  std::string Key() { return OpenPrefixKey(PosixFileSystem(), *keys_, prefixes_).value_or(""); }

  // What lies in the folder, all files behind each other.
  std::string OnDisk() const {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(prefixes_)) {
      all += ReadAll(PosixFileSystem(), entry.path(), 4096).value_or("");
    }
    return all;
  }

  const testing::TemporaryFolder folder_;
  const fs::path prefixes_ = folder_.path() / "prefixes";
  std::unique_ptr<crypto::KeyProvider> keys_;
};

TEST_F(PrefixKeyTest, IsTheTextOfAKeyFileAndStaysTheSame) {
  const std::string key = Key();
  std::ofstream(folder_.path() / "as-a-file") << key;
  fs::permissions(folder_.path() / "as-a-file", fs::perms::owner_read);
  EXPECT_TRUE(crypto::OpenKeyFile(PosixFileSystem(), folder_.path() / "as-a-file"));
  EXPECT_EQ(Key(), key);
}

TEST_F(PrefixKeyTest, LiesInTheFolderSealedAlone) {
  const std::string key = Key();
  ASSERT_EQ(key.size(), 65U);
  EXPECT_EQ(OnDisk().find(key.substr(0, 64)), std::string::npos);
  keys_ = *crypto::OpenKeyFile(PosixFileSystem(), folder_.path() / "another.key");
  EXPECT_NE(Key(), key);
}

TEST_F(PrefixKeyTest, IsMadeAnewWhereItCannotBeRead) {
  const std::string key = Key();
  std::ofstream(prefixes_ / "key.sealed") << "not a sealed file";
  const std::string anew = Key();
  EXPECT_EQ(anew.size(), 65U);
  EXPECT_NE(anew, key);
  EXPECT_EQ(Key(), anew);
}

TEST_F(PrefixKeyTest, TakesTheOpenKeyOfBeforeAway) {
  fs::create_directories(prefixes_);
  std::ofstream(prefixes_ / "key") << std::string(64, 'a') << "\n";
  EXPECT_NE(Key(), std::string(64, 'a') + "\n");
  EXPECT_FALSE(fs::exists(prefixes_ / "key"));
}

}  // namespace
}  // namespace wenyuan::app
