#include "question/calculation.h"

#include <gmock/gmock.h>

#include "computed/quantity.h"
#include "computed_fixtures.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

search::Hit Prices() {
  return TableHit("价格表", "",
                  {{"型号", "名称", "单价（元）", "保修期"},
                   {"PPR-9087", "减压阀", "128", "24个月"},
                   {"PPR-9087-A", "减压阀", "140", "24个月"},
                   {"PPR-9078", "溢流阀", "96", "1年"},
                   {"FE-40", "滤芯", "18", "6个月"}});
}

search::Hit Suppliers() {
  return TableHit("Supplier list", "",
                  {{"Supplier", "Country", "Lead time (days)", "Orders"},
                   {"Alpen AG", "Germany", "12", "40"},
                   {"Rhein GmbH", "Germany", "9", "25"},
                   {"Delta srl", "Italy", "15", "31"}});
}

TEST(ThingsCompared, AreReadWithWhatOfThem) {
  const auto which = ReadThingsCompared("甲型泵和乙型泵哪个保修期更长？");
  ASSERT_TRUE(which);
  EXPECT_THAT(which->things, ElementsAre("甲型泵", "乙型泵"));
  EXPECT_EQ(which->measure, "保修期");
  const auto or_which = ReadThingsCompared("哪个更便宜，FE-40还是FE-04？");
  ASSERT_TRUE(or_which);
  EXPECT_THAT(or_which->things, ElementsAre("FE-40", "FE-04"));
  EXPECT_FALSE(or_which->comparative.more);
  const auto than = ReadThingsCompared("甲型泵比乙型泵贵多少？");
  ASSERT_TRUE(than);
  EXPECT_THAT(than->things, ElementsAre("甲型泵", "乙型泵"));
  const auto of_both =
      ReadThingsCompared("Which of the PPR-9087 and the PPR-9078 has the longer warranty?");
  ASSERT_TRUE(of_both);
  EXPECT_THAT(of_both->things, ElementsAre("PPR-9087", "PPR-9078"));
  EXPECT_EQ(of_both->measure, "warranty");
  const auto either =
      ReadThingsCompared("Which is more expensive, the Silver tier or the Gold tier?");
  ASSERT_TRUE(either);
  EXPECT_THAT(either->things, ElementsAre("Silver tier", "Gold tier"));
  const auto is =
      ReadThingsCompared("Does the Gold tier have a higher availability than the Silver tier?");
  ASSERT_TRUE(is);
  EXPECT_THAT(is->things, ElementsAre("Gold tier", "Silver tier"));
  EXPECT_EQ(is->measure, "availability");
  EXPECT_TRUE(is->yes_or_no);
}

TEST(ThingsCompared, AreNoneWhereNothingIsCompared) {
  for (const char* question :
       {"PPR-9087的最高进口压力是多少？", "At least how many days of leave are there?",
        "年假多长？", "多少天以内要报销？", "公司和员工的区别是什么？",
        "Who is more or less liable?", "最大注射量是多少？", "哪个部门费用最高？", ""}) {
    EXPECT_FALSE(ReadThingsCompared(question)) << question;
  }
}

TEST(ReadAggregate, ReadsWhatIsToBeWorkedOut) {
  const auto kind_of = [](const char* question) {
    const auto read = ReadAggregate(question);
    return read ? std::optional(read->kind) : std::nullopt;
  };
  using Kind = Aggregate::Kind;
  EXPECT_EQ(kind_of("哪个部门费用最高？"), Kind::kMost);
  EXPECT_EQ(kind_of("最便宜的型号是什么？"), Kind::kLeast);
  EXPECT_EQ(kind_of("Which supplier has the shortest lead time?"), Kind::kLeast);
  EXPECT_EQ(kind_of("各部门费用合计是多少？"), Kind::kSum);
  EXPECT_EQ(kind_of("平均单价是多少？"), Kind::kAverage);
  EXPECT_EQ(kind_of("有多少家供应商？"), Kind::kCount);
  EXPECT_EQ(kind_of("How many suppliers are from Germany?"), Kind::kCount);
  EXPECT_EQ(kind_of("最高进口压力是什么？"), std::nullopt);
  EXPECT_EQ(kind_of("年假有几天？"), std::nullopt);
  EXPECT_EQ(kind_of("Who is the most senior?"), Kind::kMost);
}

