#include "wenyuan/parse_text/xml_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "wenyuan/parse_kit/testing/golden.h"

namespace wenyuan::parse {
namespace {

TEST(XmlParser, ReadsTheGoldenFiles) {
  const auto parser = MakeXmlParser();
  for (const std::string ending : {".nxml", ".dita", ".xml", ".svg"}) {
    testing::CheckGoldenFiles(*parser, ending);
  }
}

TEST(XmlParser, SurvivesDamage) {
  testing::CheckSurvivesDamage(
      *MakeXmlParser(),
      "<?xml version=\"1.0\"?><article><body><sec><title>t</title><p>a<b>c</b></p><list><list-item>"
      "<p>x</p></list-item></list><table><tr><td "
      "colspan=\"2\">1</td></tr></table></sec></body></article>",
      300);
  testing::CheckSurvivesDamage(*MakeXmlParser(), "<a b=\"c\"><d>1</d><d>2</d><e>f<g/>h</e></a>",
                               300);
}

TEST(XmlParser, ExpandsNoEntities) {
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + "\">";
  }
  bomb += "<!ENTITY file SYSTEM \"file:///etc/passwd\">]><l>&a29; &file;</l>";
  const Document document = testing::MustParse(*MakeXmlParser(), bomb);
  ASSERT_EQ(document.blocks.size(), 1U);
  EXPECT_EQ(document.blocks[0].text, "&a29; &file;");
}

TEST(XmlParser, RefusesDeepNesting) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  const auto result = MakeXmlParser()->Parse({deep + "x", "", {}, {}});
  testing::CheckPromises(result);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kTooLarge);
}

TEST(XmlParser, LeavesPagesToOthers) {
  const auto parser = MakeXmlParser();
  EXPECT_EQ(parser->Recognise("<p>text", ""), 0);
  EXPECT_GT(parser->Recognise("<rss version=\"2.0\">", ""), 60);
}

}  // namespace
}  // namespace wenyuan::parse
