#include "wenyuan/parse_archive/zip_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "archive_builder.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"

namespace wenyuan::parse {
namespace {

using testing::BuildZip;

TEST(ZipParser, MakesEntriesAttachmentsWithSafeNames) {
  const auto parser = MakeZipParser();
  const Document document = testing::MustParse(*parser, BuildZip({{"文件/a.txt", "one"},
                                                                  {"../../etc/passwd", "two"},
                                                                  {"C:/x", "three"},
                                                                  {"__MACOSX/a", "debris"},
                                                                  {"folder/", ""}}));
  ASSERT_EQ(document.attachments.size(), 3U);
  EXPECT_EQ(document.attachments[0].name, "文件/a.txt");
  EXPECT_EQ(document.attachments[0].bytes, "one");
  EXPECT_EQ(document.attachments[1].name, "etc/passwd");
  EXPECT_EQ(document.attachments[2].name, "x");
}

TEST(ZipParser, RefusesABomb) {
  const auto parser = MakeZipParser();
  const std::string bytes = BuildZip({{"bomb", std::string(40 << 20U, '0')}});
  const auto result = parser->Parse({bytes, "", {}, {}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kTooLarge);
}

TEST(ZipParser, RefusesOverlappingEntries) {
  const auto parser = MakeZipParser();
  std::string bytes = BuildZip({{"a", "same bytes"}, {"b", "same bytes"}});
  // The second entry of the directory claims the place of the first.
  const std::size_t second = bytes.find("PK\1\2", bytes.find("PK\1\2") + 1);
  bytes.replace(second + 42, 4, std::string(4, '\0'));
  const auto result = parser->Parse({bytes, "", {}, {}});
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message.find("overlap"), std::string::npos);
}

TEST(ZipParser, ACutOfficeFileIsCalledWhatItsNameSays) {
  const std::string bytes = BuildZip({{"word/document.xml", std::string(500, 'x')}});
  const auto cut = std::string_view(bytes).substr(0, bytes.size() / 2);
  for (const auto& [name, format] : {std::pair{"报告.DOCX", "docx"}, std::pair{"a", "zip"}}) {
    const auto result = MakeZipParser()->Parse({cut, name, {}, {}});
    ASSERT_FALSE(result);
    const std::string expected = "cannot read this " + std::string(format) + " file:";
    EXPECT_EQ(result.error().message.substr(0, expected.size()), expected);
  }
}

TEST(ZipParser, AnEmptyArchiveIsAnError) {
  const auto parser = MakeZipParser();
  EXPECT_FALSE(parser->Parse({BuildZip({{"folder/", ""}}), "", {}, {}}));
}

TEST(ZipParser, StopsAtTheAttachmentLimit) {
  const auto parser = MakeZipParser();
  ParseLimits limits;
  limits.max_attachments = 1;
  const std::string bytes = BuildZip({{"a", "1"}, {"b", "2"}});
  const auto result = parser->Parse({bytes, "", {}, limits});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kTooLarge);
}

TEST(ZipParser, TriesThePasswordOnEncryptedEntries) {
  const auto parser = MakeZipParser();
  const std::string bytes = testing::BuildEncryptedZip("open sesame", {{"a.txt", "secret text"}});
  const auto without = parser->Parse({bytes, "", {}, {}});
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().code, ErrorCode::kPermissionDenied);
  const auto wrong = parser->Parse({bytes, "", "wrong", {}});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kPermissionDenied);
  const auto right = parser->Parse({bytes, "", "open sesame", {}});
  ASSERT_TRUE(right) << right.error().message;
  EXPECT_EQ(right->attachments.at(0).bytes, "secret text");
}

TEST(ZipParser, SurvivesDamage) {
  const auto parser = MakeZipParser();
  testing::CheckSurvivesDamage(*parser, BuildZip({{"a", "some text"}, {"b/c", "more"}}), 500);
}

}  // namespace
}  // namespace wenyuan::parse
