#include <gtest/gtest.h>

#include <string>

#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_text/csv_parser.h"
#include "wenyuan/parse_text/dif_parser.h"
#include "wenyuan/parse_text/ini_parser.h"
#include "wenyuan/parse_text/json_parser.h"
#include "wenyuan/parse_text/jsonl_parser.h"
#include "wenyuan/parse_text/toml_parser.h"
#include "wenyuan/parse_text/yaml_parser.h"

namespace wenyuan::parse {
namespace {

TEST(DataParsers, ReadTheGoldenFiles) {
  testing::CheckGoldenFiles(*MakeJsonParser(), ".json");
  testing::CheckGoldenFiles(*MakeJsonlParser(), ".jsonl");
  testing::CheckGoldenFiles(*MakeYamlParser(), ".yaml");
  testing::CheckGoldenFiles(*MakeTomlParser(), ".toml");
  testing::CheckGoldenFiles(*MakeIniParser(), ".ini");
  testing::CheckGoldenFiles(*MakeDifParser(), ".dif");
  testing::CheckGoldenFiles(*MakeCsvParser(), ".tsv");
}

TEST(DataParsers, SurviveDamage) {
  testing::CheckSurvivesDamage(*MakeJsonParser(), "{\"a\": [1, {\"b\": \"c\"}], \"d\": -1.5e3}",
                               300);
  testing::CheckSurvivesDamage(*MakeJsonlParser(), "{\"a\": 1}\n{\"a\": [2]}\n{\"b\": 3}\n", 300);
  testing::CheckSurvivesDamage(*MakeYamlParser(), "a: &x [1, 2]\nb: *x\nc: {d: e}\n---\n- f\n",
                               300);
  testing::CheckSurvivesDamage(*MakeTomlParser(),
                               "a = 1\n[b]\nc = [\"d\", 2026-01-01]\n[[e]]\nf=1\n", 300);
  testing::CheckSurvivesDamage(*MakeIniParser(), "[a]\nb = c\n; d\n[e]\nf: g\n", 300);
  testing::CheckSurvivesDamage(*MakeDifParser(),
                               "TABLE\n0,1\n\"x\"\nDATA\n0,0\n\"\"\n-1,0\nBOT\n0,1\nV\n", 300);
}

TEST(JsonParser, IsRecognisedByItsContent) {
  const auto parser = MakeJsonParser();
  EXPECT_GT(parser->Recognise("{\"a\": 1}", "a.txt"), 70);
  EXPECT_GT(parser->Recognise("[1, 2, {\"a\"", ""), 70) << "the rest may come later";
  EXPECT_EQ(parser->Recognise("[2026-01-01] started", "a.json"), 0);
  EXPECT_EQ(parser->Recognise("{x} is a set", ""), 0);
  EXPECT_EQ(parser->Recognise("{\"a\": 1}\n{\"b\": 2}\n", ""), 0) << "one value a line";
}

TEST(JsonParser, RefusesWhatIsNestedTooDeep) {
  const auto parser = MakeJsonParser();
  const auto result = parser->Parse({std::string(100'000, '['), "", {}, {}});
  testing::CheckPromises(result);
  std::string deep = std::string(300, '[') + "1" + std::string(300, ']');
  testing::CheckPromises(parser->Parse({deep, "", {}, {}}));
}

TEST(JsonParser, KeepsNumbersAsTheyWereWritten) {
  const Document document = testing::MustParse(
      *MakeJsonParser(), "{\"a\": 1.10, \"b\": 123456789012345678901234567890, \"c\": 1E400}");
  EXPECT_EQ(document.blocks.at(0).text, "a: 1.10\nb: 123456789012345678901234567890\nc: 1E400");
}

TEST(YamlParser, AliasesCannotMultiply) {
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c <= 'j'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    bomb += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) bomb += (i == 0 ? "*" : ",*") + before;
    bomb += "]\n";
  }
  const Document document = testing::MustParse(*MakeYamlParser(), bomb);
  std::size_t size = 0;
  for (const Block& block : document.blocks) size += block.text.size();
  EXPECT_LT(size, std::size_t{10} << 20U);
}

TEST(YamlParser, AnAnchorInsideItselfEnds) {
  testing::MustParse(*MakeYamlParser(), "a: &a [1, *a, b]\n");
}

TEST(IniParser, IsRecognisedByItsContent) {
  const auto parser = MakeIniParser();
  EXPECT_GT(parser->Recognise("[a]\nb=1\nc=2\n[d]\ne=3\nf=4\n", ""), 30);
  EXPECT_EQ(parser->Recognise("Dear all,\nnote: this is a letter\n", ""), 0);
}

}  // namespace
}  // namespace wenyuan::parse
