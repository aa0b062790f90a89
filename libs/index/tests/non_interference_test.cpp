#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/index/testing/naive_model.h"

namespace wenyuan::index {
namespace {

using testing::FakeKeys;
using testing::RandomCorpus;
using wenyuan::testing::FaultyFileSystem;

constexpr std::uint32_t kDocuments = 30;

void ExpectIdentical(const Hits& with, const Hits& without) {
  ASSERT_EQ(with.total, without.total);
  ASSERT_EQ(with.hits.size(), without.hits.size());
  for (std::size_t i = 0; i < with.hits.size(); ++i) {
    ASSERT_EQ(with.hits[i].shard, without.hits[i].shard);
    ASSERT_EQ(with.hits[i].document, without.hits[i].document);
    ASSERT_EQ(with.hits[i].revision, without.hits[i].revision);
    ASSERT_EQ(with.hits[i].chunk, without.hits[i].chunk);
    ASSERT_EQ(std::memcmp(&with.hits[i].score, &without.hits[i].score, sizeof(float)), 0);
  }
}

// Two houses with the same history; one also holds documents that the asker may not read.
class NonInterference : public ::testing::TestWithParam<unsigned> {};

TEST_P(NonInterference, WhatIsHiddenChangesNoBitOfAnAnswer) {
  SCOPED_TRACE("seed=" + std::to_string(GetParam()));
  RandomCorpus random(GetParam());
  FaultyFileSystem files;
  const FakeKeys keys;
  auto with = *OpenLibraryIndex(files, keys, "/with",
                                std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  auto without = *OpenLibraryIndex(files, keys, "/without",
                                   std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  DocumentSet hidden = random.Documents(kDocuments, 3);
  DocumentSet restricted = random.Documents(kDocuments, 3);
  DocumentSet readable = restricted - hidden;
  std::uint32_t revisions = 0;
  for (int step = 0; step < 12; ++step) {
    std::vector<IndexedRevision> all;
    std::vector<IndexedRevision> shown;
    for (std::uint32_t count = random.Below(7); count > 0; --count) {
      const std::uint32_t document = random.Below(kDocuments);
      // A hidden document may have been open before: then both houses saw it go.
      const bool is_restricted = restricted.contains(document) || hidden.contains(document);
      all.push_back(random.Revision(document, ++revisions, is_restricted));
      if (!hidden.contains(document)) shown.push_back(all.back());
    }
    ASSERT_TRUE(with->Add(all));
    ASSERT_TRUE(without->Add(shown));
    if (random.Below(3) == 0) {
      const std::vector<std::uint32_t> gone = {random.Below(kDocuments)};
      ASSERT_TRUE(with->Remove(gone));
      ASSERT_TRUE(without->Remove(gone));
    }
    if (random.Below(3) == 0) {
      ASSERT_TRUE(with->Merge());
    }
    const DocumentSet only = random.Documents(kDocuments, 2);
    const Visible visible{&readable, random.Below(2) == 0 ? nullptr : &only, nullptr};
    const text::AnalyzedQuery query = random.Query();
    for (const std::size_t k : {std::size_t{1}, std::size_t{5}, std::size_t{100}}) {
      const std::vector<Shard> of_with = {{with.get(), visible}};
      const std::vector<Shard> of_without = {{without.get(), visible}};
      const auto hits_with = Search(of_with, query, k, {});
      const auto hits_without = Search(of_without, query, k, {});
      ASSERT_TRUE(hits_with && hits_without);
      ASSERT_NO_FATAL_FAILURE(ExpectIdentical(*hits_with, *hits_without));
    }
  }
}

// 100 houses, 12 questions each, three sizes of answer.
INSTANTIATE_TEST_SUITE_P(Seeds, NonInterference, ::testing::Range(1U, 101U));

TEST(NonInterference, ALibraryThatIsNotAskedIsNotFelt) {
  RandomCorpus random(7);
  FaultyFileSystem files;
  const FakeKeys keys;
  auto mine = *OpenLibraryIndex(files, keys, "/mine",
                                std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  auto other = *OpenLibraryIndex(files, keys, "/other",
                                 std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  for (std::uint32_t document = 0; document < 20; ++document) {
    ASSERT_TRUE(mine->Add(std::vector{random.Revision(document, 1, false)}));
  }
  const text::AnalyzedQuery query = {{{"term1", 1}, {"词0", 1}}, {}, {}};
  const std::vector<Shard> shards = {{mine.get(), {}}};
  const auto before = Search(shards, query, 100, {});
  for (std::uint32_t document = 20; document < 40; ++document) {
    ASSERT_TRUE(other->Add(std::vector{random.Revision(document, 1, false)}));
  }
  const auto after = Search(shards, query, 100, {});
  ASSERT_GT(before->total, 0U);
  ExpectIdentical(*before, *after);
}

TEST(NonInterference, ARestrictedPassageIsFoundByATermThatNoOpenOneHolds) {
  FaultyFileSystem files;
  const FakeKeys keys;
  auto index = *OpenLibraryIndex(files, keys, "/i",
                                 std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  IndexedRevision secret{5, 1, true, {ChunkTokens{}}};
  secret.chunks[0].fields[2].push_back({"secret", 0, 1, 0, 6});
  ASSERT_TRUE(index->Add(std::vector{secret}));
  const DocumentSet readable = DocumentSet::bitmapOf(1, 5);
  const text::AnalyzedQuery query = {{{"secret", 1}}, {}, {}};
  const std::vector<Shard> reader = {{index.get(), {&readable, nullptr, nullptr}}};
  const std::vector<Shard> stranger = {{index.get(), {}}};
  ASSERT_EQ(Search(reader, query, 10, {})->total, 1U);
  EXPECT_GT(Search(reader, query, 10, {})->hits[0].score, 0);
  EXPECT_EQ(Search(stranger, query, 10, {})->total, 0U);
}

}  // namespace
}  // namespace wenyuan::index
