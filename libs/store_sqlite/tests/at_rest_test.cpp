#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "sqlite_home.h"
#include "wenyuan/blobs_sealed/sealed_blobs.h"

namespace wenyuan::store_sqlite {
namespace {

using std::filesystem::path;

std::string Read(const path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void Write(const path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::string AllFilesUnder(const path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) all += Read(entry.path());
  }
  return all;
}

// Every text that a house is given, each with a mark of its own.
class Canaries {
 public:
  std::string Next() { return "wycanary" + std::to_string(1'000'000 + count_++) + "金丝雀"; }
  [[nodiscard]] int count() const { return count_; }

 private:
  int count_ = 0;
};

TEST(SqliteStoreAtRest, NoTextCanBeReadInAnyFile) {
  const wenyuan::testing::TemporaryFolder folder;
  const auto keys = *crypto::OpenKeyFile(PosixFileSystem(), folder.path() / "outside" / "key");
  const path data = folder.path() / "data";
  const auto blobs = *blobs_sealed::OpenSealedBlobs(PosixFileSystem(), *keys, data / "blobs");
  auto store =
      *OpenSqliteStore({.path = data / "house.db",
                        .key = *OpenDatabaseKey(PosixFileSystem(), *keys, data / "house.db")});
  Canaries canaries;
  const auto user = *store->accounts().Create(canaries.Next(), canaries.Next(), false);
  ASSERT_TRUE(store->accounts().AddSession(
      canaries.Next(), {user.number, canaries.Next(), 1LL << 60}, user.password_hash));
  ASSERT_TRUE(store->accounts().AddToken(canaries.Next(),
                                         {canaries.Next(), user.number, canaries.Next(), 0, 0, 0}));
  const auto library = *store->libraries().Create(canaries.Next(), user.number);
  while (canaries.count() < 1000) {
    const auto original = *PutBlob(*blobs, canaries.Next());
    ASSERT_TRUE(store->documents().Receive({.library = library.number,
                                            .source_name = canaries.Next(),
                                            .original = original,
                                            .tags = {canaries.Next()}}));
    const auto job = *store->jobs().Lease(std::chrono::minutes(1));
    ASSERT_TRUE(
        store->jobs().SaveRead(*job, {original, canaries.Next(), canaries.Next(), 1},
                               {store::Stage::kRead, canaries.Next(), canaries.Next(), 0, 0}));
    store::Chunk chunk = store::testing::MakeChunk(0, canaries.Next());
    chunk.heading_path = canaries.Next();
    chunk.table = canaries.Next();
    ASSERT_TRUE(store->jobs().SaveChunks(*job, {chunk}, {}));
    ASSERT_TRUE(store->jobs().Fail(*job, {ErrorCode::kCorruption, canaries.Next(), canaries.Next()},
                                   std::nullopt));
  }
  ASSERT_TRUE(std::filesystem::exists(data / "house.db-wal"));
  const auto readable = [&] {
    const std::string files = AllFilesUnder(data);
    return files.find("wycanary") != std::string::npos ||
           files.find("金丝雀") != std::string::npos ||
           files.find("SQLite format") != std::string::npos;
  };
  EXPECT_FALSE(readable()) << "while it is open, with the write-ahead log";
  store.reset();
  EXPECT_FALSE(readable()) << "after it was closed";
  Write(data / "plain", canaries.Next());
  EXPECT_TRUE(readable()) << "the search itself must work";
}

class DamagedDatabase : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto store = home_.Open(SystemClock());
    const auto library = *store->libraries().Create("l", 0);
    for (int i = 0; i < 40; ++i) {
      ASSERT_TRUE(store->documents().Receive({.library = library.number,
                                              .source_name = std::to_string(i),
                                              .original = store::testing::FakeBlob("x")}));
      const auto job = *store->jobs().Lease(std::chrono::minutes(1));
      ASSERT_TRUE(store->jobs().SaveChunks(
          *job,
          {store::testing::MakeChunk(0, std::string(12'000, static_cast<char>('a' + i % 26)))},
          {}));
      ASSERT_TRUE(store->jobs().Finish({*job}));
    }
  }

  // All texts, or the first error.
  Result<std::string> ReadAllTexts() {
    WY_TRY(const auto store, OpenSqliteStore({.path = home_.path(), .key = SqliteHome::kKey}));
    WY_TRY(const auto libraries, store->libraries().List());
    std::string texts;
    for (const auto& library : libraries) {
      WY_TRY(const auto page,
             store->documents().List({.libraries = {library.number}, .limit = 1000}));
      for (const auto& document : page.documents) {
        WY_TRY(const auto chunks, store->documents().AllChunks(document.current));
        for (const auto& chunk : chunks) texts += document.source_name + chunk.text;
      }
    }
    return texts;
  }

  SqliteHome home_;
};

TEST_F(DamagedDatabase, AFlippedBitIsNoticedAndNeverReadAsData) {
  constexpr unsigned kSeed = 99;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 random(kSeed);
  const std::string good = Read(home_.path());
  const auto texts = ReadAllTexts();
  ASSERT_TRUE(texts) << texts.error().message;
  int noticed = 0;
  constexpr int kFlips = 100;
  for (int i = 0; i < kFlips; ++i) {
    std::string bad = good;
    const std::size_t bit = random() % (bad.size() * 8);
    bad[bit / 8] = static_cast<char>(static_cast<unsigned char>(bad[bit / 8]) ^ (1U << bit % 8));
    Write(home_.path(), bad);
    const auto read = ReadAllTexts();
    if (read) {  // in a page that this reading does not need
      ASSERT_EQ(*read, *texts) << "bit " << bit;
    } else {
      ASSERT_EQ(read.error().code, ErrorCode::kCorruption) << read.error().message;
      ++noticed;
    }
  }
  EXPECT_GT(noticed, kFlips / 2);
}

TEST_F(DamagedDatabase, AFlippedBitInTheFirstPageKeepsItShut) {
  const std::string good = Read(home_.path());
  for (std::size_t bit = 0; bit < 4096 * 8; bit += 997) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(static_cast<unsigned char>(bad[bit / 8]) ^ (1U << bit % 8));
    Write(home_.path(), bad);
    const auto store = OpenSqliteStore({.path = home_.path(), .key = SqliteHome::kKey});
    ASSERT_FALSE(store) << "bit " << bit;
    EXPECT_EQ(store.error().code, ErrorCode::kCorruption);
  }
}

TEST_F(DamagedDatabase, AnotherKeyDoesNotOpenIt) {
  const auto store = OpenSqliteStore({.path = home_.path(), .key = std::string(32, 'x')});
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kCorruption);
  EXPECT_FALSE(store.error().message_zh.empty());
}

TEST_F(DamagedDatabase, OnlyItsOwnerMayReadTheFile) {
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(home_.path()).permissions(),
            perms::owner_read | perms::owner_write);
}

}  // namespace
}  // namespace wenyuan::store_sqlite
