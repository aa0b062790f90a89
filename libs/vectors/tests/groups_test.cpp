#include <gmock/gmock.h>

#include <cmath>
#include <memory>
#include <random>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {
namespace {

using ::testing::ElementsAre;

// Unit vectors in the plane; group 0 around 0°, group 1 around 90°.
class GroupsTest : public ::testing::Test {
 protected:
  GroupsTest() {
    index_ = *OpenVectorIndex(files_, keys_, "/v",
                              std::make_shared<crypto::BlockCache>(std::size_t{8} << 20U));
    EXPECT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  }

  static std::vector<float> At(double degrees) {
    const double angle = degrees * 3.14159265358979 / 180;
    return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
  }
  void Put(std::uint32_t document, double degrees, std::uint8_t group, bool restricted = false) {
    EmbeddedRevision revision{document, 1, restricted, {0}, At(degrees), {group}};
    ASSERT_TRUE(index_->Add("e", std::vector{revision}));
  }
  static std::vector<std::uint32_t> Names(const std::vector<vectors::Near>& nearest) {
    std::vector<std::uint32_t> names;
    for (const auto& near : nearest) names.push_back(near.document);
    return names;
  }
  std::vector<std::uint32_t> Near(double degrees, std::optional<std::uint8_t> group) {
    const std::vector<Shard> shards = {{index_.get(), {}}};
    ProbeOptions options;
    options.group = group;
    return Names(*Search(shards, "e", At(degrees), 10, options));
  }

  wenyuan::testing::FaultyFileSystem files_;
  index::testing::FakeKeys keys_;
  std::unique_ptr<VectorIndex> index_;
};

TEST_F(GroupsTest, OnlyRowsOfTheGroupAskedForAreFound) {
  Put(1, 0, 0);
  Put(2, 80, 1);
  Put(3, 10, 0);
  EXPECT_THAT(Near(0, std::nullopt), ElementsAre(1, 3, 2));
  EXPECT_THAT(Near(0, 0), ElementsAre(1, 3));
  EXPECT_THAT(Near(0, 1), ElementsAre(2));
  EXPECT_THAT(Near(0, 3), ElementsAre());
}

TEST_F(GroupsTest, TheFewRowsOfARareGroupAreFoundAmongMany) {
  std::vector<EmbeddedRevision> revisions;
  for (std::uint32_t document = 1; document <= 300; ++document) {
    const std::uint8_t group = document % 100 == 0 ? 2 : 0;  // 100, 200 and 300
    revisions.push_back({document, 1, false, {0}, At(document % 90), {group}});
  }
  ASSERT_TRUE(index_->Add("e", revisions));
  EXPECT_THAT(Near(18, 2), ElementsAre(200, 100, 300)) << "at 20, 10 and 30 degrees";
  EXPECT_THAT(Near(18, 1), ElementsAre());
  EXPECT_EQ(Near(18, 0).size(), 10U);
  ASSERT_TRUE(index_->Remove(std::vector<std::uint32_t>{200}));
  EXPECT_THAT(Near(18, 2), ElementsAre(100, 300));
}

TEST_F(GroupsTest, AllGroupsAtOnceAreFoundAsEachAlone) {
  std::vector<EmbeddedRevision> revisions;
  for (std::uint32_t document = 1; document <= 300; ++document) {
    const auto group = static_cast<std::uint8_t>(document % 100 == 0 ? 2 : document % 2);
    revisions.push_back({document, 1, document % 7 == 0, {0}, At(document % 90), {group}});
  }
  ASSERT_TRUE(index_->Add("e", revisions));
  index::DocumentSet some;
  some.addRange(20, 200);
  for (const index::Visible& visible :
       {index::Visible{}, {&some, nullptr, nullptr}, {&some, &some, nullptr}}) {
    const std::vector<Shard> shards = {{index_.get(), visible}};
    const auto apart = *SearchGroups(shards, "e", At(18), 10);
    for (std::uint8_t group = 0; group < kMostGroups; ++group) {
      ProbeOptions options;
      options.group = group;
      EXPECT_EQ(Names(apart[group]), Names(*Search(shards, "e", At(18), 10, options)));
    }
    EXPECT_FALSE(apart[0].empty());
    EXPECT_TRUE(apart[3].empty());
  }
}

TEST_F(GroupsTest, GroupsOutliveMergesRestrictionsAndReopening) {
  Put(1, 0, 0);
  Put(2, 80, 1);
  ASSERT_TRUE(index_->Restrict(std::vector<std::uint32_t>{2}, true));
  ASSERT_TRUE(index_->Restrict(std::vector<std::uint32_t>{2}, false));
  ASSERT_TRUE(index_->Merge());
  index_ = nullptr;
  index_ = *OpenVectorIndex(files_, keys_, "/v",
                            std::make_shared<crypto::BlockCache>(std::size_t{8} << 20U));
  EXPECT_THAT(Near(0, 1), ElementsAre(2));
}

TEST_F(GroupsTest, TellsHowSimilarEachGroupIsAtLarge) {
  for (std::uint32_t i = 0; i < 10; ++i) Put(100 + i, i, 0);
  for (std::uint32_t i = 0; i < 10; ++i) Put(200 + i, 80 + i, 1);
  const std::vector<Shard> shards = {{index_.get(), {}}};
  const auto groups = *GroupsOf(shards, "e", At(0));
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].group, 0);
  EXPECT_EQ(groups[0].rows, 10U);
  EXPECT_NEAR(groups[0].mean, 0.995, 0.002);
  EXPECT_NEAR(groups[1].mean, 0.095, 0.01);
  EXPECT_GT(groups[1].deviation, groups[0].deviation);
}

TEST_F(GroupsTest, RestrictedRowsDoNotCountInWhatAGroupIsLike) {
  Put(1, 0, 0);
  const std::vector<Shard> shards = {{index_.get(), {}}};
  const auto before = *GroupsOf(shards, "e", At(0));
  Put(2, 45, 0, true);
  Put(3, 80, 1, true);
  const auto after = *GroupsOf(shards, "e", At(0));
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after[0].rows, before[0].rows);
  EXPECT_EQ(after[0].mean, before[0].mean);
}

TEST_F(GroupsTest, AGroupThatThereIsNotIsRefused) {
  const EmbeddedRevision revision{1, 1, false, {0}, At(0), {kMostGroups}};
  EXPECT_FALSE(index_->Add("e", std::vector{revision}));
}

}  // namespace
}  // namespace wenyuan::vectors
