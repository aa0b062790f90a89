#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/index/testing/naive_model.h"

namespace wenyuan::index {
namespace {

using testing::FakeKeys;
using testing::RandomCorpus;

IndexedRevision Passage(RandomCorpus& random, std::uint32_t document, std::uint32_t revision) {
  IndexedRevision made{document, revision, false, {ChunkTokens{}}};
  made.chunks[0].fields[2] = {{"all", 0, 1, 0, 0}, {random.Term(), 1, 1, 0, 0}};
  return made;
}

// Documents 0-19 are replaced again and again while others ask and merge: every answer holds each
// of them once, whatever state it saw.
TEST(Concurrency, EveryAnswerIsOfOneMoment) {
  constexpr std::uint32_t kDocuments = 20;
  const wenyuan::testing::TemporaryFolder folder;
  const FakeKeys keys;
  const auto index =
      *OpenLibraryIndex(PosixFileSystem(), keys, folder.path(),
                        std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  RandomCorpus random(11);
  std::vector<IndexedRevision> batch;
  for (std::uint32_t document = 0; document < kDocuments; ++document) {
    batch.push_back(Passage(random, document, 1));
  }
  ASSERT_TRUE(index->Add(batch));
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> others;
  for (int reader = 0; reader < 2; ++reader) {
    others.emplace_back([&] {
      while (!stop) {
        const std::vector<Shard> shards = {{index.get(), {}}};
        const auto hits = Search(shards, {{{"all", 1}}, {}, {{{{"all", 0}}}}}, 100, {});
        if (!hits || hits->total != kDocuments) ++wrong;
        if (index->Revisions().size() != kDocuments) ++wrong;
      }
    });
  }
  others.emplace_back([&] {
    while (!stop) {
      if (!index->Merge()) ++wrong;
    }
  });
  for (std::uint32_t revision = 2; revision < 40; ++revision) {
    const std::uint32_t document = random.Below(kDocuments);
    ASSERT_TRUE(index->Add(std::vector{Passage(random, document, revision)}));
  }
  stop = true;
  for (std::thread& other : others) other.join();
  EXPECT_EQ(wrong, 0);
  ASSERT_TRUE(index->Merge());
  const auto names = PosixFileSystem().List(folder.path());
  EXPECT_EQ(names->size(), 1 + 2 * index->size().segments);
}

}  // namespace
}  // namespace wenyuan::index
