#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "naive_vectors.h"
#include "segmented_vectors.h"
#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::vectors {
namespace {

using index::DocumentSet;
using index::testing::FakeKeys;
using testing::NaiveVectors;
using testing::RandomVectors;
using wenyuan::testing::FaultyFileSystem;

constexpr ProbeOptions kOnlyLists{.direct = 0};
constexpr Tuning kSmall{
    .train_from = 500, .flat_rows = 100, .rows_per_list = 40, .growth_percent = 400};

// An index with lists over `documents` documents of two passages, and its twin.
class Library {
 public:
  Library(const Space& space, std::uint32_t documents, const Tuning& tuning = kSmall)
      : space_(space), random_(7, space.dimension), naive_(space.metric), tuning_(tuning) {
    Reopen();
    EXPECT_TRUE(index_->Begin(space));
    Grow(documents);
    EXPECT_TRUE(index_->Merge());
  }
  void Reopen() {
    index_.reset();
    index_ = *SegmentedVectors::Open(
        {files_, keys_, "/v", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U)},
        tuning_);
  }
  void Grow(std::uint32_t documents) {
    std::vector<EmbeddedRevision> batch;
    for (std::uint32_t i = 0; i < documents; ++i) {
      batch.push_back({next_++, 1, false, {0, 3}, random_.Rows(2)});
      naive_.Add(batch.back());
      if (batch.size() < 400 && i + 1 < documents) continue;
      EXPECT_TRUE(index_->Add(space_.id, batch));
      batch.clear();
    }
  }
  std::vector<Near> Ask(const std::vector<float>& query, const index::Visible& visible = {},
                        const ProbeOptions& options = kOnlyLists) const {
    auto found = Search(std::vector<Shard>{{index_.get(), visible}}, space_.id, query, 10, options);
    EXPECT_TRUE(found) << found.error().message;
    return found ? *found : std::vector<Near>();
  }
  // Found among the ten nearest, on average; as near as the tenth, but for the quantisation,
  // counts.
  double Recall(int queries, const index::Visible& visible = {}, const ProbeOptions& options = {}) {
    double sum = 0;
    for (int i = 0; i < queries; ++i) {
      const std::vector<float> query = random_.Rows(1);
      const std::vector<Near> found = Ask(query, visible, options);
      double tolerance = 0;
      for (const Near& near : found) {
        const double exact = naive_.Similarity(query, near.document, near.chunk);
        tolerance = naive_.Tolerance(query, exact);
        EXPECT_NEAR(near.similarity, exact, tolerance);
      }
      sum += naive_.Recall(query, visible, found, tolerance / 10);
    }
    return sum / queries;
  }

  Space space_;
  RandomVectors random_;
  NaiveVectors naive_;
  Tuning tuning_;
  FaultyFileSystem files_;
  const FakeKeys keys_;
  std::unique_ptr<SegmentedVectors> index_;
  std::uint32_t next_ = 0;
};

DocumentSet Every(std::uint32_t step, std::uint32_t until) {
  DocumentSet set;
  for (std::uint32_t document = 0; document < until; document += step) set.add(document);
  return set;
}

TEST(Lists, FindTheNearestAtAnyDimensionAndMetric) {
  for (const Metric metric : {Metric::kCosine, Metric::kInnerProduct, Metric::kL2}) {
    for (const std::uint32_t dimension : {1U, 3U, 64U, 384U, 1000U, 4096U}) {
      if (dimension > 384 && metric != Metric::kCosine) continue;  // takes long
      SCOPED_TRACE("dimension " + std::to_string(dimension) + ", metric " +
                   std::to_string(static_cast<int>(metric)));
      Library library({"e", dimension, metric}, dimension < 1000 ? 1500 : 260);
      EXPECT_GT(library.index_->size().lists, 10U);
      const int queries = dimension < 1000 ? 20 : 6;
      EXPECT_GE(library.Recall(queries, {}, {.probes = 20, .rescored = 100, .direct = 0}), 0.9);
      EXPECT_GE(library.Recall(queries), 0.95);  // all rows
    }
  }
}

