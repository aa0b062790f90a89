#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/index/testing/naive_model.h"

namespace wenyuan::index {
namespace {

using testing::FakeKeys;
using testing::NaiveModel;
using testing::RandomCorpus;
using wenyuan::testing::FaultyFileSystem;

std::shared_ptr<crypto::BlockCache> Cache() {
  return std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U);
}

class BulkBuilding : public ::testing::TestWithParam<std::size_t> {};

TEST_P(BulkBuilding, GivesWhatAddingGives) {
  RandomCorpus random(static_cast<unsigned>(GetParam()));
  FaultyFileSystem files;
  const FakeKeys keys;
  NaiveModel model;
  std::vector<std::uint32_t> documents(200);
  for (std::uint32_t i = 0; i < documents.size(); ++i) documents[i] = 3 * i;
  for (std::size_t i = documents.size() - 1; i > 0; --i) {
    std::swap(documents[i], documents[random.Below(static_cast<std::uint32_t>(i + 1))]);
  }
  {
    auto builder = *MakeBulkBuilder(files, keys, "/i", Cache(), GetParam());
    for (const std::uint32_t document : documents) {
      const IndexedRevision revision = random.Revision(document, 7, random.Below(5) == 0);
      ASSERT_TRUE(builder->Add(revision));
      model.Add(revision);
    }
    ASSERT_TRUE(builder->Finish());
  }
  const auto index = *OpenLibraryIndex(files, keys, "/i", Cache());
  EXPECT_EQ(index->size().segments, 2U);
  EXPECT_EQ(files.List("/i")->size(), 5U);  // the runs are gone
  EXPECT_EQ(index->Revisions().size(), documents.size());
  const DocumentSet restricted = random.Documents(600, 2);
  const Visible visible{&restricted, nullptr, nullptr};
  for (int round = 0; round < 50; ++round) {
    const text::AnalyzedQuery query = random.Query();
    const std::vector<Shard> shards = {{index.get(), visible}};
    const auto hits = Search(shards, query, 1'000, {});
    ASSERT_TRUE(hits);
    const auto expected = NaiveModel::Search({{&model, visible}}, query, {});
    ASSERT_EQ(hits->total, expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(hits->hits[i].score, expected[i].score, 1e-4 * (1 + expected[i].score));
    }
  }
}

// In one run; in a few; each revision a run of its own.
INSTANTIATE_TEST_SUITE_P(Memory, BulkBuilding,
                         ::testing::Values(std::size_t{1} << 30U, std::size_t{50'000}, 1));

TEST(BulkBuilder, WithoutFinishLeavesNothing) {
  RandomCorpus random(1);
  FaultyFileSystem files;
  const FakeKeys keys;
  {
    auto builder = *MakeBulkBuilder(files, keys, "/i", Cache(), 1);
    for (std::uint32_t document = 0; document < 10; ++document) {
      ASSERT_TRUE(builder->Add(random.Revision(document, 1, false)));
    }
    EXPECT_FALSE(files.Exists("/i/manifest"));
  }
  EXPECT_TRUE(files.List("/i")->empty());
}

TEST(BulkBuilder, DoesNotTouchAFolderThatHoldsAnIndex) {
  RandomCorpus random(1);
  FaultyFileSystem files;
  const FakeKeys keys;
  ASSERT_TRUE((*OpenLibraryIndex(files, keys, "/i", Cache()))
                  ->Add(std::vector{random.Revision(1, 1, false)}));
  const auto before = *files.List("/i");
  const auto builder = MakeBulkBuilder(files, keys, "/i", Cache(), 1);
  ASSERT_FALSE(builder);
  EXPECT_EQ(builder.error().code, ErrorCode::kConflict);
  EXPECT_EQ(*files.List("/i"), before);
}

TEST(BulkBuilder, TakesADocumentOnce) {
  RandomCorpus random(1);
  FaultyFileSystem files;
  const FakeKeys keys;
  auto builder = *MakeBulkBuilder(files, keys, "/i", Cache(), 1000);
  ASSERT_TRUE(builder->Add(random.Revision(1, 1, false)));
  const auto again = builder->Add(random.Revision(1, 2, true));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kInvalidArgument);
}

TEST(BulkBuilder, APowerCutLeavesAllOrNothing) {
  const FakeKeys keys;
  for (std::uint64_t cut = 0;; ++cut) {
    SCOPED_TRACE("operation " + std::to_string(cut));
    RandomCorpus random(2);
    FaultyFileSystem files;
    files.FailFrom(cut);
    bool finished = false;
    if (auto builder = MakeBulkBuilder(files, keys, "/i", Cache(), 1)) {
      finished = true;
      for (std::uint32_t document = 0; finished && document < 4; ++document) {
        finished = (*builder)->Add(random.Revision(document, 1, document == 2)).has_value();
      }
      finished = finished && (*builder)->Finish();
    }
    files.LosePower();
    const auto index = OpenLibraryIndex(files, keys, "/i", Cache());
    ASSERT_TRUE(index) << index.error().message;
    const std::size_t held = (*index)->Revisions().size();
    ASSERT_TRUE(held == 4 || (held == 0 && !finished)) << held;
    if (finished) break;
    ASSERT_LT(cut, 500U);
  }
}

}  // namespace
}  // namespace wenyuan::index
