#include "prefix_tree.h"

#include <gmock/gmock.h>

#include <numeric>

#include "prefix_ids.h"
#include "wenyuan/serving/testing/fake_decoder.h"

namespace wenyuan::serving {
namespace {

using testing::FakeDecoder;
using testing::SmallDecoder;

constexpr std::uint32_t kChunk = 4;

class PrefixTreeTest : public ::testing::Test {
 protected:
  struct Reader {
    std::vector<Token> prompt;
    std::vector<PrefixId> path;
    Sequence sequence = -1;
    PrefixTree::Place place;
  };

  // Computes a prompt as a run does, on top of what is there.
  std::unique_ptr<Reader> Read(std::vector<Token> prompt, std::string_view scope = "") {
    auto reader = std::make_unique<Reader>();
    reader->prompt = std::move(prompt);
    reader->path = PrefixIds(RootId("fake", kChunk, scope, {}), reader->prompt, kChunk);
    reader->sequence = *sequences_.Take();
    tree_.Follow(reader->path, reader->place, reader->sequence);
    reused_ = reader->place.chunks * kChunk;
    std::vector<BatchToken> batch;
    for (std::uint32_t at = reused_; at < reader->prompt.size(); ++at) {
      batch.push_back({reader->prompt[at], at, reader->sequence, false});
    }
    EXPECT_TRUE(decoder_.Decode(batch));
    EXPECT_TRUE(tree_.Publish(reader->path, reader->place, reader->sequence,
                              static_cast<std::uint32_t>(reader->path.size())));
    return reader;
  }

