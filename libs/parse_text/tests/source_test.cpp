#include <gtest/gtest.h>

#include <string>

#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_text/source_parser.h"
#include "wenyuan/parse_text/subtitle_parser.h"

namespace wenyuan::parse {
namespace {

TEST(SourceParser, ReadsTheGoldenFiles) {
  const auto parser = MakeSourceParser();
  for (const std::string ending : {".cc", ".py", ".sql", ".ts", ".go"}) {
    testing::CheckGoldenFiles(*parser, ending);
  }
}

TEST(SourceParser, ALargeClassIsReadMethodByMethod) {
  std::string code = "class Large {\n public:\n";
  for (int i = 0; i < 40; ++i) {
    code += "  // Returns " + std::to_string(i) + ".\n  int Get" + std::to_string(i) +
            "() {\n    return " + std::to_string(i) + ";\n  }\n\n";
  }
  const Document document = testing::MustParse(*MakeSourceParser(), code + "};\n", "a.cpp");
  std::size_t methods = 0;
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::kHeading && block.level == 2) ++methods;
  }
  EXPECT_EQ(methods, 40U);
  EXPECT_EQ(document.blocks[0].text, "class Large");
}

TEST(SourceParser, KeepsEveryLineOfCode) {
  const std::string code = "int a;\nint b() {\n  {\n  return 1;\n}\n// unbalanced\nint c;\n";
  const Document document = testing::MustParse(*MakeSourceParser(), code, "a.c");
  std::string all;
  for (const Block& block : document.blocks) all += block.text + "\n";
  for (const std::string line : {"int a;", "return 1;", "unbalanced", "int c;"}) {
    EXPECT_NE(all.find(line), std::string::npos) << line;
  }
}

TEST(SourceParser, SurvivesDamage) {
  const std::string code =
      "#!/bin/sh\n# x\nclass A:\n  def f(self):\n    '''a'''\nfunc g() {\n \"s\" /* c */\n}\nend\n";
  testing::CheckSurvivesDamage(*MakeSourceParser(), code, 300);
}

TEST(SubtitleParser, ReadsTheGoldenFiles) {
  const auto parser = MakeSubtitleParser();
  testing::CheckGoldenFiles(*parser, ".vtt");
  testing::CheckGoldenFiles(*parser, ".srt");
}

TEST(SubtitleParser, IsRecognisedByItsContent) {
  const auto parser = MakeSubtitleParser();
  EXPECT_GT(parser->Recognise("WEBVTT\n\n", ""), 80);
  EXPECT_GT(parser->Recognise("\xEF\xBB\xBF"
                              "1\r\n00:00:01,000 --> 00:00:02,000\r\nx\r\n",
                              ""),
            80);
  EXPECT_EQ(parser->Recognise("1\nA list --> of things\n", "a.srt"), 0);
}

TEST(SubtitleParser, SurvivesDamage) {
  testing::CheckSurvivesDamage(*MakeSubtitleParser(),
                               "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>x &lt; y\n\nNOTE z\n", 300);
}

}  // namespace
}  // namespace wenyuan::parse
