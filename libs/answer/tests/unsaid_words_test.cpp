#include "tables/unsaid_words.h"

#include <gtest/gtest.h>

#include "fixtures.h"
#include "tables/document_beginning.h"
#include "tables/row_choice.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

search::Hit Stock() {
  return TableHit("仓库库存", "",
                  {{"仓库", "期初数量（件）", "期末数量（件）", "库存金额（万元）"},
                   {"一号仓", "1200", "860", "43.5"},
                   {"二号仓", "640", "910", "46.2"}});
}

search::Hit Sales() {
  return TableHit("区域销售统计", "",
                  {{"区域", "销量（台）", "销售额（万元）"},
                   {"西北大区", "960", "3590"},
                   {"华南大区", "2180", "8215"}});
}

// What the best row leaves unsaid.
UnsaidWords Unsaid(const std::string& text, const std::vector<search::Hit>& hits,
                   std::uint32_t row = 1) {
  const QuestionReading question = ReadQuestion(SharedAnalyzer(), text);
  const Evidence evidence = GatherEvidence(SharedAnalyzer(), question, hits);
  for (std::size_t i = 0; i < evidence.candidates.size(); ++i) {
    if (evidence.candidates[i].row == row) {
      return UnsaidOf(SharedAnalyzer(), question, evidence, i);
    }
  }
  ADD_FAILURE() << "no such row";
  return {};
}

bool IsOfSomethingElse(const std::string& text, const search::Hit& table, std::uint32_t row = 1) {
  return Unsaid(text, {table}, row).of_something_else;
}

TEST(UnsaidWords, AnotherNumberOrNameOfARowIsAnotherRow) {
  EXPECT_FALSE(IsOfSomethingElse("一号仓的期末数量是多少？", Stock()));
  EXPECT_TRUE(IsOfSomethingElse("三号仓的期末数量是多少？", Stock()));
  EXPECT_FALSE(IsOfSomethingElse("西北大区的销售额是多少？", Sales()));
  EXPECT_TRUE(IsOfSomethingElse("东北大区出口的销售额是多少？", Sales()));
}

TEST(UnsaidWords, AColumnThatIsNotThereIsNoneOfThose) {
  EXPECT_TRUE(IsOfSomethingElse("一号仓的供应商是谁？", Stock()));
  EXPECT_TRUE(IsOfSomethingElse("一号仓的入库数量是多少？", Stock()));
}

TEST(UnsaidWords, AVerbBesideTheWordThatAsksNeedNotBeSaid) {
  EXPECT_FALSE(IsOfSomethingElse("一号仓期末数量剩多少件？", Stock()));
  const search::Hit staff =
      TableHit("Staff", "", {{"Office", "Owner", "Headcount"}, {"Gdansk", "Maria Ivanova", "47"}});
  EXPECT_FALSE(IsOfSomethingElse("Who owns the office in Gdansk?", staff));
  EXPECT_FALSE(IsOfSomethingElse("What headcount does Gdansk report?", staff));
  EXPECT_TRUE(IsOfSomethingElse("What headcount does Gdansk plan?", staff));
}

TEST(UnsaidWords, AnOrdinalIsItsNumber) {
  const search::Hit costs =
      TableHit("成本", "", {{"项目", "一季度", "二季度"}, {"人工", "5", "6"}});
  EXPECT_FALSE(IsOfSomethingElse("第一季度的人工是多少？", costs));
  EXPECT_TRUE(IsOfSomethingElse("第三季度的人工是多少？", costs));
}

TEST(UnsaidWords, TheTextBesideATableSaysWordsForItButNoNumbers) {
  search::Hit before = TextHit("仓库库存", "华中2024年盘点结果见下表。");
  search::Hit table = Stock();
  before.chunk.number = 4;
  table.chunk.number = 5;
  EXPECT_FALSE(Unsaid("盘点一号仓的期末数量是多少？", {table, before}).of_something_else);
  EXPECT_TRUE(Unsaid("2024年一号仓的期末数量是多少？", {table, before}).of_something_else);
  table.chunk.number = 6;
  EXPECT_TRUE(Unsaid("盘点一号仓的期末数量是多少？", {table, before}).of_something_else);
}

TEST(UnsaidWords, WhatIsTrueOrNotNeedNotBeSaid) {
  EXPECT_FALSE(IsOfSomethingElse("一号仓的库存金额偏高吗？", Stock()));
  EXPECT_TRUE(IsOfSomethingElse("五号仓的库存金额偏高吗？", Stock()));
}

TEST(UnsaidWords, ProseInACellIsJudgedAsSentencesAre) {
  const search::Hit rules =
      TableHit("规定", "",
               {{"事项", "说明"},
                {"保修",
                 "卖方自交货之日起对产品承担二十四个月的保修责任，期间免费更换有"
                 "缺陷的零件，人为损坏除外。"}});
  EXPECT_FALSE(IsOfSomethingElse("坏了以后保修多久？", rules));
}

TEST(UnsaidWords, ANameIsLookedForAtTheBeginningOfTheDocument) {
  const search::Hit revenue = TableHit("10-Q", "", {{"Item", "2022"}, {"Revenue", "5931"}});
  const UnsaidWords unsaid = Unsaid("What was the revenue of Nvidia in 2022?", {revenue});
  EXPECT_FALSE(unsaid.of_something_else);
  EXPECT_EQ(unsaid.names, std::vector<std::string>{"Nvidia"});

  search::Hit cover = TextHit("10-Q", "NVIDIA CORPORATION, a Delaware corporation");
  search::Hit later = TextHit("10-Q", "Microsoft is a customer of NVIDIA.");
  cover.chunk.page = 1;
  later.chunk.page = 31;
  const FixedSearcher searcher({later, cover});
  const auto names = [&](const std::string& name) {
    return *BeginningNames(SharedAnalyzer(), searcher, {}, {}, revenue, std::vector{name});
  };
  EXPECT_TRUE(names("Nvidia"));
  EXPECT_FALSE(names("Microsoft"));
}

TEST(UnsaidWords, ARowOfSomethingElseIsNoAnswerAndARightOneIs) {
  const FixedSearcher searcher({Sales()});
  const auto answerer = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
  const auto refused = [&](const std::string& text) {
    Question question;
    question.text = text;
    return answerer->Ask(question, {}, {})->refused;
  };
  EXPECT_FALSE(refused("西北大区的销售额是多少？"));
  EXPECT_TRUE(refused("东北大区的销售额是多少？"));
}

}  // namespace
}  // namespace wenyuan::answer
