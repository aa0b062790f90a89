#include <gmock/gmock.h>

#include "sqlite_home.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/blobs_sealed/sealed_blobs.h"

namespace wenyuan::store_sqlite {
namespace {

using store::BlobId;
using ::testing::UnorderedElementsAre;

constexpr std::uint64_t kNoLimit = 1 << 30;

class SmallBlobsTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  // As after a kill: what was not committed is gone.
  void Open() {
    opened_ = {};
    opened_ = *OpenSqliteStoreAndBlobs(
        {.path = folder_.path() / "house.db", .key = SqliteHome::kKey, .readers = 2}, *Files());
  }
  Result<std::unique_ptr<store::Blobs>> Files() {
    return blobs_sealed::OpenSealedBlobs(PosixFileSystem(), *keys_, folder_.path() / "blobs");
  }
  store::Blobs& blobs() { return *opened_.blobs; }
  // Any commit of the store.
  void Commit() {
    ASSERT_TRUE(opened_.store->libraries().Create("l" + std::to_string(++made_), 0));
  }

  wenyuan::testing::TemporaryFolder folder_;
  std::unique_ptr<crypto::KeyProvider> keys_ =
      *crypto::OpenKeyFile(PosixFileSystem(), folder_.path() / "master.key");
  StoreAndBlobs opened_;
  int made_ = 0;
};

TEST_F(SmallBlobsTest, AreReadAtOnceAndDurableWithTheNextCommit) {
  const BlobId id = *PutBlob(blobs(), "small");
  EXPECT_EQ(*GetBlob(blobs(), id, kNoLimit), "small");
  Open();
  EXPECT_EQ(GetBlob(blobs(), id, kNoLimit).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(*PutBlob(blobs(), "small"), id);
  EXPECT_EQ(*PutBlob(blobs(), "small"), id);
  Commit();
  EXPECT_EQ(*GetBlob(blobs(), id, kNoLimit), "small");
  Open();
  EXPECT_EQ(*GetBlob(blobs(), id, kNoLimit), "small");
  EXPECT_EQ((*blobs().Open(id))->Size(), 5U);
  EXPECT_EQ(*(*blobs().Open(id))->ReadAt(2, 2), "al");
  EXPECT_EQ(*(*blobs().Open(id))->ReadAt(9, 2), "");
}

TEST_F(SmallBlobsTest, LargeOnesAreFiles) {
  const std::string content(store::kSmallBlobBytes + 1, 'x');
  const auto writer = *blobs().Begin();
  for (const char one : content) ASSERT_TRUE(writer->Append(std::string(1, one)));
  const BlobId large = *writer->Finish();
  const BlobId small = *PutBlob(blobs(), content.substr(1));
  Commit();
  EXPECT_EQ(*GetBlob(blobs(), large, kNoLimit), content);
  EXPECT_EQ(*GetBlob(blobs(), small, kNoLimit), content.substr(1));
  EXPECT_THAT(*blobs().List(), UnorderedElementsAre(large, small));
  EXPECT_THAT(*(*Files())->List(), UnorderedElementsAre(large));
}

TEST_F(SmallBlobsTest, ThoseThatWereFilesBeforeAreStillFoundAndRemoved) {
  const BlobId old = *PutBlob(**Files(), "from before");
  const BlobId row = *PutBlob(blobs(), "a row");
  const BlobId none{std::string(64, 'a'), 3};
  Commit();
  EXPECT_EQ(*GetBlob(blobs(), old, kNoLimit), "from before");
  ASSERT_TRUE(blobs().RemoveAll({old, row, none}));
  EXPECT_EQ(GetBlob(blobs(), old, kNoLimit).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(GetBlob(blobs(), row, kNoLimit).error().code, ErrorCode::kNotFound);
  EXPECT_THAT(*blobs().List(), ::testing::IsEmpty());
}

TEST_F(SmallBlobsTest, ACommitThatIsRolledBackLeavesThemToTheNext) {
  const BlobId id = *PutBlob(blobs(), "small");
  EXPECT_FALSE(opened_.store->documents().Receive(
      {.library = 99, .source_name = "a", .original = id}));  // no such library
  EXPECT_EQ(*GetBlob(blobs(), id, kNoLimit), "small");
  Commit();
  Open();
  EXPECT_EQ(*GetBlob(blobs(), id, kNoLimit), "small");
}

TEST_F(SmallBlobsTest, OneThatIsDroppedLeavesNothing) {
  {
    const auto writer = *blobs().Begin();
    ASSERT_TRUE(writer->Append("unfinished"));
  }
  Commit();
  EXPECT_THAT(*blobs().List(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace wenyuan::store_sqlite
