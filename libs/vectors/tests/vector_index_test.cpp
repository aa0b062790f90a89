#include "wenyuan/vectors/vector_index.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "naive_vectors.h"
#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::vectors {
namespace {

using index::DocumentSet;
using index::testing::FakeKeys;
using testing::NaiveVectors;
using testing::RandomVectors;
using wenyuan::testing::FaultyFileSystem;

class VectorIndexTest : public ::testing::Test {
 protected:
  static std::shared_ptr<crypto::BlockCache> Cache() {
    return std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U);
  }
  void Open() { index_ = *OpenVectorIndex(files_, keys_, "/v", Cache()); }
  void SetUp() override { Open(); }

  std::vector<Near> Ask(const std::vector<float>& query, std::size_t k,
                        const index::Visible& visible = {}, std::string_view space = "e") {
    const std::vector<Shard> shards = {{index_.get(), visible}};
    auto found = Search(shards, space, query, k);
    EXPECT_TRUE(found) << found.error().message;
    return found ? *found : std::vector<Near>();
  }
  ErrorCode CodeOf(const Result<void>& result) {
    EXPECT_FALSE(result);
    if (result) return ErrorCode::kInternal;
    EXPECT_FALSE(result.error().message.empty());
    EXPECT_FALSE(result.error().message_zh.empty());
    return result.error().code;
  }

  FaultyFileSystem files_;
  const FakeKeys keys_;
  std::unique_ptr<VectorIndex> index_;
};

EmbeddedRevision Plane(std::uint32_t document, std::uint32_t revision, std::uint32_t chunk,
                       float angle, bool restricted = false) {
  return {document, revision, restricted, {chunk}, {std::cos(angle), std::sin(angle)}};
}

DocumentSet Documents(std::initializer_list<std::uint32_t> numbers) {
  return {numbers.size(), numbers.begin()};
}

std::vector<float> At(float angle) { return {std::cos(angle), std::sin(angle)}; }

TEST_F(VectorIndexTest, AnswersNothingBeforeASpaceIsBegun) {
  EXPECT_FALSE(index_->space());
  EXPECT_TRUE(Ask({1, 2}, 3).empty());
  EXPECT_EQ(CodeOf(index_->Add("e", std::vector{Plane(1, 1, 0, 0)})), ErrorCode::kConflict);
}

TEST_F(VectorIndexTest, FindsTheNearestFirst) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 5, 0, 0), Plane(2, 6, 3, 1.0F)}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(3, 7, 9, 2.0F)}));
  const auto found = Ask(At(0.9F), 2);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].document, 2U);
  EXPECT_EQ(found[0].revision, 6U);
  EXPECT_EQ(found[0].chunk, 3U);
  EXPECT_NEAR(found[0].similarity, std::cos(0.1F), 0.01F);
  EXPECT_EQ(found[1].document, 1U);
}

TEST_F(VectorIndexTest, PassagesOfOneRevisionCollectAndANewRevisionReplacesThem) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 5, 0, 0), Plane(1, 5, 1, 1)}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 5, 4, 2)}));
  EXPECT_EQ(index_->Chunks("e", 1, 5), (std::vector<std::uint32_t>{0, 1, 4}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 5, 1, 3)}));  // the same again
  EXPECT_EQ(index_->Chunks("e", 1, 5), (std::vector<std::uint32_t>{0, 1, 4}));
  EXPECT_EQ(Ask(At(3), 1)[0].chunk, 1U);
  EXPECT_LT(Ask(At(1), 1)[0].similarity, 0.99F);
  ASSERT_EQ(index_->Revisions("e").size(), 1U);
  EXPECT_EQ(index_->Revisions("e")[0].chunks, 3U);
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 6, 0, 1)}));
  EXPECT_TRUE(index_->Chunks("e", 1, 5).empty());
  EXPECT_EQ(index_->Chunks("e", 1, 6), (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(index_->size().vectors, 1U);
}

TEST_F(VectorIndexTest, ARestrictedDocumentIsSeenOnlyByThoseWhoMay) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 1, 0, 0), Plane(2, 1, 0, 1, true)}));
  EXPECT_EQ(Ask(At(1), 5).size(), 1U);
  const DocumentSet two = Documents({2});
  EXPECT_EQ(Ask(At(1), 5, {&two, nullptr, nullptr})[0].document, 2U);
  const DocumentSet one = Documents({1});
  EXPECT_EQ(Ask(At(1), 5, {&two, &one, nullptr})[0].document, 1U);
  EXPECT_EQ(Ask(At(1), 5, {&two, nullptr, &two})[0].document, 1U);
}