// Most of group 1 lies where group 0 does, some of it apart; group 2 is rare; of group 3 there is
// nothing.
TEST(Lists, AllGroupsAtOnceAreFoundAsWellAsEachAlone) {
  Library library({"e", 64, Metric::kCosine}, 0);
  std::vector<EmbeddedRevision> batch;
  for (std::uint32_t document = 0; document < 2000; ++document) {
    const auto group = static_cast<std::uint8_t>(document % 400 == 0 ? 2
                                                 : document % 5 == 0 ? 1
                                                                     : 0);
    std::vector<float> rows = library.random_.Rows(2);
    if (group == 1 && document % 3 == 0) {
      for (float& number : rows) number = -number;
    }
    batch.push_back({document, 1, false, {0, 3}, std::move(rows), {group, group}});
  }
  ASSERT_TRUE(library.index_->Add("e", batch));
  ASSERT_TRUE(library.index_->Merge());
  ASSERT_GT(library.index_->size().lists, 10U);
  index::DocumentSet half = Every(2, 2000);
  for (const index::Visible& visible :
       {index::Visible{}, index::Visible{nullptr, &half, nullptr}}) {
    const std::vector<Shard> shards = {{library.index_.get(), visible}};
    std::array<std::size_t, kMostGroups> found{};
    for (int query = 0; query < 20; ++query) {
      const std::vector<float> vector = library.random_.Rows(1);
      ProbeOptions options{.probes = 8, .direct = 0, .estimated = 0};
      const NearestOfGroups apart = *SearchGroups(shards, "e", vector, 10, options);
      for (std::uint8_t group = 0; group < kMostGroups; ++group) {
        ProbeOptions exact;
        exact.direct = 1'000'000;
        exact.group = group;
        const std::vector<Near> nearest = *Search(shards, "e", vector, 10, exact);
        ASSERT_EQ(apart[group].size(), nearest.size()) << int{group};
        for (const Near& near : apart[group]) {
          EXPECT_EQ(batch[near.document].groups.front(), group);
          if (!nearest.empty() && near.similarity >= nearest.back().similarity - 1e-5F)
            ++found[group];
        }
      }
    }
    EXPECT_GE(found[0], 190U);
    EXPECT_GE(found[1], 190U);
    EXPECT_EQ(found[2], 200U);
    EXPECT_EQ(found[3], 0U);
  }
}

TEST(Lists, FindWhatFiltersLeave) {
  Library library({"e", 64, Metric::kCosine}, 2000);
  for (const auto& [step, estimated] :
       {std::pair(1000U, 0U), std::pair(100U, 0U), std::pair(10U, 0U), std::pair(2U, 0U),
        std::pair(10U, 20'000U), std::pair(2U, 20'000U)}) {
    const ProbeOptions options = {
        .probes = 20, .rescored = 100, .direct = 50, .estimated = estimated};
    SCOPED_TRACE("one in " + std::to_string(step) + ", estimated " + std::to_string(estimated));
    const DocumentSet only = Every(step, library.next_);
    const index::Visible visible = {nullptr, &only, nullptr};
    for (const Near& near : library.Ask(library.random_.Rows(1), visible, options)) {
      EXPECT_EQ(near.document % step, 0U);
    }
    EXPECT_GE(library.Recall(20, visible, options), 0.9);
    const index::Visible others = {nullptr, nullptr, &only};
    for (const Near& near : library.Ask(library.random_.Rows(1), others, options)) {
      EXPECT_NE(near.document % step, 0U);
    }
    EXPECT_GE(library.Recall(20, others, options), 0.9);
  }
}

