#include "wenyuan/parse_kit/testing/golden.h"

#include <gtest/gtest.h>

#include "wenyuan/parse_text/csv_parser.h"
#include "wenyuan/parse_text/text_parser.h"

namespace wenyuan::parse {
namespace {

TEST(TextParser, ReadsTheGoldenFiles) {
  const auto parser = MakeTextParser();
  testing::CheckGoldenFiles(*parser, ".txt");
}

TEST(TextParser, SurvivesDamage) {
  const auto parser = MakeTextParser();
  testing::CheckSurvivesDamage(*parser, "第一章 总则\n\n- a\n- b\n\nlong line\n===\n第二条 无。\n",
                               300);
}

TEST(TextParser, LeavesBinaryFilesToOthers) {
  const auto parser = MakeTextParser();
  EXPECT_EQ(parser->Recognise(std::string_view("PK\3\4\0\0\0\0", 8), "a.txt"), 0);
  EXPECT_EQ(parser->Recognise("\x01\x02\x03\x04\x05\x06", "a.txt"), 0);
  EXPECT_EQ(parser->Recognise("", "a.txt"), 0);
}

TEST(TextParser, AnEmptyFileHasNoText) {
  const auto parser = MakeTextParser();
  const auto result = parser->Parse({" \n", "a.txt", {}, {}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
}

TEST(CsvParser, ReadsTheGoldenFiles) {
  const auto parser = MakeCsvParser();
  testing::CheckGoldenFiles(*parser, ".csv");
}

TEST(CsvParser, SurvivesDamage) {
  const auto parser = MakeCsvParser();
  testing::CheckSurvivesDamage(*parser, "name;count\n\"a;\"\"b\";1\nc;2\n\"d\ne\";3\n", 300);
}

TEST(CsvParser, CutsLongTablesAndRepeatsTheHeader) {
  const auto parser = MakeCsvParser();
  std::string csv = "name,count\n";
  for (int i = 0; i < 1'200; ++i) csv += "x" + std::to_string(i) + "," + std::to_string(i) + "\n";
  const Document document = testing::MustParse(*parser, csv);
  ASSERT_EQ(document.blocks.size(), 3U);
  std::size_t rows = 0;
  for (const Block& block : document.blocks) {
    EXPECT_LE(block.table.rows, 500U);
    EXPECT_EQ(block.table.cells[0].text, "name");
    EXPECT_TRUE(block.table.cells[0].header);
    rows += block.table.rows - 1;
  }
  EXPECT_EQ(rows, 1'200U);
}

TEST(CsvParser, RecognisesATableByItsContent) {
  const auto parser = MakeCsvParser();
  EXPECT_GT(parser->Recognise("a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,1,1\n", ""), 20);
  EXPECT_EQ(parser->Recognise("A sentence, with one comma.\nAnother line.\n", ""), 0);
}

TEST(CsvParser, StopsAtTheTextLimit) {
  const auto parser = MakeCsvParser();
  ParseLimits limits;
  limits.max_text_bytes = 100;
  const auto result =
      parser->Parse({"aaaa,bbbb\ncccc,dddd\neeee,ffff\ngggg,hhhh\n", "", {}, limits});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace wenyuan::parse
