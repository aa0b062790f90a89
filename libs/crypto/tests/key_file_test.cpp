#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/key_provider.h"

namespace wenyuan::crypto {
namespace {

using std::filesystem::perms;

const std::string kDataKey(32, 'd');

void WriteKey(const std::filesystem::path& path, const std::string& text, perms mode) {
  std::ofstream(path) << text;
  std::filesystem::permissions(path, mode);
}

TEST(KeyFile, IsMadeAtFirstAndReadAfterwards) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "keys" / "master.key";
  const auto made = OpenKeyFile(PosixFileSystem(), path);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
  EXPECT_EQ(std::filesystem::file_size(path), 65U);
  const auto wrapped = (*made)->Wrap(kDataKey);
  ASSERT_TRUE(wrapped);
  EXPECT_EQ(wrapped->bytes.size(), 40U);
  EXPECT_LE(wrapped->key_id.size(), 32U);
  const auto again = OpenKeyFile(PosixFileSystem(), path);
  ASSERT_TRUE(again);
  EXPECT_EQ(*(*again)->Unwrap(*wrapped), kDataKey);
}

TEST(KeyFile, WrapsAsRfc5649Says) {
  testing::FaultyFileSystem files;
  std::string digits;
  for (int i = 0; i < 32; ++i) digits += "0f";
  ASSERT_TRUE(WriteAtomically(files, "/k", digits + "\n"));
  const auto keys = OpenKeyFile(files, "/k");
  ASSERT_TRUE(keys);
  const auto wrapped = *(*keys)->Wrap("0123456789abcdefX");
  // From the Python package "cryptography".
  EXPECT_EQ(Hex(wrapped.bytes), "50cea54c16ea520afab80c0f30a0f986abb52e90866037235cbf0da5513a8f57");
  EXPECT_EQ(*(*keys)->Unwrap(wrapped), "0123456789abcdefX");
}

TEST(KeyFile, NoticesEveryFlippedBitOfAWrappedKey) {
  testing::FaultyFileSystem files;
  const auto keys = OpenKeyFile(files, "/k");
  const auto wrapped = *(*keys)->Wrap(kDataKey);
  for (std::size_t bit = 0; bit < wrapped.bytes.size() * 8; ++bit) {
    WrappedKey bad = wrapped;
    bad.bytes[bit / 8] = static_cast<char>(bad.bytes[bit / 8] ^ (1 << (bit % 8)));
    const auto key = (*keys)->Unwrap(bad);
    ASSERT_FALSE(key) << "bit " << bit;
    EXPECT_EQ(key.error().code, ErrorCode::kCorruption);
  }
  for (const std::string& bytes : {std::string(), std::string("short"), wrapped.bytes + "more"}) {
    EXPECT_FALSE((*keys)->Unwrap({wrapped.key_id, bytes}));
  }
}

TEST(KeyFile, SaysWhenAnotherKeyIsNeeded) {
  testing::FaultyFileSystem files;
  const auto one = OpenKeyFile(files, "/one");
  const auto two = OpenKeyFile(files, "/two");
  const auto key = (*two)->Unwrap(*(*one)->Wrap(kDataKey));
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().code, ErrorCode::kNotFound);
}

TEST(KeyFile, WrapsOnlyKeysOfAUsualLength) {
  testing::FaultyFileSystem files;
  const auto keys = OpenKeyFile(files, "/k");
  for (const std::size_t size : {0U, 15U, 65U}) {
    EXPECT_EQ((*keys)->Wrap(std::string(size, 'x')).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_TRUE((*keys)->Wrap(std::string(16, 'x')));
  EXPECT_TRUE((*keys)->Wrap(std::string(64, 'x')));
}

TEST(KeyFile, IsRefusedWhenOthersMayReadIt) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "k";
  for (const perms extra : {perms::group_read, perms::others_read, perms::group_write}) {
    WriteKey(path, std::string(64, 'a') + "\n", perms::owner_read | perms::owner_write | extra);
    const auto keys = OpenKeyFile(PosixFileSystem(), path);
    ASSERT_FALSE(keys);
    EXPECT_EQ(keys.error().code, ErrorCode::kPermissionDenied);
    EXPECT_NE(keys.error().message.find("chmod 600"), std::string::npos);
  }
}

TEST(KeyFile, IsRefusedWhenItIsNoKeyAndStaysAsItIs) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "k";
  for (const std::string& text : {std::string(), std::string(63, 'a'), std::string(65, 'a'),
                                  std::string(64, 'g'), std::string(64, 'a') + "\nmore\n"}) {
    WriteKey(path, text, perms::owner_read | perms::owner_write);
    const auto keys = OpenKeyFile(PosixFileSystem(), path);
    ASSERT_FALSE(keys) << text;
    EXPECT_EQ(keys.error().code, ErrorCode::kCorruption);
    EXPECT_EQ(std::filesystem::file_size(path), text.size());
  }
}

TEST(KeyFile, APowerCutWhileItIsMadeLeavesAWholeKeyOrNone) {
  bool finished = false;
  for (std::uint64_t fault = 0; !finished; ++fault) {
    testing::FaultyFileSystem files;
    files.FailFrom(fault);
    const auto keys = OpenKeyFile(files, "/d/k");
    finished = keys.has_value();
    const auto wrapped = finished ? *(*keys)->Wrap(kDataKey) : WrappedKey();
    files.LosePower();
    ASSERT_EQ(files.Exists("/d/k"), finished) << "fault " << fault;
    const auto again = OpenKeyFile(files, "/d/k");
    ASSERT_TRUE(again) << "fault " << fault;
    if (finished) {
      EXPECT_EQ(*(*again)->Unwrap(wrapped), kDataKey);
    }
  }
}

}  // namespace
}  // namespace wenyuan::crypto
