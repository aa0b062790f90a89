#include "wenyuan/blobs_sealed/sealed_blobs.h"

#include <gmock/gmock.h>

#include <map>
#include <random>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::blobs_sealed {
namespace {

using store::BlobId;
using ::testing::UnorderedElementsAre;

constexpr std::uint64_t kNoLimit = 1 << 30;

class SealedBlobsTest : public ::testing::Test {
 protected:
  std::unique_ptr<store::Blobs> Open() {
    auto blobs = OpenSealedBlobs(files_, *keys_, "/blobs");
    EXPECT_TRUE(blobs) << blobs.error().message;
    return *std::move(blobs);
  }
  static std::string PlaceOf(const BlobId& id) {
    return "/blobs/" + id.sha256.substr(0, 2) + "/" + id.sha256.substr(2);
  }

  wenyuan::testing::FaultyFileSystem files_;
  std::unique_ptr<crypto::KeyProvider> keys_ = *crypto::OpenKeyFile(files_, "/key");
  std::unique_ptr<store::Blobs> blobs_ = Open();
};

TEST_F(SealedBlobsTest, AreNamedByTheHashOfTheirContent) {
  const auto id = PutBlob(*blobs_, "abc");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->sha256, crypto::Hex(crypto::Sha256("abc")));
  EXPECT_EQ(id->bytes, 3U);
  EXPECT_EQ(*GetBlob(*blobs_, *id, kNoLimit), "abc");
  EXPECT_TRUE(files_.Exists(PlaceOf(*id)));
}

TEST_F(SealedBlobsTest, OfTheSameContentAreKeptOnce) {
  const auto one = *PutBlob(*blobs_, "content");
  const auto two = *PutBlob(*blobs_, "content");
  EXPECT_EQ(one, two);
  const auto other = *PutBlob(*blobs_, "");
  EXPECT_THAT(*blobs_->List(), UnorderedElementsAre(one, other));
}

TEST_F(SealedBlobsTest, AreMendedByStoringThemAgain) {
  const auto id = *PutBlob(*blobs_, "content");
  files_.FlipBit(PlaceOf(id), 8 * 100);
  EXPECT_EQ(GetBlob(*blobs_, id, kNoLimit).error().code, ErrorCode::kCorruption);
  EXPECT_EQ(*PutBlob(*blobs_, "content"), id);
  EXPECT_EQ(*GetBlob(*blobs_, id, kNoLimit), "content");
}

