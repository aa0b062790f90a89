#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>

#include "naive_vectors.h"
#include "segmented_vectors.h"
#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::vectors {
namespace {

using index::DocumentSet;
using index::testing::FakeKeys;
using testing::RandomVectors;
using wenyuan::testing::FaultyFileSystem;

constexpr Space kSpaceNow{"e", 8, Metric::kCosine};
const FakeKeys kKeys;

// So that a merge of a few passages makes lists.
Result<std::unique_ptr<SegmentedVectors>> Open(FaultyFileSystem& files) {
  return SegmentedVectors::Open(
      {files, kKeys, "/v", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U)},
      {.train_from = 12, .flat_rows = 4, .rows_per_list = 4});
}

struct Content {
  std::string answers;                                                // which space
  std::map<std::uint32_t, std::pair<std::uint32_t, bool>> documents;  // revision, restricted
  friend bool operator==(const Content&, const Content&) = default;
};

Content ContentOf(const VectorIndex& index) {
  Content content;
  if (const auto space = index.space()) content.answers = space->id;
  for (const auto& held : index.Revisions(content.answers)) {
    content.documents[held.document] = {held.revision, held.restricted};
  }
  return content;
}

// Every row can be read.
std::size_t CountFound(const VectorIndex& index) {
  if (!index.space()) return 0;
  DocumentSet all;
  all.addRange(0, 1000);
  const std::vector<float> query(index.space()->dimension, 1);
  const auto found = Search(std::vector<Shard>{{&index, {&all, nullptr, nullptr}}},
                            index.space()->id, query, 1000);
  return found ? found->size() : 0;
}

EmbeddedRevision Passage(RandomVectors& random, std::uint32_t document, std::uint32_t revision,
                         bool restricted = false) {
  return {document, revision, restricted, {0}, random.Rows(1)};
}

struct Step {
  std::function<Result<void>(VectorIndex&)> run;
  Content after;  // the content when it succeeded
};

// A short life: batches, replacements, restrictions, deletions, merges, another embedder.
std::vector<Step> Life(RandomVectors& random) {
  std::vector<Step> life;
  Content content{"e", {}};
  std::uint32_t revision = 0;
  life.push_back({[](VectorIndex& index) { return index.Begin(kSpaceNow); }, content});
  for (std::uint32_t batch = 0; batch < 5; ++batch) {
    std::vector<EmbeddedRevision> passages;
    for (std::uint32_t i = 0; i < 5; ++i) {
      const std::uint32_t document = batch * 4 + i;  // one replaces one of the batch before
      passages.push_back(Passage(random, document, ++revision, i == 2));
      content.documents[document] = {revision, i == 2};
    }
    life.push_back({[passages](VectorIndex& index) { return index.Add("e", passages); }, content});
  }
  life.push_back({[](VectorIndex& index) { return index.Merge(); }, content});
  content.documents.erase(3);
  life.push_back(
      {[](VectorIndex& index) { return index.Remove(std::vector<std::uint32_t>{3}); }, content});
  content.documents[1].second = true;
  life.push_back(
      {[](VectorIndex& index) { return index.Restrict(std::vector<std::uint32_t>{1}, true); },
       content});
  life.push_back({[](VectorIndex& index) { return index.Begin({"f", 3, Metric::kL2}); }, content});
  life.push_back(
      {[](VectorIndex& index) {
         return index.Add("f", std::vector{EmbeddedRevision{9, 1, false, {0}, {1, 2, 3}}});
       },
       content});
  life.push_back({[](VectorIndex& index) { return index.Switch(); }, {"f", {{9, {1, false}}}}});
  return life;
}

