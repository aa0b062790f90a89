#include <gmock/gmock.h>

#include "fixtures.h"
#include "generated/statement_reader.h"

namespace wenyuan::answer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Statement> ReadInPieces(std::string_view answer, std::size_t piece,
                                    std::size_t most = 0) {
  StatementReader reader(most);
  std::vector<Statement> all;
  for (std::size_t at = 0; at < answer.size(); at += piece) {
    for (Statement& one : reader.Take(answer.substr(at, piece), false)) all.push_back(one);
  }
  for (Statement& one : reader.Take({}, true)) all.push_back(one);
  return all;
}

class EveryPiece : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EveryPiece, StatementsEndWithTheNumbersOfTheirSources) {
  const auto read =
      ReadInPieces("年假为15天。[1]未休的可顺延[2][3]。\n病假需证明。[citation:1]", GetParam());
  ASSERT_THAT(read, SizeIs(3));
  EXPECT_EQ(read[0].text, "年假为15天。");
  EXPECT_THAT(read[0].sources, ElementsAre(1U));
  EXPECT_EQ(read[1].text, "未休的可顺延。");
  EXPECT_THAT(read[1].sources, ElementsAre(2U, 3U));
  EXPECT_EQ(read[2].text, "病假需证明。");
  EXPECT_THAT(read[2].sources, ElementsAre(1U));
}

TEST_P(EveryPiece, NumbersInFrontBelongToWhatFollows) {
  const auto read =
      ReadInPieces("[2] Employees get 15 days.\n[1] Sick leave needs a note.", GetParam());
  ASSERT_THAT(read, SizeIs(2));
  EXPECT_EQ(read[0].text, "Employees get 15 days.");
  EXPECT_THAT(read[0].sources, ElementsAre(2U));
  EXPECT_EQ(read[1].text, "Sick leave needs a note.");
  EXPECT_THAT(read[1].sources, ElementsAre(1U));
}

TEST_P(EveryPiece, OtherBracketsAreText) {
  const auto read = ReadInPieces("见附件[甲]的规定。[1] 数组a[i]从0开始。【2】", GetParam());
  ASSERT_THAT(read, SizeIs(2));
  EXPECT_EQ(read[0].text, "见附件[甲]的规定。");
  EXPECT_EQ(read[1].text, "数组a[i]从0开始。");
  EXPECT_THAT(read[1].sources, ElementsAre(2U));
}

TEST_P(EveryPiece, WhatFillsTheGrammarGoesOnBehindItsNumbers) {
  const auto read = ReadInPieces(
      "It is served with many sides[1] such as mash.[2] All of the dishes are nat[1]ive foods[3]",
      GetParam(), 27);
  ASSERT_THAT(read, SizeIs(2));
  EXPECT_EQ(read[0].text, "It is served with many sides such as mash.");
  EXPECT_THAT(read[0].sources, ElementsAre(1U, 2U));
  EXPECT_EQ(read[1].text, "All of the dishes are native foods");
  EXPECT_THAT(read[1].sources, ElementsAre(1U, 3U));
}

TEST_P(EveryPiece, WhatFillsTheGrammarAtTheEndIsNotLost) {
  const auto read = ReadInPieces("It is served with many sides[1]", GetParam(), 27);
  ASSERT_THAT(read, SizeIs(1));
  EXPECT_EQ(read[0].text, "It is served with many sides");
}

TEST_P(EveryPiece, AShortStatementWithoutAnEndIsWhole) {
  const auto read = ReadInPieces("apples[1] pears[2]", GetParam(), 27);
  ASSERT_THAT(read, SizeIs(2));
  EXPECT_EQ(read[1].text, "pears");
}

TEST_P(EveryPiece, WhatNamesNoSourceSaysSo) {
  const auto read = ReadInPieces("I do not know", GetParam());
  ASSERT_THAT(read, SizeIs(1));
  EXPECT_THAT(read[0].sources, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Sizes, EveryPiece, ::testing::Values(1, 2, 3, 5, 7, 100));

TEST_P(EveryPiece, EveryWayToNameSourcesIsRead) {
  const auto read = ReadInPieces(
      "甲。[1,3]乙。[1-3]丙。[citation:2][citation:4]丁。【资料2、3】戊。[99]", GetParam());
  ASSERT_THAT(read, SizeIs(5));
  EXPECT_THAT(read[0].sources, ElementsAre(1U, 3U));
  EXPECT_THAT(read[1].sources, ElementsAre(1U, 2U, 3U));
  EXPECT_THAT(read[2].sources, ElementsAre(2U, 4U));
  EXPECT_THAT(read[3].sources, ElementsAre(2U, 3U));
  EXPECT_THAT(read[4].sources, ElementsAre(99U));
}

TEST(StatementReader, HalfACharacterAtTheEndIsReplaced) {
  const auto read = ReadInPieces(std::string("年假\xE5\xA4"), 1);
  ASSERT_THAT(read, SizeIs(1));
  EXPECT_EQ(read[0].text, "年假\uFFFD");
}

}  // namespace
}  // namespace wenyuan::answer