  void End(Reader& reader) {
    tree_.Leave(reader.place);
    decoder_.Forget(reader.sequence, 0, 1'000);
    sequences_.Give(reader.sequence);
  }

  static std::vector<Token> Counting(int from, std::size_t count) {
    std::vector<Token> tokens(count);
    std::iota(tokens.begin(), tokens.end(), from);
    return tokens;
  }

  FakeDecoder decoder_{SmallDecoder()};
  Sequences sequences_{SmallDecoder().sequences};
  PrefixTree tree_{decoder_, sequences_, kChunk};
  std::uint32_t reused_ = 0;
};

TEST(PrefixIds, LeaveOutTheChunkWithTheLastToken) {
  const PrefixId root = RootId("m", kChunk, "", {});
  EXPECT_EQ(PrefixIds(root, std::vector<Token>(4, 1), kChunk).size(), 0U);
  EXPECT_EQ(PrefixIds(root, std::vector<Token>(5, 1), kChunk).size(), 1U);
  EXPECT_EQ(PrefixIds(root, std::vector<Token>(9, 1), kChunk).size(), 2U);
}

TEST(PrefixIds, DependOnScopeModelAdaptersAndEveryTokenBefore) {
  const std::vector<Token> prompt(9, 1);
  std::vector<Token> other = prompt;
  other[0] = 2;
  const auto last = [](const PrefixId& root, const std::vector<Token>& tokens) {
    return PrefixIds(root, tokens, kChunk).back();
  };
  const std::vector<AdapterUse> adapters = {{"style", 1}};
  const PrefixId id = last(RootId("m", kChunk, "a", {}), prompt);
  EXPECT_NE(id, last(RootId("m", kChunk, "b", {}), prompt));
  EXPECT_NE(id, last(RootId("n", kChunk, "a", {}), prompt));
  EXPECT_NE(id, last(RootId("m", kChunk, "a", adapters), prompt));
  EXPECT_NE(id, last(RootId("m", kChunk, "a", {}), other));
  EXPECT_EQ(id, last(RootId("m", kChunk, "a", {}), prompt));
}

TEST_F(PrefixTreeTest, GivesASecondReaderWhatTheFirstComputed) {
  Read(Counting(0, 13));
  EXPECT_EQ(tree_.tokens(), 12U);
  Read(Counting(0, 13));
  EXPECT_EQ(reused_, 12U);
  EXPECT_EQ(tree_.tokens(), 12U);
  EXPECT_EQ(tree_.nodes(), 1U);
}

TEST_F(PrefixTreeTest, SplitsWherePromptsPart) {
  auto first = Read(Counting(0, 13));
  std::vector<Token> branch = Counting(0, 13);
  branch[6] = 50;  // in the second chunk
  auto second = Read(branch);
  EXPECT_EQ(reused_, 4U);
  EXPECT_EQ(tree_.nodes(), 3U);
  EXPECT_EQ(tree_.tokens(), 4U + 8U + 8U);
  Read(branch);
  EXPECT_EQ(reused_, 12U);
  Read(Counting(0, 13));
  EXPECT_EQ(reused_, 12U);
}

TEST_F(PrefixTreeTest, NeverSharesBetweenScopes) {
  Read(Counting(0, 13), "board");
  Read(Counting(0, 13), "staff");
  EXPECT_EQ(reused_, 0U);
}

TEST_F(PrefixTreeTest, EvictsOnlyLeavesThatNobodyReads) {
  auto first = Read(Counting(0, 13));
  std::vector<Token> branch = Counting(0, 13);
  branch[6] = 50;
  auto second = Read(branch);
  EXPECT_EQ(tree_.Least(), nullptr);
  End(*first);  // its place moved into the tail that the split cut off
  ASSERT_NE(tree_.Least(), nullptr);
  EXPECT_EQ(tree_.Evict(*tree_.Least()), 8U);
  EXPECT_EQ(tree_.Least(), nullptr) << "the trunk is under the second reader";
  End(*second);
  EXPECT_EQ(tree_.Evict(*tree_.Least()), 8U);
  EXPECT_EQ(tree_.Evict(*tree_.Least()), 4U);
  EXPECT_EQ(tree_.tokens(), 0U);
  EXPECT_EQ(tree_.nodes(), 0U);
  EXPECT_EQ(sequences_.free(), SmallDecoder().sequences);
}

TEST_F(PrefixTreeTest, KeepsWhatIsAskedForMoreOften) {
  auto rare = Read(Counting(0, 9));
  auto often = Read(Counting(20, 9));
  tree_.Touch(often->place);
  const PrefixId rare_id = rare->path.back();
  End(*rare);
  End(*often);
  EXPECT_EQ(tree_.Least()->ids.back(), rare_id);
}

TEST_F(PrefixTreeTest, GrowsANodeWhileItsOnlyReaderComputes) {
  auto reader = std::make_unique<Reader>();
  reader->prompt = Counting(0, 13);
  reader->path = PrefixIds(RootId("fake", kChunk, "", {}), reader->prompt, kChunk);
  reader->sequence = *sequences_.Take();
  for (std::uint32_t at = 0; at < 12; ++at) {
    const BatchToken token{reader->prompt[at], at, reader->sequence, false};
    ASSERT_TRUE(decoder_.Decode(std::span(&token, 1)));
    if ((at + 1) % kChunk == 0) {
      ASSERT_TRUE(tree_.Publish(reader->path, reader->place, reader->sequence, (at + 1) / kChunk));
    }
  }
  EXPECT_EQ(tree_.nodes(), 1U);
  EXPECT_EQ(tree_.tokens(), 12U);
}

TEST_F(PrefixTreeTest, RestoresASpanBehindWhatIsThere) {
  auto reader = Read(Counting(0, 13));
  PrefixTree::Node* node = tree_.NextToSave(1);
  ASSERT_NE(node, nullptr);
  const SnapshotSpan span = tree_.SpanOf(*node);
  EXPECT_EQ(span.begin, 0U);
  EXPECT_EQ(span.end, 12U);
  const std::string state = *decoder_.Save(node->sequence);
  End(*reader);
  tree_.Evict(*tree_.Least());
  PrefixTree::Place place;
  ASSERT_TRUE(tree_.Restore(reader->path, place, 3, state));
  Read(Counting(0, 13));
  EXPECT_EQ(reused_, 12U);
}

}  // namespace
}  // namespace wenyuan::serving