TEST_F(VectorIndexTest, RestrictMovesAllPassagesOfADocument) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 1, 0, 0), Plane(2, 1, 0, 1)}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 1, 1, 2)}));
  ASSERT_TRUE(index_->Restrict(std::vector<std::uint32_t>{1, 7}, true));
  EXPECT_EQ(Ask(At(0), 5).size(), 1U);
  const DocumentSet one = Documents({1});
  EXPECT_EQ(Ask(At(0), 5, {&one, nullptr, nullptr}).size(), 3U);
  ASSERT_EQ(index_->Revisions("e").size(), 2U);
  EXPECT_TRUE(index_->Revisions("e")[0].restricted);
  EXPECT_EQ(index_->Revisions("e")[0].chunks, 2U);
  ASSERT_TRUE(index_->Restrict(std::vector<std::uint32_t>{1}, false));
  const auto found = Ask(At(2), 5);
  EXPECT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].chunk, 1U);
  EXPECT_NEAR(found[0].similarity, 1, 0.01F);
}

// Passages come in batches; the last word on the document's rights counts for all of them.
TEST_F(VectorIndexTest, APassageAddedRestrictedTakesTheOthersOfItsDocumentAlong) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 1, 0, 0)}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 1, 1, 1, true)}));
  EXPECT_TRUE(Ask(At(0), 5).empty());
  EXPECT_EQ(index_->Chunks("e", 1, 1), (std::vector<std::uint32_t>{0, 1}));
}

TEST_F(VectorIndexTest, RemovedDocumentsAreGoneFromBothSpaces) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 1, 0, 0), Plane(2, 1, 0, 1)}));
  ASSERT_TRUE(index_->Begin({"f", 2, Metric::kL2}));
  ASSERT_TRUE(index_->Add("f", std::vector{Plane(1, 1, 0, 0), Plane(2, 1, 0, 1)}));
  ASSERT_TRUE(index_->Remove(std::vector<std::uint32_t>{1, 9}));
  EXPECT_EQ(Ask(At(0), 5).size(), 1U);
  EXPECT_EQ(index_->Revisions("f").size(), 1U);
}

TEST_F(VectorIndexTest, ANewSpaceIsFilledBesideTheOldAndSwitchedAtOnce) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 1, 0, 0)}));
  ASSERT_TRUE(index_->Begin({"f", 3, Metric::kInnerProduct}));
  ASSERT_TRUE(index_->Add("f", std::vector{EmbeddedRevision{1, 1, false, {0}, {1, 2, 3}}}));
  Open();
  EXPECT_EQ(index_->space()->id, "e");
  EXPECT_EQ(index_->next()->id, "f");
  EXPECT_EQ(Ask(At(0), 5).size(), 1U);
  EXPECT_TRUE(Ask({1, 2, 3}, 5, {}, "f").empty());
  ASSERT_TRUE(index_->Switch());
  Open();
  EXPECT_EQ(index_->space()->id, "f");
  EXPECT_FALSE(index_->next());
  EXPECT_TRUE(Ask(At(0), 5).empty());
  EXPECT_NEAR(Ask({1, 2, 3}, 5, {}, "f")[0].similarity, 14, 0.14F);
  EXPECT_EQ(files_.List("/v")->size(), 2U);  // the manifest and one segment
}

TEST_F(VectorIndexTest, AThirdSpaceTakesTheSecondsPlaceAndTheFirstBeginsAgainByDroppingIt) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Begin({"f", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Begin({"g", 2, Metric::kCosine}));
  EXPECT_EQ(index_->next()->id, "g");
  EXPECT_EQ(CodeOf(index_->Add("f", std::vector{Plane(1, 1, 0, 0)})), ErrorCode::kConflict);
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  EXPECT_FALSE(index_->next());
  EXPECT_EQ(index_->space()->id, "e");
}

TEST_F(VectorIndexTest, RefusesSpacesThatCannotBe) {
  EXPECT_EQ(CodeOf(index_->Begin({"e", 0, Metric::kCosine})), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(index_->Begin({"e", 5000, Metric::kCosine})), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(index_->Begin({"", 5, Metric::kCosine})), ErrorCode::kInvalidArgument);
  ASSERT_TRUE(index_->Begin({"e", 5, Metric::kCosine}));
  EXPECT_EQ(CodeOf(index_->Begin({"e", 6, Metric::kCosine})), ErrorCode::kConflict);
}

TEST_F(VectorIndexTest, RefusesBadVectorsNamingThemAndKeepsNothingOfTheCall) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinite = std::numeric_limits<float>::infinity();
  for (const std::vector<float>& bad :
       std::vector<std::vector<float>>{{nan, 1}, {1, infinite}, {0, 0}, {1}, {1, 2, 3}, {}}) {
    const auto added =
        index_->Add("e", std::vector{Plane(1, 1, 0, 0), EmbeddedRevision{77, 1, false, {33}, bad}});
    EXPECT_EQ(CodeOf(added), ErrorCode::kInvalidArgument);
    EXPECT_NE(added.error().message.find("77"), std::string::npos) << added.error().message;
    EXPECT_NE(added.error().message.find("33"), std::string::npos) << added.error().message;
    EXPECT_NE(added.error().message_zh.find("33"), std::string::npos);
  }
  EXPECT_TRUE(index_->Revisions("e").empty());
  const auto twice =
      index_->Add("e", std::vector{EmbeddedRevision{1, 1, false, {3, 3}, {1, 0, 0, 1}}});
  EXPECT_EQ(CodeOf(twice), ErrorCode::kInvalidArgument);
  ASSERT_TRUE(index_->Begin({"f", 2, Metric::kL2}));
  EXPECT_TRUE(index_->Add("f", std::vector{EmbeddedRevision{1, 1, false, {3}, {0, 0}}}));
  EXPECT_EQ(CodeOf(index_->Add("f", std::vector{EmbeddedRevision{1, 1, false, {3}, {1e30F, 0}}})),
            ErrorCode::kInvalidArgument);
}