TEST(VectorDurability, APowerCutAtAnyFileOperationLeavesTheOldOrTheNewContent) {
  RandomVectors random(3, 8);
  const std::vector<Step> life = Life(random);
  bool had_lists = false;
  for (std::uint64_t cut = 0;; ++cut) {
    SCOPED_TRACE("operation " + std::to_string(cut));
    FaultyFileSystem files;
    files.FailFrom(cut);
    Content old_content;
    Content new_content;
    bool finished = false;
    if (auto index = Open(files)) {
      finished = true;
      for (const Step& step : life) {
        new_content = step.after;
        if (!step.run(**index)) {
          finished = false;
          break;
        }
        old_content = step.after;
        had_lists |= (*index)->size().lists > 0;
      }
    }
    files.LosePower();
    const auto reopened = Open(files);
    ASSERT_TRUE(reopened) << reopened.error().message;
    const Content found = ContentOf(**reopened);
    ASSERT_TRUE(found == old_content || found == new_content);
    ASSERT_EQ(CountFound(**reopened), found.documents.size());
    const auto names = files.List("/v");
    for (const std::string& name : *names) {
      ASSERT_EQ(name.find("damaged"), std::string::npos) << name;
    }
    // It goes on from there.
    ASSERT_TRUE((*reopened)->Begin({"g", 8, Metric::kCosine}));
    ASSERT_TRUE((*reopened)->Add("g", std::vector{Passage(random, 100, 1000)}));
    ASSERT_TRUE((*reopened)->Merge());
    ASSERT_EQ((*reopened)->Revisions("g").size(), 1U);
    if (finished) break;
    ASSERT_LT(cut, 3000U);
  }
  EXPECT_TRUE(had_lists);
}

TEST(VectorDurability, AfterAFailedAddTheNextOneDoesNotLoseAnything) {
  RandomVectors random(4, 8);
  for (std::uint64_t cut = 0; cut < 40; ++cut) {
    SCOPED_TRACE("operation " + std::to_string(cut));
    FaultyFileSystem files;
    auto index = *Open(files);
    ASSERT_TRUE(index->Begin(kSpaceNow));
    ASSERT_TRUE(index->Add("e", std::vector{Passage(random, 1, 1)}));
    files.FailFrom(files.operations() + cut);
    const bool added =
        index->Add("e", std::vector{Passage(random, 1, 2), Passage(random, 2, 3)}).has_value();
    files.FailFrom(std::numeric_limits<std::uint64_t>::max());
    ASSERT_EQ(index->Revisions("e").size(), added ? 2U : 1U);
    ASSERT_TRUE(index->Add("e", std::vector{Passage(random, 3, 4)}));
    const Content expected = ContentOf(*index);
    index.reset();
    files.LosePower();
    const auto reopened = Open(files);
    ASSERT_EQ(ContentOf(**reopened), expected);
    ASSERT_EQ(CountFound(**reopened), expected.documents.size());
  }
}

class VectorDamage : public ::testing::Test {
 protected:
  // 1.vec without lists, and a segment with lists and its centroids.
  void SetUp() override {
    auto index = *Open(files_);
    ASSERT_TRUE(index->Begin(kSpaceNow));
    std::vector<EmbeddedRevision> batch;
    for (std::uint32_t document = 10; document < 30; ++document) {
      batch.push_back(Passage(random_, document, 1));
    }
    ASSERT_TRUE(index->Add("e", batch));
    ASSERT_TRUE(index->Merge());
    ASSERT_TRUE(index->Add("e", std::vector{Passage(random_, 1, 1, true)}));
    ASSERT_TRUE(index->Add("e", std::vector{Passage(random_, 2, 1)}));
    ASSERT_GT(index->size().lists, 0U);
    ASSERT_EQ(index->size().segments, 3U);
    const auto names = files_.List("/v");
    for (const std::string& name : *names) names_.push_back(name);
  }
  static bool IsOfANewerProgram(const Result<std::unique_ptr<SegmentedVectors>>& index) {
    return !index && index.error().code == ErrorCode::kUnsupported;
  }

  RandomVectors random_{5, 8};
  FaultyFileSystem files_;
  std::vector<std::string> names_;
};

TEST_F(VectorDamage, AFlippedBitSetsAFileAsideAndTheRestAnswers) {
  for (const std::string& name : names_) {
    if (name == "manifest") continue;
    const std::uint64_t bits = (*files_.Open("/v/" + name))->Size() * 8;
    for (std::uint64_t bit = 0; bit < bits; bit += 61) {
      SCOPED_TRACE(name + " bit " + std::to_string(bit));
      FaultyFileSystem files = files_;
      files.FlipBit("/v/" + name, bit);
      {
        const auto index = Open(files);
        if (IsOfANewerProgram(index)) {
          files.FlipBit("/v/" + name, bit);
          continue;
        }
        ASSERT_TRUE(index) << index.error().message;
        const std::size_t left = (*index)->Revisions("e").size();
        ASSERT_TRUE(left == 2 || left == 21);
        ASSERT_EQ(CountFound(**index), left);
        ASSERT_TRUE(files.Exists("/v/" + name + ".damaged"));
        // What is missing comes back.
        std::vector<EmbeddedRevision> again;
        for (std::uint32_t document = 10; document < 30; ++document) {
          again.push_back(Passage(random_, document, 1));
        }
        again.push_back(Passage(random_, 1, 1, true));
        again.push_back(Passage(random_, 2, 1));
        ASSERT_TRUE((*index)->Add("e", again));
        ASSERT_TRUE((*index)->Merge());
        ASSERT_EQ(CountFound(**index), 22U);
      }
      files.FlipBit("/v/" + name + ".damaged", bit);
    }
  }
}

