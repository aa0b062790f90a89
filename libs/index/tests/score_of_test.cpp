#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <tuple>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/index/testing/naive_model.h"

namespace wenyuan::index {
namespace {

using testing::FakeKeys;
using testing::RandomCorpus;
using wenyuan::testing::FaultyFileSystem;

constexpr std::uint32_t kDocuments = 60;
constexpr std::uint32_t kChunkNumbers = 8;

using Key = std::tuple<std::size_t, std::uint32_t, std::uint32_t>;

class ScoreOfPlaces : public ::testing::TestWithParam<unsigned> {};

TEST_P(ScoreOfPlaces, IsWhatSearchGivesBitForBitAndNothingForTheRest) {
  SCOPED_TRACE("seed=" + std::to_string(GetParam()));
  RandomCorpus random(GetParam());
  FaultyFileSystem files;
  const FakeKeys keys;
  const auto cache = std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U);
  std::vector<std::unique_ptr<LibraryIndex>> libraries;
  libraries.push_back(*OpenLibraryIndex(files, keys, "/a", cache));
  libraries.push_back(*OpenLibraryIndex(files, keys, "/b", cache));
  for (std::uint32_t batch = 0; batch < 8; ++batch) {
    std::vector<IndexedRevision> revisions;
    for (std::uint32_t i = 0; i < 12; ++i) {
      revisions.push_back(random.Revision(random.Below(kDocuments), batch, random.Below(4) == 0));
    }
    ASSERT_TRUE(libraries[batch % 2]->Add(revisions));
    ASSERT_TRUE(libraries[batch % 2]->Remove(std::vector<std::uint32_t>{random.Below(kDocuments)}));
  }
  std::vector<Place> places;
  for (std::size_t shard = 0; shard < 2; ++shard) {
    for (std::uint32_t document = 0; document < kDocuments + 2; ++document) {
      for (std::uint32_t chunk = 0; chunk < kChunkNumbers; ++chunk) {
        places.push_back({shard, document, chunk});
      }
    }
  }
  places.push_back(places.front());
  for (int round = 0; round < 20; ++round) {
    SCOPED_TRACE("round=" + std::to_string(round));
    const DocumentSet restricted = random.Documents(kDocuments, 2);
    const DocumentSet only = random.Documents(kDocuments, 2);
    const Visible visible{&restricted, random.Below(2) == 0 ? nullptr : &only, nullptr};
    const std::vector<Shard> shards = {{libraries[0].get(), visible}, {libraries[1].get(), {}}};
    const text::AnalyzedQuery query = random.Query();
    const auto hits = Search(shards, query, 10'000, {});
    ASSERT_TRUE(hits) << hits.error().message;
    std::map<Key, float> expected;
    for (const Hit& hit : hits->hits) {
      ASSERT_LT(hit.chunk, kChunkNumbers);
      expected[{hit.shard, hit.document, hit.chunk}] = hit.score;
    }
    const auto scores = ScoreOf(shards, query, places, {});
    ASSERT_TRUE(scores) << scores.error().message;
    ASSERT_EQ(scores->size(), places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto found = expected.find({places[i].shard, places[i].document, places[i].chunk});
      ASSERT_EQ((*scores)[i], found == expected.end() ? 0.0F : found->second);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ScoreOfPlaces, ::testing::Range(1U, 21U));

TEST(ScoreOfPlaces, OfALibraryThatIsNotAskedIsNothing) {
  const auto scores = ScoreOf({}, {{{"a", 1}}, {}, {}}, std::vector<Place>{{3, 1, 1}}, {});
  ASSERT_TRUE(scores);
  EXPECT_EQ(*scores, std::vector<float>{0});
}

}  // namespace
}  // namespace wenyuan::index
