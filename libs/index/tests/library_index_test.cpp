#include "wenyuan/index/library_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/index/testing/naive_model.h"

namespace wenyuan::index {
namespace {

using testing::FakeKeys;
using testing::NaiveModel;
using testing::RandomCorpus;
using wenyuan::testing::FaultyFileSystem;

constexpr std::uint32_t kDocuments = 40;  // in each library

// A library and its stupid twin, doing the same.
struct Twins {
  Twins(FaultyFileSystem& file_system, const FakeKeys& key_provider, const std::string& where)
      : files(file_system), keys(key_provider), folder(where) {
    Reopen();
  }
  void Reopen() {
    index.reset();
    auto opened = OpenLibraryIndex(files, keys, folder,
                                   std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    ASSERT_TRUE(opened) << opened.error().message;
    index = *std::move(opened);
  }

  FaultyFileSystem& files;
  const FakeKeys& keys;
  const std::string folder;
  std::unique_ptr<LibraryIndex> index;
  NaiveModel model;
  std::uint32_t revisions = 0;
};

void DoSomething(RandomCorpus& random, Twins& twins, std::uint32_t first_document) {
  const std::uint32_t what = random.Below(10);
  if (what < 6) {
    std::vector<IndexedRevision> batch;
    for (std::uint32_t count = 1 + random.Below(8); count > 0; --count) {
      batch.push_back(random.Revision(first_document + random.Below(kDocuments), ++twins.revisions,
                                      random.Below(4) == 0));
      twins.model.Add(batch.back());
    }
    ASSERT_TRUE(twins.index->Add(batch));
  } else if (what < 8) {
    std::vector<std::uint32_t> documents;
    for (std::uint32_t count = random.Below(6); count > 0; --count) {
      documents.push_back(first_document + random.Below(kDocuments));
      twins.model.Remove(documents.back());
    }
    ASSERT_TRUE(twins.index->Remove(documents));
  } else if (what < 9) {
    ASSERT_TRUE(twins.index->Merge());
  } else {
    twins.Reopen();
  }
}

void ExpectSame(const Hits& hits, const std::vector<NaiveModel::Scored>& expected, std::size_t k) {
  ASSERT_EQ(hits.total, expected.size());
  ASSERT_EQ(hits.hits.size(), std::min(k, expected.size()));
  for (std::size_t i = 0; i < hits.hits.size(); ++i) {
    const Hit& hit = hits.hits[i];
    ASSERT_NEAR(hit.score, expected[i].score, 1e-4 * (1 + expected[i].score));
    // Where the model's scores are apart, the order is the same.
    const bool apart =
        (i == 0 || expected[i - 1].score - expected[i].score > 1e-4) &&
        (i + 1 == expected.size() || expected[i].score - expected[i + 1].score > 1e-4);
    if (!apart) continue;
    ASSERT_EQ(std::tuple(hit.shard, hit.document, hit.revision, hit.chunk),
              std::tuple(expected[i].shard, expected[i].document, expected[i].revision,
                         expected[i].chunk));
  }
}

class AgainstTheModel : public ::testing::TestWithParam<unsigned> {};

TEST_P(AgainstTheModel, SearchAndRevisionsAreThoseOfTheStupidTwin) {
  SCOPED_TRACE("seed=" + std::to_string(GetParam()));
  RandomCorpus random(GetParam());
  FaultyFileSystem files;
  const FakeKeys keys;
  std::vector<std::unique_ptr<Twins>> libraries;
  libraries.push_back(std::make_unique<Twins>(files, keys, "/a"));
  libraries.push_back(std::make_unique<Twins>(files, keys, "/b"));
  for (int step = 0; step < 40; ++step) {
    SCOPED_TRACE("step=" + std::to_string(step));
    const std::uint32_t which = random.Below(2);
    ASSERT_NO_FATAL_FAILURE(DoSomething(random, *libraries[which], which * kDocuments));

    const DocumentSet restricted = random.Documents(2 * kDocuments, 3);
    const DocumentSet only = random.Documents(2 * kDocuments, 2);
    const DocumentSet without = random.Documents(2 * kDocuments, 5);
    const Visible visible{random.Below(3) == 0 ? nullptr : &restricted,
                          random.Below(2) == 0 ? nullptr : &only,
                          random.Below(2) == 0 ? nullptr : &without};
    std::vector<Shard> shards;
    std::vector<NaiveModel::Asked> asked;
    for (const auto& library : libraries) {
      if (random.Below(3) == 0) continue;
      shards.push_back({library->index.get(), visible});
      asked.push_back({&library->model, visible});
    }
    const text::AnalyzedQuery query = random.Query();
    const std::size_t k = 1 + random.Below(30);
    const ScoringOptions options{0.9F, 0.4F, {3, 2, 1}};
    const auto hits = Search(shards, query, k, options);
    ASSERT_TRUE(hits) << hits.error().message;
    ASSERT_NO_FATAL_FAILURE(ExpectSame(*hits, NaiveModel::Search(asked, query, options), k));

    std::set<std::tuple<std::uint32_t, std::uint32_t, bool>> held;
    for (const auto& one : libraries[which]->index->Revisions()) {
      ASSERT_TRUE(held.emplace(one.document, one.revision, one.restricted).second);
    }
    std::set<std::tuple<std::uint32_t, std::uint32_t, bool>> expected;
    std::uint64_t chunks = 0;
    for (const auto& [number, document] : libraries[which]->model.documents()) {
      expected.emplace(number, document.revision, document.restricted);
      chunks += document.chunks.size();
    }
    ASSERT_EQ(held, expected);
    ASSERT_EQ(libraries[which]->index->size().chunks, chunks);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AgainstTheModel, ::testing::Range(1U, 61U));

IndexedRevision OneChunk(std::uint32_t document, const std::vector<std::string>& terms) {
  IndexedRevision revision{document, 1, false, {ChunkTokens{}}};
  for (const std::string& term : terms) {
    auto& body = revision.chunks[0].fields[2];
    body.push_back({term, static_cast<std::uint32_t>(body.size()), 1, 0, 0});
  }
  return revision;
}

class LibraryIndexTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = OpenLibraryIndex(files_, keys_, "/i",
                                   std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    ASSERT_TRUE(opened);
    index_ = *std::move(opened);
  }
  std::vector<std::uint32_t> Documents(const text::AnalyzedQuery& query) const {
    const std::vector<Shard> shards = {{index_.get(), {}}};
    const auto found = Search(shards, query, 100, {});
    std::vector<std::uint32_t> documents;
    for (const Hit& hit : found->hits) documents.push_back(hit.document);
    return documents;
  }

  FaultyFileSystem files_;
  const FakeKeys keys_;
  std::unique_ptr<LibraryIndex> index_;
};

TEST_F(LibraryIndexTest, TiesGoToTheLowerDocument) {
  const std::vector<IndexedRevision> late = {OneChunk(9, {"a"}), OneChunk(4, {"a"})};
  const std::vector<IndexedRevision> later = {OneChunk(6, {"a"}), OneChunk(2, {"a"})};
  ASSERT_TRUE(index_->Add(late));
  ASSERT_TRUE(index_->Add(later));
  EXPECT_EQ(Documents({{{"a", 1}}, {}, {}}), (std::vector<std::uint32_t>{2, 4, 6, 9}));
}

TEST_F(LibraryIndexTest, AnIdentifierHeldWholeBeatsAnyNumberOfItsParts) {
  const std::vector<IndexedRevision> batch = {
      OneChunk(1, {"ppr", "ppr", "ppr", "9087", "9087", "9087", "x", "9087"}),
      OneChunk(2, {"a", "b", "c", "d", "e", "f", "g", "h", "ppr", "9087"})};
  ASSERT_TRUE(index_->Add(batch));
  const text::AnalyzedQuery parts = {{{"ppr", 1}, {"9087", 1}}, {}, {}};
  EXPECT_EQ(Documents(parts), (std::vector<std::uint32_t>{1, 2}));
  text::AnalyzedQuery whole = parts;
  whole.preferred = {{{{"d", 0}, {"f", 2}}}};
  EXPECT_EQ(Documents(whole), (std::vector<std::uint32_t>{2, 1}));
}

TEST_F(LibraryIndexTest, OneBatchWithTwoRevisionsOfADocumentKeepsTheLast) {
  std::vector<IndexedRevision> batch = {OneChunk(1, {"old"}), OneChunk(1, {"new"})};
  batch[1].revision = 2;
  ASSERT_TRUE(index_->Add(batch));
  EXPECT_TRUE(Documents({{{"old", 1}}, {}, {}}).empty());
  ASSERT_EQ(index_->Revisions().size(), 1U);
  EXPECT_EQ(index_->Revisions()[0].revision, 2U);
}

TEST_F(LibraryIndexTest, TwoChunksOfOneNumberAreRefused) {
  std::vector<IndexedRevision> batch = {OneChunk(1, {"a"})};
  batch[0].chunks.push_back(batch[0].chunks[0]);
  const auto added = index_->Add(batch);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(index_->Revisions().empty());
}

TEST_F(LibraryIndexTest, MergingManyBatchesLeavesFewSegmentsAndNoOldFile) {
  for (std::uint32_t document = 0; document < 100; ++document) {
    const std::vector<IndexedRevision> batch = {OneChunk(document, {"a", "b"})};
    ASSERT_TRUE(index_->Add(batch));
    ASSERT_TRUE(index_->Merge());
  }
  EXPECT_LT(index_->size().segments, 4U);
  EXPECT_EQ(files_.List("/i")->size(), 1 + 2 * index_->size().segments);
  EXPECT_EQ(Documents({{{"b", 1}}, {}, {}}).size(), 100U);
}

TEST_F(LibraryIndexTest, DeletingEverythingRemovesTheFiles) {
  const std::vector<IndexedRevision> batch = {OneChunk(1, {"a"}), OneChunk(2, {"a"})};
  ASSERT_TRUE(index_->Add(batch));
  ASSERT_TRUE(index_->Remove(std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(index_->size().segments, 0U);
  EXPECT_EQ(*files_.List("/i"), std::vector<std::string>{"manifest"});
}

}  // namespace
}  // namespace wenyuan::index
