#include <gtest/gtest.h>

#include <memory>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::index {
namespace {

using testing::FakeKeys;
using wenyuan::testing::FaultyFileSystem;

class Prefix : public ::testing::Test {
 protected:
  void SetUp() override {
    index_ = *OpenLibraryIndex(files_, keys_, "/i",
                               std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  }
  // A document with the terms <stem><begin> … <stem><end - 1>.
  void Add(std::uint32_t document, bool restricted, const std::string& stem, std::uint32_t begin,
           std::uint32_t end) {
    IndexedRevision revision{document, 1, restricted, {ChunkTokens{}}};
    for (std::uint32_t i = begin; i < end; ++i) {
      revision.chunks[0].fields[2].push_back({stem + std::to_string(i), i, 1, 0, 0});
    }
    ASSERT_TRUE(index_->Add(std::vector{revision}));
  }
  Result<Hits> Find(const std::string& prefix, const Visible& visible) const {
    const std::vector<Shard> shards = {{index_.get(), visible}};
    return Search(shards, {{}, {}, {}, {}, {{text::QueryField::kAny, prefix}}}, 10, {});
  }

  FaultyFileSystem files_;
  const FakeKeys keys_;
  std::unique_ptr<LibraryIndex> index_;
};

TEST_F(Prefix, OfMoreThan1024TermsAsksToTypeMore) {
  Add(1, false, "ppr", 10'000, 11'000);
  Add(2, false, "ppr", 10'990, 11'024);
  const auto exactly = Find("ppr1", {});
  ASSERT_TRUE(exactly) << exactly.error().message;
  EXPECT_EQ(exactly->total, 2U);
  Add(3, false, "ppr", 11'024, 11'025);
  const auto more = Find("ppr1", {});
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(more.error().message.find("type more"), std::string::npos);
  EXPECT_FALSE(more.error().message_zh.empty());
  EXPECT_EQ(Find("ppr102", {})->total, 1U);
}

TEST_F(Prefix, WhatIsHiddenOrDeletedDoesNotCount) {
  Add(1, false, "ppr", 0, 5);
  Add(2, true, "ppr", 10'000, 13'000);
  Add(3, false, "ppr", 20'000, 23'000);
  ASSERT_TRUE(index_->Remove(std::vector<std::uint32_t>{3}));
  ASSERT_TRUE(Find("ppr", {}));
  EXPECT_EQ(Find("ppr", {})->total, 1U);
  const DocumentSet readable = DocumentSet::bitmapOf(1, 2);
  EXPECT_FALSE(Find("ppr", {&readable, nullptr, nullptr}));
}

}  // namespace
}  // namespace wenyuan::index
