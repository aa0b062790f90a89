#include "wenyuan/parse_mail/mbox_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_mail/mhtml_parser.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kTwo =
    "From a@b Mon Jul 20 01:01:07 2015\nFrom: a@b\nSubject: =?gbk?B?zsTUqA==?=\n\nfirst\n"
    ">From here on\n\nFrom the sea it comes.\n\nFrom c@d Tue Jul 21 01:01:07 2015\nFrom: c@d\n"
    "Subject: x/y\n\nsecond\n";

TEST(MboxParser, MakesEveryMessageADocument) {
  const auto parser = MakeMboxParser();
  EXPECT_GT(parser->Recognise(kTwo, ""), 80);
  const Document document = testing::MustParse(*parser, kTwo);
  ASSERT_EQ(document.attachments.size(), 2U);
  EXPECT_EQ(document.attachments[0].name, "0001 文渊.eml");
  EXPECT_NE(document.attachments[0].bytes.find("\nFrom here on\n\nFrom the sea"),
            std::string::npos);
  EXPECT_EQ(document.attachments[1].name, "0002 x y.eml");
  EXPECT_EQ(document.attachments[1].bytes, "From: c@d\nSubject: x/y\n\nsecond\n");
}

TEST(MboxParser, LeavesLettersAndSingleMessagesToOthers) {
  const auto parser = MakeMboxParser();
  EXPECT_EQ(parser->Recognise("From the start, it was clear.\n\nFrom then on\n", "a.mbox"), 0);
  EXPECT_EQ(parser->Recognise("From a Mon Jul 20 01:01:07 2015\nSubject: x\n\ny\n", ""), 0);
}

TEST(MboxParser, SurvivesDamage) {
  testing::CheckSurvivesDamage(*MakeMboxParser(), std::string(kTwo), 300);
}

constexpr std::string_view kPage =
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/x\nSubject: The page\n"
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; start=\"<root>\"\n\n--b\n"
    "Content-Type: text/html\nContent-ID: <frame>\n\n<p>an advertisement\n--b\n"
    "Content-Type: text/html; charset=gbk\nContent-ID: <root>\nContent-Transfer-Encoding: "
    "quoted-printable\n\n<h1>=CE=C4=D4=A8</h1><p>text of the page\n--b\nContent-Type: image/png\n"
    "Content-Location: https://a.example/a.png\n\nPNG\n--b--\n";

TEST(MhtmlParser, ReadsTheRootPageAndNoResources) {
  const auto parser = MakeMhtmlParser();
  EXPECT_GT(parser->Recognise(kPage, ""), 80);
  const Document document = testing::MustParse(*parser, kPage);
  EXPECT_EQ(document.title, "The page");
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.blocks[0].text, "文渊");
  EXPECT_EQ(document.blocks[1].text, "text of the page");
  EXPECT_TRUE(document.attachments.empty());
  ASSERT_EQ(document.metadata.size(), 1U);
  EXPECT_EQ(document.metadata[0].second, "https://a.example/x");
}

TEST(MhtmlParser, SurvivesDamage) {
  testing::CheckSurvivesDamage(*MakeMhtmlParser(), std::string(kPage), 300);
}

}  // namespace
}  // namespace wenyuan::parse
