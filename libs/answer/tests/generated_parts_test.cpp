#include <gmock/gmock.h>

#include "../src/generated/prompt.h"
#include "../src/generated/proof.h"
#include "../src/generated/statement_reader.h"
#include "fixtures.h"

namespace wenyuan::answer {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Statement> ReadInPieces(std::string_view answer, std::size_t piece) {
  StatementReader reader;
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

TEST_P(EveryPiece, WhatNamesNoSourceSaysSo) {
  const auto read = ReadInPieces("I do not know", GetParam());
  ASSERT_THAT(read, SizeIs(1));
  EXPECT_THAT(read[0].sources, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Sizes, EveryPiece, ::testing::Values(1, 2, 3, 5, 7, 100));

TEST(WritePrompt, NumbersPassagesByDocumentAndPlaceNotByScore) {
  const std::vector<search::Hit> hits = {TextHit("b", "second", 9), TextHit("a", "first", 5)};
  Context context = BuildContext(SharedAnalyzer(), "Which?", hits, 1'000'000);
  CanonicalOrder(hits, context);
  const Prompt prompt = WritePrompt("Which?", Language::kEnglish, context);
  EXPECT_EQ(prompt.turns[1].content,
            "Sources:\n\n[1] a\nfirst\n\n[2] b\nsecond\n\nQuestion: Which?");
  EXPECT_THAT(prompt.grammar, HasSubstr("number ::= \"2\" | \"1\""));
  EXPECT_THAT(prompt.grammar, HasSubstr(prompt.refusal));
}

class ProveTest : public ::testing::Test {
 protected:
  std::vector<Citation> Try(std::string_view statement, std::vector<std::size_t> named) {
    return Prove(SharedAnalyzer(), statement, named, hits_);
  }
  std::vector<search::Hit> hits_ = {
      TextHit("假期", "员工每年享有15天带薪年假。未使用的年假可以顺延至次年3月31日，逾期作废。"),
      TextHit("Ports", "The server listens on port 8480 by default. Set WY_PORT to change it.")};
};

TEST_F(ProveTest, QuotesTheSentenceThatSaysIt) {
  EXPECT_THAT(
      Try("未使用的年假可顺延到次年3月31日。", {0}),
      ElementsAre(Field(&Citation::quote, "未使用的年假可以顺延至次年3月31日，逾期作废。")));
  EXPECT_THAT(Try("By default the server listens on port 8480.", {1}),
              ElementsAre(Field(&Citation::quote, "The server listens on port 8480 by default.")));
}

TEST_F(ProveTest, FindsThePassageWhenTheModelMisnumbers) {
  EXPECT_THAT(Try("员工每年享有15天带薪年假。", {1}), ElementsAre(Field(&Citation::title, "假期")));
  EXPECT_THAT(Try("员工每年享有15天带薪年假。", {}), SizeIs(1));
}

TEST_F(ProveTest, AcceptsNoOtherNumberAndNoOtherMatter) {
  EXPECT_THAT(Try("员工每年享有20天带薪年假。", {0}), IsEmpty());
  EXPECT_THAT(Try("The server listens on port 9000 by default.", {1}), IsEmpty());
  EXPECT_THAT(Try("公司由马云创办于杭州。", {0}), IsEmpty());
}

}  // namespace
}  // namespace wenyuan::answer
