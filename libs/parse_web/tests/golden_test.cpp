#include "wenyuan/parse_kit/testing/golden.h"

#include <gtest/gtest.h>

#include "wenyuan/parse_web/html_parser.h"
#include "wenyuan/parse_web/markdown_parser.h"

namespace wenyuan::parse {
namespace {

TEST(HtmlParser, ReadsTheGoldenFiles) {
  const auto parser = MakeHtmlParser();
  testing::CheckGoldenFiles(*parser, ".html");
}

TEST(HtmlParser, SurvivesDamage) {
  const auto parser = MakeHtmlParser();
  testing::CheckSurvivesDamage(
      *parser,
      "<html><body><main><h1>t</h1><ul><li>a<ol start=3><li>b</ol></ul><table><tr><th rowspan=0>x"
      "<td colspan=2>y<tr><td>z</table><pre> p\n q</pre><p hidden>h</p></main></body></html>",
      300);
}

TEST(HtmlParser, RefusesAbsurdNestingInsteadOfOverflowing) {
  const auto parser = MakeHtmlParser();
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  const auto result = parser->Parse({deep + "x", "", {}, {}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kTooLarge);
}

TEST(HtmlParser, ManyElementsWithoutEndTagAreNotNesting) {
  const auto parser = MakeHtmlParser();
  std::string flat = "<html><body>";
  for (int i = 0; i < 20'000; ++i) flat += "<p>x<br>";
  EXPECT_EQ(testing::MustParse(*parser, flat).blocks.size(), 20'000U);
}

TEST(HtmlParser, ReadsTheDeclaredCharset) {
  const auto parser = MakeHtmlParser();
  const Document document = testing::MustParse(
      *parser, "<html><meta charset='gb2312'><body>\xCE\xC4\xD4\xA8</body></html>");
  ASSERT_EQ(document.blocks.size(), 1U);
  EXPECT_EQ(document.blocks[0].text, "文渊");
}

TEST(HtmlParser, IsRecognisedByContentNotByName) {
  const auto parser = MakeHtmlParser();
  EXPECT_GE(parser->Recognise("\n<!DOCTYPE html><title>x", "a.txt"), 80);
  EXPECT_EQ(parser->Recognise("no tags", "a.html"), 0);
  EXPECT_EQ(parser->Recognise("<?xml version='1.0'?><feed/>", "a.xml"), 0);
}

TEST(MarkdownParser, ReadsTheGoldenFiles) {
  const auto parser = MakeMarkdownParser();
  testing::CheckGoldenFiles(*parser, ".md");
}

TEST(MarkdownParser, SurvivesDamage) {
  const auto parser = MakeMarkdownParser();
  testing::CheckSurvivesDamage(
      *parser,
      "---\ntitle: t\n---\n# h\n\n1. a\n   - b\n\n|x|y|\n|-|-|\n|1|2|\n\n"
      "```\ncode\n```\n<table><tr><td>q</table>\n\ntext[^1]\n\n[^1]: note\n",
      300);
}

TEST(MarkdownParser, IsRecognisedByMarksWithoutAName) {
  const auto parser = MakeMarkdownParser();
  EXPECT_GT(parser->Recognise("# a\n\n## b\n\n```\nx\n```\n", ""), 20);
  EXPECT_EQ(parser->Recognise("plain words\n", ""), 0);
}

}  // namespace
}  // namespace wenyuan::parse
