#include "table_passages.h"

#include <gmock/gmock.h>

#include "fakes.h"

namespace wenyuan::search {
namespace {

using testing::ElementsAre;

constexpr store::RevisionNumber kRevision = 70;

// One document: a paragraph, a table of 40 passages, another table of one, a paragraph.
class TablePassagesTest : public testing::Test {
 protected:
  void SetUp() override {
    store::Revision revision;
    revision.number = kRevision;
    revision.document = 7;
    revision.ordinal = 2;
    store_.fake_documents.revisions[kRevision] = revision;
    for (std::uint32_t number = 0; number < 43; ++number) {
      store::Chunk chunk;
      chunk.number = number;
      if (number > 0 && number < 42) chunk.table = "cells";
      chunk.block_begin = number == 0 ? 0 : number <= 40 ? 1 : number - 39;
      chunk.block_end = chunk.block_begin + 1;
      store_.fake_documents.chunks[kRevision].push_back(chunk);
    }
  }

  std::vector<std::uint32_t> Numbers(std::uint32_t number, std::uint32_t ordinal = 2) {
    Hit hit;
    hit.document.number = 7;
    hit.revision = ordinal;
    hit.chunk = store_.fake_documents.chunks[kRevision].at(number);
    const auto passages = TablePassages(store_, hit);
    std::vector<std::uint32_t> numbers;
    EXPECT_TRUE(passages);
    for (const store::Chunk& chunk : *passages) numbers.push_back(chunk.number);
    return numbers;
  }

  FakeStore store_;
};

TEST_F(TablePassagesTest, AreAllThatTheTableWasCutInto) {
  for (const std::uint32_t found : {1U, 20U, 40U}) {
    const std::vector<std::uint32_t> numbers = Numbers(found);
    ASSERT_EQ(numbers.size(), 40U) << found;
    EXPECT_EQ(numbers.front(), 1U);
    EXPECT_EQ(numbers.back(), 40U);
    EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end()));
  }
  EXPECT_THAT(Numbers(41), ElementsAre(41U));
}

TEST_F(TablePassagesTest, OfTextAndOfWhatIsGoneAreThePassageAlone) {
  EXPECT_THAT(Numbers(0), ElementsAre(0U));
  EXPECT_THAT(Numbers(20, 1), ElementsAre(20U));
}

}  // namespace
}  // namespace wenyuan::search
