#include "wenyuan/crypto/sealed_file.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "wenyuan/base/testing/faulty_file_system.h"

namespace wenyuan::crypto {
namespace {

constexpr std::size_t kBlock = 65536;
constexpr std::size_t kHeader = 96;
constexpr std::size_t kTag = 16;

class SealedFile : public ::testing::Test {
 protected:
  std::unique_ptr<SealedReader> MustOpen(const std::string& path) {
    auto reader = OpenSealedFile(files_, *keys_, path, "context");
    EXPECT_TRUE(reader) << reader.error().message;
    return reader ? *std::move(reader) : nullptr;
  }
  void Write(const std::string& path, const std::string& content,
             const std::string& context = "context", const std::string& bound_to = "") {
    const auto writer = CreateSealedFile(files_, *keys_, path, context);
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->Append(content));
    ASSERT_TRUE((*writer)->Finish(bound_to));
  }
  std::optional<ErrorCode> OpenFailure(const std::string& path) {
    const auto reader = OpenSealedFile(files_, *keys_, path, "context");
    return reader ? std::nullopt : std::optional(reader.error().code);
  }
  // The whole content, or the code of the first error.
  Result<std::string> ReadWhole(const std::string& path) {
    WY_TRY(const auto reader, OpenSealedFile(files_, *keys_, path, "context"));
    return reader->ReadAt(0, static_cast<std::size_t>(reader->Size()));
  }
  std::string Raw(const std::string& path) { return *ReadAll(files_, path, 1 << 30); }
  void SetRaw(const std::string& path, const std::string& bytes) {
    ASSERT_TRUE((*files_.Create(path))->Append(bytes));
  }

  wenyuan::testing::FaultyFileSystem files_;
  std::unique_ptr<KeyProvider> keys_ = *OpenKeyFile(files_, "/key");
};

std::string RandomText(std::mt19937& random, std::size_t size) {
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

TEST_F(SealedFile, GivesBackWhatWasWritten) {
  std::mt19937 random(20250101);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kBlock - 1, kBlock, kBlock + 1,
                                 2 * kBlock, 3 * kBlock + 17}) {
    const std::string content = RandomText(random, size);
    const auto writer = CreateSealedFile(files_, *keys_, "/f", "context");
    for (std::size_t at = 0; at < size;) {  // in pieces of any size
      const std::size_t piece = std::min<std::size_t>(size - at, random() % (kBlock * 2));
      ASSERT_TRUE((*writer)->Append(std::string_view(content).substr(at, piece)));
      at += piece;
    }
    ASSERT_TRUE((*writer)->Finish());
    const auto reader = MustOpen("/f");
    ASSERT_EQ(reader->Size(), size);
    EXPECT_EQ(SealedContentBytes(Raw("/f").size()), size);
    EXPECT_EQ(*reader->ReadAt(0, size), content);
    for (int i = 0; i < 200; ++i) {
      const std::size_t offset = size == 0 ? 0 : random() % size;
      const std::size_t length = std::min<std::size_t>(size - offset, random() % (kBlock + 100));
      ASSERT_EQ(*reader->ReadAt(offset, length), content.substr(offset, length));
    }
    EXPECT_FALSE(reader->ReadAt(size, 1));
    EXPECT_FALSE(reader->ReadAt(size + 1, 0));
  }
}

TEST_F(SealedFile, ShowsNothingOfItsContent) {
  const std::string secret = "绝密 the canary in the coal mine";
  Write("/f", secret + std::string(kBlock, 'x') + secret);
  EXPECT_EQ(Raw("/f").find(secret.substr(0, 8)), std::string::npos);
  Write("/g", secret + std::string(kBlock, 'x') + secret);
  EXPECT_NE(Raw("/f").substr(kHeader), Raw("/g").substr(kHeader)) << "each file has its own key";
}

TEST_F(SealedFile, NoticesAFlippedBitAnywhere) {
  std::mt19937 random(7);
  const std::string content = RandomText(random, 2 * kBlock + 100);
  Write("/f", content);
  const std::string good = Raw("/f");
  std::vector<std::size_t> bits;
  for (std::size_t bit = 0; bit < kHeader * 8; ++bit) bits.push_back(bit);
  for (int i = 0; i < 300; ++i) bits.push_back(random() % (good.size() * 8));
  for (const std::size_t bit : bits) {
    SetRaw("/f", good);
    files_.FlipBit("/f", bit);
    const auto read = ReadWhole("/f");
    ASSERT_FALSE(read) << "bit " << bit;
    // A changed key id asks for another key, a changed version for another program.
    EXPECT_TRUE(read.error().code == ErrorCode::kCorruption || bit < kHeader * 8) << "bit " << bit;
    EXPECT_NE(read.error().message.find("/f"), std::string::npos) << read.error().message;
  }
}

TEST_F(SealedFile, ReadsTheGoodBlocksOfADamagedFile) {
  Write("/f", std::string(3 * kBlock, 'x'));
  files_.FlipBit("/f", (kHeader + kBlock + kTag + 5) * 8);  // in the second of three
  const auto reader = MustOpen("/f");
  EXPECT_TRUE(reader->ReadAt(0, kBlock));
  EXPECT_EQ(reader->ReadAt(kBlock, 1).error().code, ErrorCode::kCorruption);
  EXPECT_TRUE(reader->ReadAt(2 * kBlock, kBlock));
}