TEST(Lists, AreTheSameAfterOpeningAgain) {
  Library library({"e", 100, Metric::kCosine}, 1000);
  library.Grow(200);
  const std::vector<float> query = library.random_.Rows(1);
  const std::vector<Near> before = library.Ask(query);
  const auto size = library.index_->size();
  library.Reopen();
  const std::vector<Near> after = library.Ask(query);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].document, after[i].document);
    EXPECT_EQ(before[i].similarity, after[i].similarity);
  }
  EXPECT_EQ(library.index_->size().lists, size.lists);
  EXPECT_EQ(library.index_->size().bytes, size.bytes);
  EXPECT_EQ(library.index_->size().resident_bytes, size.resident_bytes);
}

// Merging lists of the same centroids copies rows: not a bit of a similarity changes.
TEST(Lists, JoinWithoutChangingRows) {
  Library library({"e", 50, Metric::kL2}, 500);
  const std::uint32_t lists = library.index_->size().lists;
  ASSERT_GT(lists, 10U);
  for (int i = 0; i < 8; ++i) library.Grow(80);  // more than are kept without lists
  ASSERT_TRUE(library.index_->Remove(std::vector<std::uint32_t>{3, 600, 700}));
  std::vector<Place> places;
  for (std::uint32_t document = 0; document < library.next_; ++document) {
    places.push_back({0, document, 3});
  }
  const std::vector<Shard> shards = {{library.index_.get(), {}}};
  const std::vector<float> query = library.random_.Rows(1);
  const auto before = *SimilarityOf(shards, "e", query, places);
  const std::uint32_t segments = library.index_->size().segments;
  ASSERT_TRUE(library.index_->Merge());
  EXPECT_LT(library.index_->size().segments, segments);
  EXPECT_EQ(library.index_->size().lists, lists);
  EXPECT_EQ(*SimilarityOf(shards, "e", query, places), before);
  EXPECT_FALSE(before[3] || before[600] || before[700]);
  EXPECT_TRUE(before[4]);
}

TEST(Lists, AreMadeAnewWhenTheLibraryHasGrown) {
  Library library({"e", 30, Metric::kCosine}, 300);
  const std::uint32_t lists = library.index_->size().lists;
  library.Grow(1500);
  ASSERT_TRUE(library.index_->Merge());
  EXPECT_GT(library.index_->size().lists, 2 * lists);
  EXPECT_EQ(library.files_.List("/v")->size(), 3U);  // a manifest, a segment, the new centroids
  EXPECT_GE(library.Recall(20, {}, {.probes = 20, .rescored = 100, .direct = 0}), 0.9);
}

TEST(Lists, AreMadeAnewWhenWhatComesIsElsewhere) {
  Library library({"e", 30, Metric::kCosine}, 1000);
  const std::uint64_t number = library.index_->Snapshot()->front().codebook->number();
  library.Grow(200);
  ASSERT_TRUE(library.index_->Merge());
  EXPECT_EQ(library.index_->Snapshot()->front().codebook->number(), number);
  library.random_ = RandomVectors(99, 30);  // other topics
  library.Grow(200);
  ASSERT_TRUE(library.index_->Merge());
  EXPECT_GT(library.index_->Snapshot()->front().codebook->number(), number);
}

TEST(Lists, OfSeveralLibrariesAnswerTogether) {
  Library first({"e", 40, Metric::kCosine}, 800);
  Library second({"e", 40, Metric::kCosine}, 600);
  const std::vector<float> query = first.random_.Rows(1);
  const auto found =
      *Search(std::vector<Shard>{{first.index_.get(), {}}, {second.index_.get(), {}}}, "e", query,
              20, kOnlyLists);
  ASSERT_EQ(found.size(), 20U);
  const std::vector<Near> alone = first.Ask(query);
  EXPECT_EQ(found[0].similarity, std::max(alone[0].similarity, second.Ask(query)[0].similarity));
}