TEST(Quantity, IsOneExactNumberWithItsUnit) {
  EXPECT_EQ(QuantityOf("1,280", "元")->value, 1280);
  EXPECT_EQ(QuantityOf("2年")->value, 24);
  EXPECT_EQ(QuantityOf("(1,234)")->value, -1234);
  EXPECT_EQ(QuantityOf("7:35")->value, 455);
  EXPECT_EQ(QuantityOf("每周")->value, QuantityOf("7天")->value);
  EXPECT_EQ(QuantityOf("1.6 MPa")->dimension, "mpa");
  for (const char* text : {"10至20", "不超过5天", "0.05 to 0.7 MPa", "±0.05 mm", "每批", "无划痕",
                           "1号线", "", "PPR-9087", "65-70 HRC"}) {
    EXPECT_FALSE(QuantityOf(text)) << text;
  }
  EXPECT_GT(*Compare(*QuantityOf("24个月"), *QuantityOf("1年")), 0);
  EXPECT_FALSE(Compare(*QuantityOf("128元"), *QuantityOf("20美元")));
  EXPECT_FALSE(Compare(*QuantityOf("1个月"), *QuantityOf("30天")));
  EXPECT_LT(*Compare(*QuantityOf("10天"), *QuantityOf("1个月")), 0);
}