TEST_F(SealedFile, NoticesEveryTruncationAndExtension) {
  Write("/f", std::string(2 * kBlock + 40, 'x'));
  const std::string good = Raw("/f");
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kHeader - 1, kHeader, kHeader + kTag - 1, kHeader + kTag,
        kHeader + kBlock + kTag, kHeader + 2 * (kBlock + kTag), kHeader + 2 * (kBlock + kTag) + 1,
        good.size() - 1}) {
    SetRaw("/f", good.substr(0, size));
    EXPECT_EQ(OpenFailure("/f"), ErrorCode::kCorruption) << size << " bytes";
  }
  SetRaw("/f", good + "x");
  EXPECT_EQ(OpenFailure("/f"), ErrorCode::kCorruption);
  SetRaw("/f", good + good.substr(good.size() - 40 - kTag));
  EXPECT_EQ(OpenFailure("/f"), ErrorCode::kCorruption);
}

TEST_F(SealedFile, NoticesReorderedBlocksAndBlocksOfAnotherFile) {
  Write("/f", std::string(3 * kBlock, 'f'));
  Write("/g", std::string(3 * kBlock, 'f'));
  const std::string good = Raw("/f");
  const std::size_t sealed = kBlock + kTag;
  std::string swapped = good;
  swapped.replace(kHeader, sealed, good.substr(kHeader + sealed, sealed));
  swapped.replace(kHeader + sealed, sealed, good.substr(kHeader, sealed));
  SetRaw("/f", swapped);
  EXPECT_EQ(ReadWhole("/f").error().code, ErrorCode::kCorruption);
  std::string mixed = good;
  mixed.replace(kHeader, sealed, Raw("/g").substr(kHeader, sealed));
  SetRaw("/f", mixed);
  EXPECT_EQ(ReadWhole("/f").error().code, ErrorCode::kCorruption);
}

TEST_F(SealedFile, CannotStandInForAnother) {
  Write("/f", "content", "original");
  EXPECT_EQ(OpenFailure("/f"), ErrorCode::kCorruption);
  Write("/f", "content", "context", "what it is bound to");
  EXPECT_EQ(OpenFailure("/f"), ErrorCode::kCorruption);
  EXPECT_TRUE(OpenSealedFile(files_, *keys_, "/f", "context", "what it is bound to"));
  Write("/f", "content", "con", "text");
  EXPECT_EQ(OpenFailure("/f"), ErrorCode::kCorruption) << "context and binding are kept apart";
}

TEST_F(SealedFile, DoesNotOpenWithAnotherKeyOrInANewerFormat) {
  Write("/f", "content");
  const auto other = *OpenKeyFile(files_, "/other");
  const auto reader = OpenSealedFile(files_, *other, "/f", "context");
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, ErrorCode::kNotFound);
  std::string newer = Raw("/f");
  newer[8] = 2;
  SetRaw("/f", newer);
  EXPECT_EQ(OpenFailure("/f"), ErrorCode::kUnsupported);
}

TEST_F(SealedFile, DoesNotOpenBeforeItIsFinished) {
  const auto writer = CreateSealedFile(files_, *keys_, "/f", "context");
  EXPECT_EQ(OpenFailure("/f"), ErrorCode::kCorruption);
  ASSERT_TRUE((*writer)->Append(std::string(3 * kBlock, 'x')));
  EXPECT_EQ(OpenFailure("/f"), ErrorCode::kCorruption);
  ASSERT_TRUE((*writer)->Finish());
  EXPECT_EQ(OpenFailure("/f"), std::nullopt);
  EXPECT_FALSE((*writer)->Finish());
  EXPECT_FALSE((*writer)->Append(std::string(2 * kBlock, 'x')));
}

TEST_F(SealedFile, AFaultAtAnyOperationIsReportedAndNeverReadsAsWhole) {
  const std::string content(2 * kBlock + 5, 'x');
  bool finished = false;
  for (std::uint64_t fault = 0; !finished; ++fault) {
    files_.FailFrom(files_.operations() + fault);
    const auto writer = CreateSealedFile(files_, *keys_, "/d/f", "context");
    bool ok = writer.has_value();
    if (ok) {
      const auto appended = (*writer)->Append(content);
      const auto ended = (*writer)->Finish();  // a caller that overlooks an error of Append
      EXPECT_TRUE(appended || !ended) << "fault " << fault;
      ok = appended && ended;
    }
    files_.FailFrom(~std::uint64_t{0});
    finished = ok;
    if (finished) {
      ASSERT_TRUE(files_.SyncDirectory("/d"));
      files_.LosePower();
      EXPECT_EQ(*ReadWhole("/d/f"), content);
    }
  }
}

TEST_F(SealedFile, IsReadByManyThreadsAtOnce) {
  std::mt19937 random(3);
  const std::string content = RandomText(random, 5 * kBlock);
  Write("/f", content);
  const auto reader = MustOpen("/f");
  std::vector<std::thread> threads;
  for (unsigned seed = 0; seed < 4; ++seed) {
    threads.emplace_back([&, seed] {
      std::mt19937 own(seed);
      for (int i = 0; i < 200; ++i) {
        const std::size_t offset = own() % content.size();
        const std::size_t size = std::min<std::size_t>(own() % 5000, content.size() - offset);
        EXPECT_EQ(*reader->ReadAt(offset, size), content.substr(offset, size));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace wenyuan::crypto
