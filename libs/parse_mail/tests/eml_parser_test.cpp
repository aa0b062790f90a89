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
