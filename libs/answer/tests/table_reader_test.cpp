#include "tables/table_reader.h"

#include <gmock/gmock.h>

#include "fixtures.h"

namespace wenyuan::answer {
namespace {

const Rows kPrices = {{"编码", "名称", "单价", "库存"},
                      {"PPR-9087", "减压阀", "128元", "312"},
                      {"PPR-9078", "溢流阀", "96元", "148"}};

std::string Answer(std::string_view question, const parse::Table& table, std::uint32_t row) {
  return AnswerFromRow(SharedAnalyzer(), ReadQuestion(SharedAnalyzer(), question), table, row).text;
}

TEST(TableReader, NamesTheCellByRowAndColumn) {
  EXPECT_EQ(Answer("PPR-9087的单价是多少？", MakeTable(kPrices), 1), "PPR-9087 · 单价：128元");
  EXPECT_EQ(Answer("溢流阀的库存有多少？", MakeTable(kPrices), 2), "溢流阀 · 库存：148");
}

TEST(TableReader, SaysTheWholeRowWhenNoColumnIsAskedFor) {
  EXPECT_EQ(Answer("PPR-9078是什么？", MakeTable(kPrices), 2),
            "PPR-9078 · 名称：溢流阀 · 单价：96元 · 库存：148");
}

TEST(TableReader, AValueThatStandsWithinAnotherNumberOfTheQuestionIsStillTheAnswer) {
  const parse::Table powers =
      MakeTable({{"参数", "HX-160", "HX-300", "单位"}, {"电机功率", "15", "30", "kW"}});
  EXPECT_EQ(Answer("HX-300的电机功率是多少？", powers, 1), "电机功率 · HX-300：30");
  const parse::Table floors = MakeTable({{"Building", "2023", "2024"}, {"North wing", "3", "24"}});
  EXPECT_EQ(Answer("How many tenants had the North wing in 2023?", floors, 1),
            "North wing · 2023: 3");
  EXPECT_EQ(Answer("How many tenants had the North wing in 2024?", floors, 1),
            "North wing · 2024: 24");
}

TEST(TableReader, WritesEnglishForAnEnglishQuestion) {
  const parse::Table table = MakeTable({{"Task", "Interval"}, {"Drain the bowl", "every week"}});
  EXPECT_EQ(Answer("What is the interval to drain the bowl?", table, 1),
            "Drain the bowl · Interval: every week");
}

TEST(TableReader, PrefersAColumnThatSuitsTheKindOfQuestion) {
  const parse::Table table = MakeTable({{"事项", "责任人", "期限"}, {"退货", "唐立诚", "4月25日"}});
  EXPECT_EQ(Answer("退货由谁办理？", table, 1), "退货 · 责任人：唐立诚");
  EXPECT_EQ(Answer("退货什么时候办完？", table, 1), "退货 · 期限：4月25日");
}

TEST(TableReader, ReadsHeadersThatSpanColumnsAndRows) {
  parse::Table table = MakeTable(
      {{"价格表", "", ""}, {"编码", "单价", ""}, {"", "单件", "批量"}, {"FE-40", "36", "31"}});
  std::erase_if(table.cells, [](const auto& cell) { return cell.text.empty(); });
  for (parse::TableCell& cell : table.cells) {
    cell.header = cell.row < 3;
    if (cell.text == "价格表") cell.column_span = 3;
    if (cell.text == "单价") cell.column_span = 2;
    if (cell.text == "编码") cell.row_span = 2;
  }
  EXPECT_EQ(HeaderRows(table), 3U);
  EXPECT_EQ(Answer("FE-40批量的价格？", table, 3), "FE-40 · 单价 批量：31");
  EXPECT_EQ(Answer("FE-40的单价？", table, 3), "FE-40 · 单价 单件：36 · 单价 批量：31");
}

TEST(TableReader, ShowsTheCellsThatItSpeaksFrom) {
  const parse::Table table = MakeTable(kPrices);
  const RowAnswer answer =
      AnswerFromRow(SharedAnalyzer(), ReadQuestion(SharedAnalyzer(), "PPR-9087的单价"), table, 1);
  ASSERT_EQ(answer.cells.size(), 2U);
  EXPECT_EQ(answer.cells[0]->text, "PPR-9087");
  EXPECT_EQ(answer.cells[1]->text, "128元");
}

TEST(TableReader, SaysUnitSectionAndCaptionOfACell) {
  parse::Table table = MakeTable({{"项目", "2025年", "2024年"},
                                  {"收入：", "", ""},
                                  {"产品", "1,280", "1,102"},
                                  {"服务", "430", "398"}});
  const RowAnswer answer =
      AnswerFromRow(SharedAnalyzer(), ReadQuestion(SharedAnalyzer(), "2025年产品收入是多少？"),
                    table, 2, "表1　收入\n单位：万元\n");
  EXPECT_EQ(answer.text, "收入 › 产品（2025年，单位：万元）：1,280");
  ASSERT_TRUE(answer.cell);
  EXPECT_EQ(answer.cell->value, "1,280");
  EXPECT_THAT(answer.cell->row, testing::ElementsAre("收入", "产品"));
  EXPECT_THAT(answer.cell->column, testing::ElementsAre("2025年"));
  EXPECT_EQ(answer.cell->unit, "万元");
  EXPECT_EQ(answer.cell->caption, "表1　收入");
  ASSERT_EQ(answer.spans.size(), 1U);
  EXPECT_EQ(answer.text.substr(answer.spans[0].begin), "1,280");
}

TEST(TableReader, KeepsTheUnitOfMoneyFromShares) {
  const parse::Table table =
      MakeTable({{"", "2022"}, {"Net income", "29,998"}, {"Basic earnings per share", "1.89"}});
  const auto unit = [&](std::string_view question, std::uint32_t row) {
    return AnswerFromRow(SharedAnalyzer(), ReadQuestion(SharedAnalyzer(), question), table, row,
                         "(In millions, except per share amounts)\n")
        .cell.value_or(CellAnswer{})
        .unit;
  };
  EXPECT_EQ(unit("What was net income in 2022?", 1), "in millions");
  EXPECT_EQ(unit("What were basic earnings per share in 2022?", 2), "");
}

TEST(TableReader, AFormHasNoHeader) {
  parse::Table table = MakeTable({{"合同编号", "HT-1"}, {"联系人", "沈佳怡"}});
  for (parse::TableCell& cell : table.cells) cell.header = false;
  EXPECT_EQ(HeaderRows(table), 0U);
  EXPECT_EQ(Answer("联系人是谁？", table, 1), "联系人：沈佳怡");
}

TEST(TableReader, FindsTheLinesOfTheRowsBelowACaption) {
  const search::Hit hit = TableHit("t", "表1　价格", kPrices);
  const auto lines = RowLines(hit.chunk.text, MakeTable(kPrices));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(hit.chunk.text.substr(lines[2].begin, lines[2].end - lines[2].begin),
            "PPR-9078 | 溢流阀 | 96元 | 148");
}

TEST(TableReader, DoesNotTrustATextThatIsNotTheTables) {
  EXPECT_TRUE(RowLines("一\n二\n三", MakeTable(kPrices)).empty());
  EXPECT_TRUE(RowLines("", MakeTable(kPrices)).empty());
}

TEST(TableReader, TakesTheFirstRowForTheHeaderWhenNoneIsMarked) {
  parse::Table table = MakeTable(kPrices);
  for (parse::TableCell& cell : table.cells) cell.header = false;
  EXPECT_EQ(HeaderRows(table), 1U);
  EXPECT_EQ(HeaderRows(parse::Table{}), 0U);
  EXPECT_EQ(HeaderRows(MakeTable({{"allein"}})), 0U);
}

}  // namespace
}  // namespace wenyuan::answer
