#include "wenyuan/parse_mail/eml_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "mail_header.h"
#include "wenyuan/parse_kit/testing/golden.h"

namespace wenyuan::parse {
namespace {

TEST(EmlParser, ReadsTheGoldenFiles) {
  const auto parser = MakeEmlParser();
  testing::CheckGoldenFiles(*parser, ".eml");
}

TEST(EmlParser, SurvivesDamage) {
  const auto parser = MakeEmlParser();
  testing::CheckSurvivesDamage(
      *parser,
      "From: a@b\nSubject: =?gbk?B?zsTUqA==?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
      "boundary=x\n\n--x\nContent-Type: text/html\n\n<p>hi\n--x\nContent-Type: message/rfc822\n\n"
      "Subject: in\n\nbody\n--x--\n",
      300);
}

TEST(EmlParser, IsRecognisedByItsHeader) {
  const auto parser = MakeEmlParser();
  EXPECT_GT(parser->Recognise("Received: x\nFrom: a\nSubject: b\n\ntext", "a.txt"), 70);
  EXPECT_EQ(parser->Recognise("Dear all: this is text\nFrom: nobody\n", ""), 0);
  EXPECT_EQ(parser->Recognise("", "x.eml"), 0);
}

constexpr std::string_view kAlternatives =
    "From: a@b\nSubject: s\nContent-Type: multipart/alternative; boundary=x\n"
    "Content-type: text/plain\n\n--x\nContent-Type: text/plain\n\nplain\n--x\n"
    "Content-Type: text/html\n\n<p>rich\n--x--\n";

TEST(EmlParser, TakesTheFirstOfTwoContentTypes) {
  const Document document = testing::MustParse(*MakeEmlParser(), kAlternatives);
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.blocks[2].text, "plain");
}

TEST(EmlParser, LeavesOutWhatServersSayWhenSomebodyPutItIntoWords) {
  const Document document = testing::MustParse(
      *MakeEmlParser(),
      "From: a@b\nSubject: s\nContent-Type: multipart/report; boundary=x\n\n--x\n\nNobody is here "
      "by that name.\n--x\nContent-Type: message/delivery-status\n\nStatus: 5.3.0\n--x\n"
      "Content-Type: text/plain; name=a.txt\n\na file\n--x--\n");
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.blocks[2].text, "Nobody is here by that name.");
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].name, "a.txt");
}

TEST(EmlParser, JoinsTheLinesThatTheMailProgramCut) {
  const Document document = testing::MustParse(
      *MakeEmlParser(),
      "From: a@b\nSubject: s\nContent-Type: text/plain; format=flowed\n\none \ntwo\n> three\n");
  ASSERT_EQ(document.blocks.size(), 4U);
  EXPECT_EQ(document.blocks[2].text, "one two");
  EXPECT_EQ(document.blocks[3].kind, BlockKind::kNote);
}

TEST(EmlParser, RepairsWrongAndMissingCharsets) {
  const auto body = [](const std::string& head, const std::string& text) {
    return testing::MustParse(*MakeEmlParser(), "From: a@b\nSubject: s\n" + head + "\n\n" + text)
        .blocks.back()
        .text;
  };
  EXPECT_EQ(body("Content-Type: text/plain; charset=us-ascii", "\xCE\xC4\xD4\xA8\xC8\xED\xBC\xFE"),
            "文渊软件");
  EXPECT_EQ(body("X-Mailer: none", "\xCE\xC4\xD4\xA8\xC8\xED\xBC\xFE"), "文渊软件");
  EXPECT_EQ(body("Content-Type: text/plain; charset=iso-2022-jp", "\x1B$B$3$s$K$A$O\x1B(B"),
            "こんにちは");
  EXPECT_EQ(body("Content-Type: text/plain; charset=ks_c_5601-1987",
                 "\xBE\xC8\xB3\xE7\xC7\xCF\xBC\xBC\xBF\xE4"),
            "안녕하세요");
}

TEST(EmlParser, SurvivesDeepMultiparts) {
  const auto parser = MakeEmlParser();
  std::string mail = "From: a@b\nSubject: deep\nMIME-Version: 1.0\n";
  for (int i = 0; i < 3'000; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    mail += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  testing::CheckPromises(parser->Parse({mail + "\n\ntext", "", {}, {}}));
}

TEST(MailHeader, DecodesWordsOfMixedCharsets) {
  EXPECT_EQ(DecodeMailHeader("=?UTF-8?Q?a=E6=96=87_b?= plain"), "a文 b plain");
  EXPECT_EQ(DecodeMailHeader("\xCE\xC4\xD4\xA8"), "文渊");
  EXPECT_EQ(DecodeMailHeader("=?broken"), "=?broken");
}

TEST(MailHeader, JoinsWordsThatWereCutInsideACharacter) {
  EXPECT_EQ(DecodeMailHeader("=?UTF-8?Q?=E6=96?=\n =?UTF-8?Q?=87?="), "文");
}

}  // namespace
}  // namespace wenyuan::parse
