#include "tables/row_choice.h"

#include <gtest/gtest.h>

#include "fixtures.h"

namespace wenyuan::answer {
namespace {

bool IsSure(const std::string& text) {
  const QuestionReading question = ReadQuestion(SharedAnalyzer(), text);
  const std::vector<search::Hit> hits = {
      TableHit("华澜股份有限公司年度报告摘要", "合并利润表主要项目",
               {{"项目", "2025年", "2024年"}, {"营业收入", "48210", "41880"}})};
  const Evidence evidence = GatherEvidence(SharedAnalyzer(), question, hits);
  return ChooseRows(SharedAnalyzer(), question, evidence, 0).sure;
}

TEST(RowChoice, IsNotSureOfACellOfAnotherYearHoweverLongTheQuestion) {
  EXPECT_TRUE(IsSure("华澜股份有限公司年度报告中2025年的营业收入是多少？"));
  EXPECT_FALSE(IsSure("华澜股份有限公司年度报告中2023年的营业收入是多少？"));
}

}  // namespace
}  // namespace wenyuan::answer