TEST_F(VectorIndexTest, RefusesBadQuestions) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  const std::vector<Shard> shards = {{index_.get(), {}}};
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const std::vector<float>& bad :
       std::vector<std::vector<float>>{{nan, 1}, {0, 0}, {1}, {1, 2, 3}, {}}) {
    const auto found = Search(shards, "e", bad, 3);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(found.error().message_zh.empty());
    EXPECT_FALSE(SimilarityOf(shards, "e", bad, {}));
  }
  EXPECT_TRUE(Search(shards, "other", std::vector<float>{1, 2, 3}, 3)->empty());
}

TEST_F(VectorIndexTest, TellsTheSimilarityOfPlacesFoundInAnotherWay) {
  ASSERT_TRUE(index_->Begin({"e", 2, Metric::kCosine}));
  ASSERT_TRUE(index_->Add("e", std::vector{Plane(1, 1, 4, 0), Plane(2, 1, 5, 1, true)}));
  const std::vector<Shard> shards = {{index_.get(), {}}};
  const std::vector<Place> places = {{0, 1, 4}, {0, 1, 5}, {0, 2, 5}, {0, 3, 0}};
  const auto told = *SimilarityOf(shards, "e", At(0.5F), places);
  ASSERT_EQ(told.size(), 4U);
  EXPECT_EQ(told[0]->value, Ask(At(0.5F), 1)[0].similarity);
  EXPECT_FALSE(told[1] || told[2] || told[3]);
  const DocumentSet two = Documents({2});
  const std::vector<Shard> may = {{index_.get(), {&two, nullptr, nullptr}}};
  EXPECT_TRUE((*SimilarityOf(may, "e", At(0.5F), places))[2]);
}

// However rows lie in segments, and merged or not: the same answer.
TEST_F(VectorIndexTest, FlatPartsGiveTheSameAnswerHoweverTheyAreSpread) {
  for (const Metric metric : {Metric::kCosine, Metric::kInnerProduct, Metric::kL2}) {
    const Space space{"s" + std::to_string(static_cast<int>(metric)), 48, metric};
    RandomVectors random(17, space.dimension);
    FaultyFileSystem files;
    const auto once = *OpenVectorIndex(files, keys_, "/a", Cache());
    const auto many = *OpenVectorIndex(files, keys_, "/b", Cache());
    ASSERT_TRUE(once->Begin(space));
    ASSERT_TRUE(many->Begin(space));
    std::vector<EmbeddedRevision> all;
    NaiveVectors naive(metric);
    for (std::uint32_t document = 0; document < 200; ++document) {
      all.push_back({document, 1, document % 3 == 0, {1, 4}, random.Rows(2)});
      naive.Add(all.back());
      ASSERT_TRUE(many->Add(space.id, std::vector{all.back()}));
    }
    ASSERT_TRUE(once->Add(space.id, all));
    const DocumentSet may = Documents({3, 9, 12, 15, 66, 99});
    for (int merged = 0; merged < 2; ++merged) {
      for (int i = 0; i < 20; ++i) {
        const std::vector<float> query = random.Rows(1);
        const index::Visible visible = {&may, nullptr, nullptr};
        const auto first = *Search(std::vector<Shard>{{once.get(), visible}}, space.id, query, 10);
        const auto second = *Search(std::vector<Shard>{{many.get(), visible}}, space.id, query, 10);
        ASSERT_EQ(first.size(), 10U);
        for (std::size_t place = 0; place < 10; ++place) {
          EXPECT_EQ(first[place].document, second[place].document);
          EXPECT_EQ(first[place].chunk, second[place].chunk);
          EXPECT_EQ(first[place].similarity, second[place].similarity);
          const double exact = naive.Similarity(query, first[place].document, first[place].chunk);
          EXPECT_NEAR(first[place].similarity, exact, naive.Tolerance(query, exact));
        }
        EXPECT_GE(naive.Recall(query, visible, first), 0.9);
      }
      ASSERT_TRUE(many->Merge());
      EXPECT_LT(many->size().segments, 9U);
    }
  }
}

}  // namespace
}  // namespace wenyuan::vectors
