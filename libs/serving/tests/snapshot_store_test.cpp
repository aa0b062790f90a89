#include "wenyuan/serving/snapshot_store.h"

#include <gmock/gmock.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <new>

#include "wenyuan/base/testing/temporary_folder.h"

namespace wenyuan::serving {
namespace {

PrefixId Id(std::uint8_t number) {
  PrefixId id{};
  id[0] = number;
  return id;
}

SnapshotSpan Span(std::uint8_t before, std::uint8_t whole, std::uint32_t begin = 0,
                  std::uint32_t end = 64) {
  return {Id(before), Id(whole), begin, end};
}

TEST(SnapshotSpans, ContinueNothingUnlessTheySay) {
  alignas(SnapshotSpan) std::array<std::byte, sizeof(SnapshotSpan)> memory;
  memory.fill(std::byte{0xAB});
  const auto* const span = ::new (memory.data()) SnapshotSpan;
  EXPECT_EQ(span->before, PrefixId{});
  EXPECT_EQ(span->whole, PrefixId{});
}

TEST(MemorySnapshots, GiveTheLongestSpanThatContinuesAPrefix) {
  const auto store = MakeMemorySnapshots({});
  store->Put(Span(0, 1), "short");
  store->Put(Span(0, 3), "long");
  store->Put(Span(1, 4), "behind another");
  const std::vector<PrefixId> wanted = {Id(1), Id(2), Id(3), Id(4)};
  EXPECT_EQ(store->Longest(Id(0), wanted)->whole, Id(3));
  EXPECT_EQ(store->Longest(Id(1), wanted)->whole, Id(4));
  EXPECT_FALSE(store->Longest(Id(9), wanted));
  EXPECT_EQ(*store->Get(Id(3)), "long");
}

TEST(MemorySnapshots, ForgetTheLeastRecentlyUsed) {
  const auto store = MakeMemorySnapshots({.memory_bytes = 10, .disk_bytes = 0});
  store->Put(Span(0, 1), "12345");
  store->Put(Span(0, 2), "12345");
  ASSERT_TRUE(store->Get(Id(1)));
  store->Put(Span(0, 3), "12345");
  EXPECT_TRUE(store->Has(Id(1)));
  EXPECT_FALSE(store->Has(Id(2)));
  EXPECT_EQ(store->Get(Id(2)).error().code, ErrorCode::kNotFound);
}

class SnapshotsOnDisk : public ::testing::Test {
 protected:
  std::unique_ptr<SnapshotStore> Open(const SnapshotLimits& limits = {}) {
    auto store = OpenSnapshots(PosixFileSystem(), *keys_, folder_.path() / "kv", limits);
    EXPECT_TRUE(store) << store.error().message;
    return *std::move(store);
  }
  [[nodiscard]] std::size_t Files() const {
    const std::filesystem::directory_iterator all(folder_.path() / "kv");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

  wenyuan::testing::TemporaryFolder folder_;
  std::unique_ptr<crypto::KeyProvider> keys_ =
      *crypto::OpenKeyFile(PosixFileSystem(), folder_.path() / "key");
};

TEST_F(SnapshotsOnDisk, SurviveARestart) {
  const std::string state(200'000, 's');
  {
    const auto store = Open();
    store->Put(Span(7, 8, 64, 128), state);
    ASSERT_TRUE(store->Flush());
  }
  const auto store = Open();
  const std::vector<PrefixId> wanted = {Id(8)};
  const auto span = store->Longest(Id(7), wanted);
  ASSERT_TRUE(span);
  EXPECT_EQ(span->begin, 64U);
  EXPECT_EQ(span->end, 128U);
  EXPECT_EQ(*store->Get(Id(8)), state);
}

TEST_F(SnapshotsOnDisk, CannotBeReadWithoutTheKey) {
  {
    const auto store = Open();
    store->Put(Span(0, 1), "what the annual report says");
  }
  for (const auto& file : std::filesystem::directory_iterator(folder_.path() / "kv")) {
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    EXPECT_EQ(bytes.find("annual"), std::string::npos);
  }
}

TEST_F(SnapshotsOnDisk, AreRemovedWhenDamagedAndNeverGivenOut) {
  {
    const auto store = Open();
    store->Put(Span(0, 1), std::string(300'000, 'a'));
    store->Put(Span(0, 2), std::string(300'000, 'b'));
  }
  ASSERT_EQ(Files(), 2U);
  for (const auto& file : std::filesystem::directory_iterator(folder_.path() / "kv")) {
    std::fstream out(file.path(), std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(150'000);
    out.put('X');
  }
  std::ofstream(folder_.path() / "kv" / "left-over.kv.tmp") << "half";
  const auto store = Open();
  EXPECT_EQ(store->Get(Id(1)).error().code, ErrorCode::kCorruption);
  EXPECT_FALSE(store->Has(Id(1)));
  EXPECT_EQ(store->Get(Id(2)).error().code, ErrorCode::kCorruption);
  EXPECT_EQ(Files(), 0U);
}

TEST_F(SnapshotsOnDisk, AnotherKeyMakesThemUseless) {
  { Open()->Put(Span(0, 1), "state"); }
  keys_ = *crypto::OpenKeyFile(PosixFileSystem(), folder_.path() / "another-key");
  EXPECT_FALSE(Open()->Has(Id(1)));
  EXPECT_EQ(Files(), 0U);
}

TEST_F(SnapshotsOnDisk, KeepToTheirLimits) {
  const auto store = Open({.memory_bytes = 250'000, .disk_bytes = 350'000});
  for (std::uint8_t number = 1; number <= 6; ++number) {
    store->Put(Span(0, number), std::string(100'000, 'x'));
    ASSERT_TRUE(store->Flush());
  }
  EXPECT_FALSE(store->Has(Id(1)));
  EXPECT_TRUE(store->Has(Id(6)));
  EXPECT_EQ(Files(), 3U);
  EXPECT_EQ(*store->Get(Id(4)), std::string(100'000, 'x')) << "from disk";
}

}  // namespace
}  // namespace wenyuan::serving