TEST(Lists, ARowThatMovesToTheRestrictedGroupKeepsItsVector) {
  Library library({"e", 40, Metric::kCosine}, 500);
  const std::vector<float> query = library.random_.Rows(1);
  const std::vector<Near> before = library.Ask(query);
  ASSERT_TRUE(library.index_->Restrict(std::vector{before[0].document}, true));
  EXPECT_NE(library.Ask(query)[0].document, before[0].document);
  const DocumentSet may = Every(before[0].document, before[0].document + 1);
  const std::vector<Near> after = library.Ask(query, {&may, nullptr, nullptr});
  EXPECT_EQ(after[0].document, before[0].document);
  EXPECT_NEAR(after[0].similarity, before[0].similarity, 0.005);
}

bool Same(const std::vector<Near>& left, const std::vector<Near>& right) {
  return left.size() == right.size() &&
         (left.empty() || std::memcmp(left.data(), right.data(), left.size() * sizeof(Near)) == 0);
}

// The same life with and without documents that are hidden from the asker: every answer is the same
// to the byte.
TEST(NonInterference, HiddenVectorsChangeNoByteOfAnAnswer) {
  const FakeKeys keys;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Space space{"e", 24, seed % 2 == 0 ? Metric::kCosine : Metric::kInnerProduct};
    RandomVectors random(seed, space.dimension);
    FaultyFileSystem files;
    const auto open = [&](const char* path) {
      return *SegmentedVectors::Open(
          {files, keys, path, std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U)},
          {.train_from = 300, .flat_rows = 60, .rows_per_list = 20});
    };
    const auto with = open("/with");
    const auto without = open("/without");
    ASSERT_TRUE(with->Begin(space));
    ASSERT_TRUE(without->Begin(space));
    DocumentSet may;  // restricted ones that the asker may see
    for (std::uint32_t document = 1; document < 4000; document += 10) may.add(document);
    for (std::uint32_t round = 0; round < 12; ++round) {
      std::vector<EmbeddedRevision> everything;
      std::vector<EmbeddedRevision> seen;
      for (std::uint32_t i = 0; i < 100; ++i) {
        const std::uint32_t document = random.Below(2000);
        const bool restricted = document % 2 == 1;
        const EmbeddedRevision revision{document, round + 1, restricted, {0, 1}, random.Rows(2)};
        everything.push_back(revision);
        if (!restricted || may.contains(document)) seen.push_back(revision);
      }
      ASSERT_TRUE(with->Add("e", everything));
      ASSERT_TRUE(without->Add("e", seen));
      if (round % 3 == 2) {
        ASSERT_TRUE(with->Merge());
        ASSERT_TRUE(without->Merge());
      }
      const DocumentSet only = Every(1 + random.Below(5), 2000);
      const DocumentSet hidden = Every(7, 2000);
      for (int query = 0; query < 12; ++query) {
        const std::vector<float> vector = random.Rows(1);
        const index::Visible visible = {query % 2 == 0 ? &may : nullptr,
                                        query % 3 == 0 ? &only : nullptr,
                                        query % 5 == 0 ? &hidden : nullptr};
        const ProbeOptions options = {
            .probes = 5, .rescored = 20, .direct = query % 4 == 0 ? 30U : 0U};
        const auto first =
            *Search(std::vector<Shard>{{with.get(), visible}}, "e", vector, 10, options);
        const auto second =
            *Search(std::vector<Shard>{{without.get(), visible}}, "e", vector, 10, options);
        ASSERT_TRUE(Same(first, second)) << "round " << round << ", query " << query;
        std::vector<Place> places;
        for (std::uint32_t document = 0; document < 2000; document += 13) {
          places.push_back({0, document, 1});
        }
        ASSERT_EQ(*SimilarityOf(std::vector<Shard>{{with.get(), visible}}, "e", vector, places),
                  *SimilarityOf(std::vector<Shard>{{without.get(), visible}}, "e", vector, places));
      }
    }
    EXPECT_GT(with->size().lists, 0U);
    EXPECT_EQ(with->size().lists, without->size().lists);
  }
}

}  // namespace
}  // namespace wenyuan::vectors
