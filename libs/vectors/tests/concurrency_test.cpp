#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "naive_vectors.h"
#include "segmented_vectors.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::vectors {
namespace {

using index::testing::FakeKeys;
using testing::RandomVectors;

// Documents 0-39 are replaced again and again while others ask, merge and make lists: every answer
// holds each of them once, whatever state it saw.
TEST(VectorConcurrency, EveryAnswerIsOfOneMoment) {
  constexpr std::uint32_t kDocuments = 40;
  const wenyuan::testing::TemporaryFolder folder;
  const FakeKeys keys;
  const auto index = *SegmentedVectors::Open(
      {PosixFileSystem(), keys, folder.path(),
       std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U)},
      {.train_from = 30, .flat_rows = 8, .rows_per_list = 8, .growth_percent = 100});
  RandomVectors random(11, 20);
  ASSERT_TRUE(index->Begin({"e", 20, Metric::kCosine}));
  std::vector<EmbeddedRevision> batch;
  for (std::uint32_t document = 0; document < kDocuments; ++document) {
    batch.push_back({document, 1, false, {0}, random.Rows(1)});
  }
  ASSERT_TRUE(index->Add("e", batch));
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> others;
  for (unsigned reader = 0; reader < 2; ++reader) {
    others.emplace_back([&, reader] {
      RandomVectors questions(100 + reader, 20);
      while (!stop) {
        const std::vector<Shard> shards = {{index.get(), {}}};
        const auto found = Search(shards, "e", questions.Rows(1), 100);
        if (!found || found->size() != kDocuments) ++wrong;
        if (index->Revisions("e").size() != kDocuments) ++wrong;
        if (!(*SimilarityOf(shards, "e", questions.Rows(1), std::vector<Place>{{0, 7, 0}}))[0]) {
          ++wrong;
        }
      }
    });
  }
  others.emplace_back([&] {
    while (!stop) {
      if (!index->Merge()) ++wrong;
    }
  });
  for (std::uint32_t revision = 2; revision < 60; ++revision) {
    std::vector<EmbeddedRevision> some;
    for (std::uint32_t i = 0; i < 1 + revision % 12; ++i) {
      some.push_back({random.Below(kDocuments), revision, false, {0}, random.Rows(1)});
    }
    ASSERT_TRUE(index->Add("e", some));
  }
  stop = true;
  for (std::thread& other : others) other.join();
  EXPECT_EQ(wrong, 0);
  ASSERT_TRUE(index->Merge());
  const auto names = PosixFileSystem().List(folder.path());
  const std::size_t codebooks = index->size().lists > 0 ? 1 : 0;
  EXPECT_LE(names->size(), 1 + codebooks + index->size().segments + 1);
}

}  // namespace
}  // namespace wenyuan::vectors
