#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <random>

#include "part_search.h"
#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::index {
namespace {

using testing::FakeKeys;
using wenyuan::testing::FaultyFileSystem;

constexpr std::uint32_t kTerms = 3000;

std::shared_ptr<crypto::BlockCache> Cache() {
  return std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U);
}

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }
  // The n-th term comes about 1/n as often as the first.
  std::string Term() {
    const double share = static_cast<double>(random_()) / 4294967296.0;
    return "t" + std::to_string(static_cast<std::uint32_t>(std::pow(kTerms, share)));
  }
  IndexedRevision Revision(std::uint32_t document, bool restricted, std::uint32_t longest) {
    IndexedRevision made{document, 1, restricted, {}};
    for (std::uint32_t number = 0; number < 1 + Below(3); ++number) {
      ChunkTokens& chunk = made.chunks.emplace_back();
      chunk.number = static_cast<std::uint32_t>(made.chunks.size() - 1);
      for (std::size_t field = 0; field < kFields; ++field) {
        const std::uint32_t length = field == 2 ? Below(longest) : (Below(8) == 0 ? 1 : 0);
        for (std::uint32_t i = 0; i < length; ++i) {
          chunk.fields[field].push_back({Term(), i, 1, 0, 0});
        }
      }
    }
    return made;
  }
  text::AnalyzedQuery Query() {
    text::AnalyzedQuery query;
    const std::uint32_t terms = 1 + Below(Below(3) == 0 ? 24 : 6);
    for (std::uint32_t i = 0; i < terms; ++i) {
      const std::string term = Term();
      bool known = false;
      for (const auto& one : query.terms) known = known || one.term == term;
      if (!known) query.terms.push_back({term, 0.5F + 0.25F * static_cast<float>(Below(4))});
    }
    if (Below(6) == 0) query.preferred.push_back({{{Term(), 0}, {Term(), 1}}});
    if (Below(10) == 0) query.must_not.push_back({{{Term(), 0}}});
    if (Below(20) == 0) query.must.push_back({{{Term(), 0}}});
    return query;
  }
  DocumentSet Scattered(std::uint32_t documents, std::uint32_t per_thousand) {
    DocumentSet set;
    for (std::uint32_t document = 0; document < documents; ++document) {
      if (Below(1000) < per_thousand) set.add(document);
    }
    return set;
  }
  DocumentSet Contiguous(std::uint32_t documents, std::uint32_t per_thousand) {
    const std::uint32_t length = documents * per_thousand / 1000;
    const std::uint32_t begin = Below(documents - length);
    DocumentSet set;
    set.addRange(begin, begin + length);
    return set;
  }

 private:
  std::mt19937 random_;
};

void ExpectSameBits(const Hits& found, const Hits& expected) {
  ASSERT_EQ(found.hits.size(), expected.hits.size());
  ASSERT_EQ(found.total, expected.total);
  for (std::size_t i = 0; i < found.hits.size(); ++i) {
    ASSERT_EQ(found.hits[i].shard, expected.hits[i].shard) << i;
    ASSERT_EQ(found.hits[i].document, expected.hits[i].document) << i;
    ASSERT_EQ(found.hits[i].chunk, expected.hits[i].chunk) << i;
    ASSERT_EQ(std::memcmp(&found.hits[i].score, &expected.hits[i].score, sizeof(float)), 0) << i;
  }
}

void AddDocuments(Chance& chance, LibraryIndex& index, std::uint32_t begin, std::uint32_t end,
                  std::uint32_t longest) {
  std::vector<IndexedRevision> revisions;
  for (std::uint32_t document = begin; document < end; ++document) {
    revisions.push_back(chance.Revision(document, chance.Below(3) == 0, longest));
  }
  ASSERT_TRUE(index.Add(revisions));
}

// Two libraries of several segments, open and restricted, some of whose documents are gone.
class Windows : public ::testing::TestWithParam<unsigned> {
 protected:
  static constexpr std::uint32_t kDocuments = 12'000;

