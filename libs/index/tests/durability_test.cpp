#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/index/testing/naive_model.h"

namespace wenyuan::index {
namespace {

using testing::FakeKeys;
using testing::RandomCorpus;
using wenyuan::testing::FaultyFileSystem;

using Content = std::map<std::uint32_t, std::uint32_t>;  // revision by document

Content ContentOf(const LibraryIndex& index) {
  Content content;
  for (const auto& held : index.Revisions()) content[held.document] = held.revision;
  return content;
}

// Every passage can be read: all hold the term.
std::uint64_t CountFound(const LibraryIndex& index) {
  const std::vector<Shard> shards = {{&index, {}}};
  const auto hits = Search(shards, {{{"all", 1}}, {}, {}}, 1, {});
  return hits ? hits->total : 0;
}

IndexedRevision Passage(RandomCorpus& random, std::uint32_t document, std::uint32_t revision) {
  IndexedRevision made{document, revision, false, {ChunkTokens{}}};
  made.chunks[0].fields[2] = {{"all", 0, 1, 0, 0}, {random.Term(), 1, 1, 0, 0}};
  return made;
}

struct Step {
  const char* name;
  std::function<Result<void>(LibraryIndex&)> run;
  Content after;  // the content when it succeeded
};

// A short life: batches, replacements, deletions, merges.
std::vector<Step> Life(RandomCorpus& random) {
  std::vector<Step> life;
  Content content;
  std::uint32_t revision = 0;
  for (std::uint32_t batch = 0; batch < 5; ++batch) {
    std::vector<IndexedRevision> passages;
    for (std::uint32_t i = 0; i < 3; ++i) {
      const std::uint32_t document = batch * 2 + i;  // one replaces one of the batch before
      passages.push_back(Passage(random, document, ++revision));
      content[document] = revision;
    }
    life.push_back(
        {"add", [passages](LibraryIndex& index) { return index.Add(passages); }, content});
  }
  content.erase(3);
  life.push_back({"remove",
                  [](LibraryIndex& index) { return index.Remove(std::vector<std::uint32_t>{3}); },
                  content});
  life.push_back({"merge", [](LibraryIndex& index) { return index.Merge(); }, content});
  const std::vector<IndexedRevision> last = {Passage(random, 1, ++revision)};
  content[1] = revision;
  life.push_back({"add", [last](LibraryIndex& index) { return index.Add(last); }, content});
  return life;
}

TEST(Durability, APowerCutAtAnyFileOperationLeavesTheOldOrTheNewContent) {
  RandomCorpus random(3);
  const std::vector<Step> life = Life(random);
  const FakeKeys keys;
  for (std::uint64_t cut = 0;; ++cut) {
    SCOPED_TRACE("operation " + std::to_string(cut));
    FaultyFileSystem files;
    files.FailFrom(cut);
    Content old_content;
    Content new_content;
    bool finished = false;
    if (auto index = OpenLibraryIndex(
            files, keys, "/i", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U))) {
      finished = true;
      for (const Step& step : life) {
        new_content = step.after;
        if (!step.run(**index)) {
          finished = false;
          break;
        }
        old_content = step.after;
      }
    }
    files.LosePower();
    const auto reopened = OpenLibraryIndex(
        files, keys, "/i", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    ASSERT_TRUE(reopened) << reopened.error().message;
    const Content found = ContentOf(**reopened);
    ASSERT_TRUE(found == old_content || found == new_content);
    ASSERT_EQ(CountFound(**reopened), found.size());
    const auto names = files.List("/i");
    for (const std::string& name : *names) {
      ASSERT_EQ(name.find("damaged"), std::string::npos) << name;
    }
    // It goes on from there.
    ASSERT_TRUE((*reopened)->Add(std::vector{Passage(random, 100, 1000)}));
    ASSERT_TRUE((*reopened)->Merge());
    ASSERT_EQ(CountFound(**reopened), found.size() + 1);
    if (finished) break;
    ASSERT_LT(cut, 2000U);
  }
}

TEST(Durability, AfterAFailedAddTheNextOneDoesNotLoseAnything) {
  RandomCorpus random(4);
  const FakeKeys keys;
  for (std::uint64_t cut = 0; cut < 40; ++cut) {
    SCOPED_TRACE("operation " + std::to_string(cut));
    FaultyFileSystem files;
    auto index = *OpenLibraryIndex(files, keys, "/i",
                                   std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    ASSERT_TRUE(index->Add(std::vector{Passage(random, 1, 1)}));
    files.FailFrom(files.operations() + cut);
    const bool added =
        index->Add(std::vector{Passage(random, 1, 2), Passage(random, 2, 3)}).has_value();
    files.FailFrom(std::numeric_limits<std::uint64_t>::max());
    ASSERT_EQ(ContentOf(*index), added ? (Content{{1, 2}, {2, 3}}) : (Content{{1, 1}}));
    ASSERT_TRUE(index->Add(std::vector{Passage(random, 3, 4)}));
    const Content expected = ContentOf(*index);
    index.reset();
    files.LosePower();
    const auto reopened = OpenLibraryIndex(
        files, keys, "/i", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    ASSERT_EQ(ContentOf(**reopened), expected);
    ASSERT_EQ(CountFound(**reopened), expected.size());
  }
}

class Damage : public ::testing::Test {
 protected:
  void SetUp() override {
    auto index = *OpenLibraryIndex(files_, keys_, "/i",
                                   std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    ASSERT_TRUE(index->Add(std::vector{Passage(random_, 1, 1), Passage(random_, 2, 2)}));
    ASSERT_TRUE(index->Add(std::vector{Passage(random_, 3, 3)}));
  }
  std::uint64_t BitsOf(const std::string& name) const {
    return (*files_.Open("/i/" + name))->Size() * 8;
  }

  // A flipped bit of a version number: nothing is touched, and the message says what to do.
  static bool IsOfANewerProgram(const Result<std::unique_ptr<LibraryIndex>>& index) {
    return !index && index.error().code == ErrorCode::kUnsupported;
  }

  RandomCorpus random_{5};
  FaultyFileSystem files_;
  const FakeKeys keys_;
};

TEST_F(Damage, AFlippedBitOfASegmentSetsItAsideAndTheRestAnswers) {
  for (const std::string name : {"1.seg", "1.pos"}) {
    for (std::uint64_t bit = 0; bit < BitsOf(name); bit += 37) {
      SCOPED_TRACE(name + " bit " + std::to_string(bit));
      FaultyFileSystem files = files_;
      // The copy shares its contents with the original: flip there and back.
      files.FlipBit("/i/" + name, bit);
      {
        const auto index = OpenLibraryIndex(
            files, keys_, "/i", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
        if (IsOfANewerProgram(index)) {
          files.FlipBit("/i/" + name, bit);
          continue;
        }
        ASSERT_TRUE(index) << index.error().message;
        ASSERT_EQ(ContentOf(**index), (Content{{3, 3}}));
        ASSERT_EQ(CountFound(**index), 1U);
        ASSERT_TRUE(files.Exists("/i/" + name + ".damaged"));
        // What is missing comes back, and the damaged name is not used again.
        ASSERT_TRUE((*index)->Add(std::vector{Passage(random_, 1, 1), Passage(random_, 2, 2)}));
        ASSERT_EQ(CountFound(**index), 3U);
      }
      files.FlipBit("/i/" + name + ".damaged", bit);
    }
  }
}

TEST_F(Damage, AFlippedBitOfTheManifestMeansIndexingAgain) {
  for (std::uint64_t bit = 0; bit < BitsOf("manifest"); bit += 11) {
    SCOPED_TRACE("bit " + std::to_string(bit));
    FaultyFileSystem files = files_;
    files.FlipBit("/i/manifest", bit);
    {
      const auto index = OpenLibraryIndex(
          files, keys_, "/i", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
      if (IsOfANewerProgram(index)) {
        files.FlipBit("/i/manifest", bit);
        continue;
      }
      ASSERT_TRUE(index) << index.error().message;
      ASSERT_TRUE((*index)->Revisions().empty());
      ASSERT_TRUE((*index)->Add(std::vector{Passage(random_, 1, 1)}));
    }
    ASSERT_EQ(
        ContentOf(**OpenLibraryIndex(files, keys_, "/i",
                                     std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U))),
        (Content{{1, 1}}));
    files.FlipBit("/i/manifest.damaged", bit);
  }
}

TEST_F(Damage, ASegmentThatIsGoneIsMissingFromTheRevisions) {
  ASSERT_TRUE(files_.Remove("/i/2.seg"));
  const auto index = OpenLibraryIndex(files_, keys_, "/i",
                                      std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  ASSERT_TRUE(index);
  EXPECT_EQ(ContentOf(**index), (Content{{1, 1}, {2, 2}}));
}

// Opens its files only once, then finds later bytes changed.
TEST_F(Damage, OneThatShowsOnlyWhenReadIsSetAsideByTheQuery) {
  RandomCorpus random(6);
  FaultyFileSystem files;
  auto index = *OpenLibraryIndex(files, keys_, "/i",
                                 std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  ASSERT_TRUE(index->Add(std::vector{Passage(random, 1, 1)}));
  std::vector<IndexedRevision> big;
  for (std::uint32_t document = 10; document < 3000; ++document) {
    big.push_back(Passage(random, document, document));
    for (std::uint32_t i = 0; i < 60; ++i) {
      big.back().chunks[0].fields[2].push_back({random.Term() + std::to_string(i), i, 1, 0, 0});
    }
  }
  ASSERT_TRUE(index->Add(big));
  index.reset();
  ASSERT_GT((*files.Open("/i/2.seg"))->Size(), 300'000U);
  files.FlipBit("/i/2.seg",
                8 * 1000);  // in the first block of postings, which opening does not read
  index = *OpenLibraryIndex(files, keys_, "/i",
                            std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  ASSERT_EQ(index->Revisions().size(), 2991U);
  EXPECT_EQ(CountFound(*index), 1U);
  EXPECT_EQ(index->Revisions().size(), 1U);
  EXPECT_TRUE(files.Exists("/i/2.seg.damaged"));
  EXPECT_TRUE(index->Merge());
}

}  // namespace
}  // namespace wenyuan::index