TEST_F(SealedBlobsTest, ThatAreNotThereAreNotFound) {
  const BlobId none{std::string(64, 'a'), 1};
  EXPECT_EQ(blobs_->Open(none).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(blobs_->Remove(none));
  for (const std::string& name : {std::string(), std::string("../../key"), std::string(64, 'A')}) {
    EXPECT_EQ(blobs_->Open({name, 1}).error().code, ErrorCode::kNotFound);
    EXPECT_TRUE(blobs_->Remove({name, 1}));
  }
  EXPECT_TRUE(files_.Exists("/key"));
}

TEST_F(SealedBlobsTest, AreReadInPartsAndWithinALimit) {
  const auto id = *PutBlob(*blobs_, std::string(100'000, 'x') + "end");
  const auto reader = *blobs_->Open(id);
  EXPECT_EQ(reader->Size(), 100'003U);
  EXPECT_EQ(*reader->ReadAt(100'000, 3), "end");
  EXPECT_EQ(GetBlob(*blobs_, id, 100'002).error().code, ErrorCode::kTooLarge);
}

TEST_F(SealedBlobsTest, CannotStandInForEachOther) {
  const auto one = *PutBlob(*blobs_, "one");
  const auto two = *PutBlob(*blobs_, "two");
  ASSERT_TRUE(files_.Rename(PlaceOf(one), PlaceOf(two)));
  EXPECT_EQ(blobs_->Open(two).error().code, ErrorCode::kCorruption);
}

TEST_F(SealedBlobsTest, ThatWereNotFinishedLeaveNothing) {
  {
    const auto writer = *blobs_->Begin();
    ASSERT_TRUE(writer->Append("half"));
  }
  EXPECT_TRUE(files_.List("/blobs/incoming")->empty());
  EXPECT_TRUE(blobs_->List()->empty());
}

TEST_F(SealedBlobsTest, OfAKilledProcessAreClearedAwayAtTheNextStart) {
  auto writer = *blobs_->Begin();
  ASSERT_TRUE(writer->Append("half"));
  EXPECT_EQ(files_.List("/blobs/incoming")->size(), 1U);
  blobs_ = Open();
  EXPECT_TRUE(files_.List("/blobs/incoming")->empty());
}

TEST_F(SealedBlobsTest, AreGoneAfterRemoval) {
  const auto id = *PutBlob(*blobs_, "content");
  ASSERT_TRUE(blobs_->Remove(id));
  EXPECT_EQ(blobs_->Open(id).error().code, ErrorCode::kNotFound);
  files_.LosePower();
  EXPECT_EQ(Open()->Open(id).error().code, ErrorCode::kNotFound);
}

// Stores and removes with the fault at every operation in turn, then loses power.
TEST_F(SealedBlobsTest, APowerCutAtAnyOperationLosesNothingThatWasAcknowledged) {
  const std::string large(150'000, 'x');
  bool finished = false;
  std::uint64_t fault = 0;
  for (; !finished; ++fault) {
    std::map<std::string, BlobId> acknowledged;
    const auto kept = *PutBlob(*blobs_, "kept");
    const auto removed = *PutBlob(*blobs_, "removed");
    files_.FailFrom(files_.operations() + fault);
    for (const std::string& content : {std::string("small"), large}) {
      const auto id = PutBlob(*blobs_, content);
      if (id) acknowledged[content] = *id;
    }
    const auto removal = blobs_->Remove(removed);
    finished = acknowledged.size() == 2 && removal;
    files_.LosePower();
    blobs_ = Open();
    acknowledged["kept"] = kept;
    for (const auto& [content, id] : acknowledged) {
      const auto read = GetBlob(*blobs_, id, kNoLimit);
      ASSERT_TRUE(read) << "fault " << fault << ": " << read.error().message;
      EXPECT_EQ(*read, content);
    }
    const auto still_there = GetBlob(*blobs_, removed, kNoLimit);
    EXPECT_TRUE(!removal || !still_there) << "fault " << fault;
    const auto all = blobs_->List();
    for (const BlobId& id : *all) {  // whatever is there is whole
      EXPECT_TRUE(GetBlob(*blobs_, id, kNoLimit)) << "fault " << fault;
      ASSERT_TRUE(blobs_->Remove(id));
    }
    EXPECT_TRUE(files_.List("/blobs/incoming")->empty());
  }
  EXPECT_GT(fault, 10U);
}

TEST(SealedBlobsOnDisk, LieInFoldersThatOnlyTheOwnerReads) {
  const wenyuan::testing::TemporaryFolder folder;
  const auto keys = *crypto::OpenKeyFile(PosixFileSystem(), folder.path() / "key");
  const auto blobs = *OpenSealedBlobs(PosixFileSystem(), *keys, folder.path() / "blobs");
  const auto id = *PutBlob(*blobs, "content");
  using std::filesystem::perms;
  const auto shelf = folder.path() / "blobs" / id.sha256.substr(0, 2);
  EXPECT_EQ(std::filesystem::status(shelf).permissions(), perms::owner_all);
  EXPECT_EQ(std::filesystem::status(shelf / id.sha256.substr(2)).permissions(),
            perms::owner_read | perms::owner_write);
  EXPECT_THAT(*blobs->List(), UnorderedElementsAre(id));
}

}  // namespace
}  // namespace wenyuan::blobs_sealed