TEST_F(VectorDamage, AFlippedBitOfTheManifestMeansBeginningAgain) {
  const std::uint64_t bits = (*files_.Open("/v/manifest"))->Size() * 8;
  for (std::uint64_t bit = 0; bit < bits; bit += 11) {
    SCOPED_TRACE("bit " + std::to_string(bit));
    FaultyFileSystem files = files_;
    files.FlipBit("/v/manifest", bit);
    {
      const auto index = Open(files);
      if (IsOfANewerProgram(index)) {
        files.FlipBit("/v/manifest", bit);
        continue;
      }
      ASSERT_TRUE(index) << index.error().message;
      ASSERT_FALSE((*index)->space());
      ASSERT_TRUE((*index)->Begin(kSpaceNow));
      ASSERT_TRUE((*index)->Add("e", std::vector{Passage(random_, 1, 1)}));
    }
    ASSERT_EQ(CountFound(**Open(files)), 0U + (*Open(files))->Revisions("e").size());
    files.FlipBit("/v/manifest.damaged", bit);
  }
}

// Opens its file only once, then finds later bytes changed.
TEST_F(VectorDamage, OneThatShowsOnlyWhenReadIsSetAsideByWhoeverReadsIt) {
  for (const std::string by : {"search", "similarity", "restrict", "merge", "add"}) {
    SCOPED_TRACE(by);
    RandomVectors random(6, 64);
    FaultyFileSystem files;
    const Tuning tuning = {.train_from = 1'000'000};
    const auto open = [&] {
      return *SegmentedVectors::Open(
          {files, kKeys, "/v", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U)},
          tuning);
    };
    auto index = open();
    ASSERT_TRUE(index->Begin({"e", 64, Metric::kCosine}));
    ASSERT_TRUE(index->Add("e", std::vector{EmbeddedRevision{1, 1, false, {0}, random.Rows(1)}}));
    std::vector<EmbeddedRevision> big;
    for (std::uint32_t document = 10; document < 3000; ++document) {
      big.push_back({document, 1, false, {0}, random.Rows(1)});
    }
    ASSERT_TRUE(index->Add("e", big));
    if (by == "merge") {
      std::vector<std::uint32_t> many;
      for (std::uint32_t document = 1500; document < 3000; ++document) many.push_back(document);
      ASSERT_TRUE(index->Remove(many));  // so that it is rewritten
    }
    index.reset();
    files.FlipBit("/v/2.vec", 8 * 1000);  // in the first block of rows, which opening does not read
    index = open();
    ASSERT_GT(index->Revisions("e").size(), 1000U);
    const std::vector<Shard> shards = {{index.get(), {}}};
    const std::vector<float> query = random.Rows(1);
    if (by == "search") {
      EXPECT_EQ(Search(shards, "e", query, 10)->size(), 1U);
    } else if (by == "similarity") {
      const auto told = SimilarityOf(shards, "e", query, std::vector<Place>{{0, 1, 0}, {0, 10, 0}});
      EXPECT_TRUE((*told)[0]);
      EXPECT_FALSE((*told)[1]);
    } else if (by == "restrict") {
      EXPECT_TRUE(index->Restrict(std::vector<std::uint32_t>{1, 10}, true));
    } else if (by == "merge") {
      EXPECT_FALSE(index->Merge());
      EXPECT_TRUE(index->Merge());
    } else {
      EXPECT_TRUE(index->Add("e", std::vector{EmbeddedRevision{10, 1, true, {1}, random.Rows(1)}}));
      EXPECT_EQ(index->Revisions("e").size(), 2U);
      ASSERT_TRUE(index->Remove(std::vector<std::uint32_t>{10}));
    }
    EXPECT_EQ(index->Revisions("e").size(), 1U);
    EXPECT_TRUE(files.Exists("/v/2.vec.damaged"));
  }
}

}  // namespace
}  // namespace wenyuan::vectors