  void SetUp() override {
    a_ = *OpenLibraryIndex(files_, keys_, "/a", Cache());
    b_ = *OpenLibraryIndex(files_, keys_, "/b", Cache());
    ASSERT_NO_FATAL_FAILURE(AddDocuments(chance_, *a_, 0, 7'000, 30));
    ASSERT_NO_FATAL_FAILURE(AddDocuments(chance_, *a_, 7'000, 12'000, 40));
    ASSERT_NO_FATAL_FAILURE(AddDocuments(chance_, *a_, 12'000, 12'300, 40));
    ASSERT_NO_FATAL_FAILURE(AddDocuments(chance_, *b_, 0, 4'500, 50));
    const DocumentSet gone = chance_.Scattered(kDocuments, 100);
    std::vector<std::uint32_t> documents(gone.cardinality());
    gone.toUint32Array(documents.data());
    ASSERT_TRUE(a_->Remove(documents));
  }

  Chance chance_{GetParam()};
  FaultyFileSystem files_;
  const FakeKeys keys_;
  std::unique_ptr<LibraryIndex> a_;
  std::unique_ptr<LibraryIndex> b_;
};

TEST_P(Windows, FindWhatReadingEverythingFindsBitForBit) {
  SCOPED_TRACE("seed=" + std::to_string(GetParam()));
  const DocumentSet restricted = chance_.Scattered(kDocuments, 400);
  std::vector<DocumentSet> filters;
  for (const std::uint32_t share : {1, 10, 100, 500}) {
    filters.push_back(chance_.Scattered(kDocuments, share));
    filters.push_back(chance_.Contiguous(kDocuments, share));
  }
  for (int round = 0; round < 700; ++round) {
    SCOPED_TRACE("round=" + std::to_string(round));
    const std::uint32_t filter = chance_.Below(12);
    const Visible visible{chance_.Below(2) == 0 ? nullptr : &restricted,
                          filter < filters.size() ? &filters[filter] : nullptr, nullptr};
    std::vector<Shard> shards = {{a_.get(), visible}};
    if (chance_.Below(2) == 0) shards.push_back({b_.get(), visible});
    const text::AnalyzedQuery query = chance_.Query();
    const std::size_t k = std::array<std::size_t, 3>{1, 10, 100}[chance_.Below(3)];
    const std::uint64_t up_to =
        std::array<std::uint64_t, 5>{0, 1, 30, 1'000, kCountAll}[chance_.Below(5)];
    auto expected = SearchBy(shards, query, {}, {k, kCountAll, Strategy::kEverything});
    ASSERT_TRUE(expected);
    expected->total = up_to > 0 ? std::min(expected->total, up_to) : expected->hits.size();
    for (const Strategy strategy :
         {Strategy::kWindows, Strategy::kSweep, Strategy::kCandidates, Strategy::kChosen}) {
      const auto found = SearchBy(shards, query, {}, {k, up_to, strategy});
      ASSERT_TRUE(found);
      ASSERT_NO_FATAL_FAILURE(ExpectSameBits(*found, *expected));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Windows, ::testing::Range(1U, 4U));

TEST(WindowBounds, StayBoundsWhenTheAverageMovesAndForOtherScoring) {
  Chance chance(8);
  FaultyFileSystem files;
  const FakeKeys keys;
  const auto index = *OpenLibraryIndex(files, keys, "/a", Cache());
  ASSERT_NO_FATAL_FAILURE(AddDocuments(chance, *index, 0, 6'000, 20));
  for (std::uint32_t step = 0; step < 4; ++step) {
    // Longer passages: the average that scores the first segment grows by half and more.
    ASSERT_NO_FATAL_FAILURE(
        AddDocuments(chance, *index, 6'000 + step * 300, 6'300 + step * 300, 150 * (step + 1)));
    const std::vector<Shard> shards = {{index.get(), {}}};
    for (int round = 0; round < 60; ++round) {
      SCOPED_TRACE("step=" + std::to_string(step) + " round=" + std::to_string(round));
      const text::AnalyzedQuery query = chance.Query();
      const std::array<ScoringOptions, 4> scorings = {ScoringOptions{},
                                                      {1.0F, 0.5F, {2, 1.5F, 1}},
                                                      {1.3F, 0.4F, {1, 1, 1}},
                                                      {0.4F, 0.9F, {4, 0.5F, 1}}};
      for (const ScoringOptions& scoring : scorings) {
        const auto expected = SearchBy(shards, query, scoring, {10, true, Strategy::kEverything});
        const auto found = SearchBy(shards, query, scoring, {10, true, Strategy::kWindows});
        ASSERT_TRUE(expected && found);
        ASSERT_NO_FATAL_FAILURE(ExpectSameBits(*found, *expected));
      }
    }
  }
}

TEST(ImpactBasis, OfTheSameScoringIsHardlyLooserAndOfAGrownAverageAsMuchAsItGrew) {
  ChunkTable chunks;
  chunks.AddDocument(1, 1);
  chunks.AddChunk(0, {0, 0, 50});
  chunks.AddChunk(1, {0, 0, 150});
  const ScoringOptions options;
  const ImpactBasis basis = ImpactBasis::Of(chunks, options);
  EXPECT_EQ(basis.average, 100);
  const auto norm = [&](float average) {
    return Contribution{0, options.k1 * (1 - options.b), options.k1 * options.b / average};
  };
  EXPECT_NEAR(basis.Looseness(options, norm(100)), 1, 1e-4);
  EXPECT_NEAR(basis.Looseness(options, norm(80)), 1, 1e-4);
  EXPECT_GT(basis.Looseness(options, norm(120)), 1.05F);
  EXPECT_LE(basis.Looseness(options, norm(120)), 1.2001F);
  ScoringOptions more = options;
  more.field_weights = {9, 9, 2};  // only the body is used, which counts twice
  EXPECT_TRUE(std::isfinite(basis.Looseness(more, norm(200))));
  more.field_weights = {2, 1.5F, 0};
  EXPECT_FALSE(std::isfinite(basis.Looseness(more, norm(100))));
}

}  // namespace
}  // namespace wenyuan::index