TEST(ComputedAnswerer, SaysWhichOfTwoIsMoreWithBothCited) {
  const Answer answer = Ask("PPR-9087和PPR-9078哪个更贵？", {Prices()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_EQ(answer.sentences[0].text,
            "PPR-9087更贵。单价（元）：PPR-9087 128，PPR-9078 96，相差 32。");
  EXPECT_EQ(answer.sentences[0].citations.size(), 2U);
  ASSERT_TRUE(answer.comparison);
  EXPECT_EQ(answer.comparison->rows.at(0).aspect, "单价（元）");
  EXPECT_EQ(answer.sentences.size(), 3U);
}

TEST(ComputedAnswerer, ComparesDurationsOfDifferentUnits) {
  const Answer answer = Ask("PPR-9078和FE-40哪个保修期更长？", {Prices()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.sentences[0].text, StartsWith("PPR-9078的保修期更长。"));
  EXPECT_THAT(Ask("PPR-9087的保修期比PPR-9078长吗？", {Prices()}).text, StartsWith("是。"));
  EXPECT_THAT(Ask("FE-40比PPR-9078贵吗？", {Prices()}).text, StartsWith("不是。"));
}

TEST(ComputedAnswerer, ComparesWhatSentencesSayOfEach) {
  const Answer answer =
      Ask("Which has the longer warranty period, the pump or the filter?",
          {TextHit("Pump terms", "The warranty period of the pump is 24 months."),
           TextHit("Filter terms", "The warranty period of the filter is 6 months.")});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_EQ(answer.sentences[0].text,
            "pump: longer warranty period. warranty period: pump 24 months, filter 6 months; "
            "difference 18 months.");
}

TEST(ComputedAnswerer, DecidesNothingBetweenUnits) {
  const Answer answer =
      Ask("甲泵和乙泵哪个更贵？",
          {TableHit("价格", "", {{"型号", "单价"}, {"甲泵", "128元"}, {"乙泵", "96美元"}})});
  EXPECT_FALSE(IsComputed(answer));
}

TEST(ComputedAnswerer, FindsTheMostOfATable) {
  const Answer answer = Ask("哪个型号的单价最高？", {Prices()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_EQ(answer.sentences[0].text, "PPR-9087-A · 单价（元）：140（4行中最高）");
  EXPECT_EQ(answer.sentences[0].cell->value, "140");
  EXPECT_EQ(answer.sentences[0].citations.size(), 2U);
  EXPECT_EQ(
      Ask("Which supplier has the shortest lead time?", {Suppliers()}).sentences.at(0).cell->value,
      "9");
}

TEST(ComputedAnswerer, LooksAtTheRowsThatTheQuestionNames) {
  const Answer answer =
      Ask("Which supplier from Germany has the longest lead time?", {Suppliers()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_EQ(answer.sentences[0].cell->value, "12");
  EXPECT_FALSE(
      IsComputed(Ask("Which supplier from France has the longest lead time?", {Suppliers()})));
}

TEST(ComputedAnswerer, AColumnOfNumbersSaysHowMany) {
  const Answer answer = Ask("How many orders came from Germany in total?", {Suppliers()});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.text, HasSubstr("65"));
  EXPECT_FALSE(IsComputed(Ask("How many orders came from Italy in total?", {Suppliers()})));
}

TEST(ComputedAnswerer, SumsAveragesAndCounts) {
  const Answer sum = Ask("What is the total of orders of suppliers?", {Suppliers()});
  ASSERT_TRUE(IsComputed(sum));
  EXPECT_EQ(sum.sentences[0].cell->value, "96");
  EXPECT_EQ(
      Ask("What is the average lead time of suppliers?", {Suppliers()}).sentences.at(0).cell->value,
      "12");
  const Answer count = Ask("How many suppliers are from Germany?", {Suppliers()});
  ASSERT_TRUE(IsComputed(count));
  EXPECT_EQ(count.sentences[0].text, "2: Alpen AG, Rhein GmbH");
  EXPECT_EQ(Ask("How many suppliers are there on the supplier list?", {Suppliers()}).text,
            "3: Alpen AG, Rhein GmbH, Delta srl");
}

TEST(ComputedAnswerer, TotalsAreNoRows) {
  const search::Hit costs =
      TableHit("费用表", "单位：万元",
               {{"部门", "费用"}, {"研发部", "320"}, {"行政部", "80"}, {"合计", "400"}});
  const Answer answer = Ask("哪个部门费用最高？", {costs});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_EQ(answer.sentences[0].cell->row, std::vector<std::string>{"研发部"});
  EXPECT_THAT(answer.text, HasSubstr("2行中最高"));
}

TEST(ComputedAnswerer, RefusesWhatItDoesNotUnderstandWholly) {
  // A word that no row and no name has, a column that is not of numbers, rows to be summed first.
  EXPECT_FALSE(IsComputed(Ask("2023年哪个型号的单价最高？", {Prices()})));
  EXPECT_FALSE(IsComputed(
      Ask("哪个型号的压力最高？",
          {TableHit("参数", "", {{"型号", "压力"}, {"甲", "0.1至0.5"}, {"乙", "0.2至0.9"}})})));
  EXPECT_FALSE(IsComputed(Ask("Which country has the most orders?", {Suppliers()})));
}

TEST(ComputedAnswerer, KnowsRowsByTheirNamesWithoutWhatAllAreCalled) {
  search::Hit buses = TableHit("生活指南", "",
                               {{"线路", "首发站", "发车时间"},
                                {"1号线", "火车站", "7:20"},
                                {"2号线", "广场", "7:35"},
                                {"3号线", "新村", "7:10"}});
  buses.chunk.heading_path = "班车";
  EXPECT_THAT(Ask("1号线和3号线班车哪个发车更早？", {buses}).text,
              StartsWith("3号线班车的发车更早。"));
  EXPECT_THAT(Ask("哪条班车线路发车最早？", {buses}).text, StartsWith("3号线 · 发车时间：7:10"));
  EXPECT_EQ(Ask("有几条班车线路？", {buses}).text, "共 3：1号线、2号线、3号线");
}

TEST(ComputedAnswerer, AColumnOfSomethingElseIsNotTheMeasure) {
  const search::Hit stock = TableHit("库存盘点", "",
                                     {{"物料", "数量", "安全库存", "交货期"},
                                      {"滤芯", "75", "100", "15天"},
                                      {"减压阀", "8", "10", "40天"},
                                      {"软管", "9", "5", "7天"}});
  const Answer answer = Ask("库存最少的物料是哪个？", {stock});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_EQ(answer.sentences[0].cell->value, "8");
  EXPECT_THAT(Ask("减压阀的交货期比软管长吗？", {stock}).text, HasSubstr("减压阀 40天，软管 7天"));
}

TEST(ComputedAnswerer, ComparesIntervals) {
  const Answer answer = Ask("Which maintenance task has the shortest interval?",
                            {TableHit("Maintenance schedule", "",
                                      {{"Task", "Interval"},
                                       {"Drain the bowl", "every week"},
                                       {"Replace the filter", "every 3 months"}})});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_EQ(answer.sentences[0].cell->value, "every week");
}

TEST(ComputedAnswerer, ReadsThingsThatAreColumns) {
  const Answer answer =
      Ask("哪个型号的电机功率最大？", {TableHit("注塑机型号", "",
                                                {{"参数", "HX-160", "HX-220", "单位"},
                                                 {"锁模力", "1600", "2200", "kN"},
                                                 {"电机功率", "15", "18.5", "kW"}})});
  ASSERT_TRUE(IsComputed(answer));
  EXPECT_THAT(answer.text, StartsWith("HX-220 · 电机功率：18.5"));
}

}  // namespace
}  // namespace wenyuan::answer
