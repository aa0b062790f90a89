#include "wenyuan/parse_archive/archive_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "archive_builder.h"
#include "wenyuan/parse_kit/testing/golden.h"

namespace wenyuan::parse {
namespace {

using testing::BuildArchive;
using testing::Compress;

TEST(ArchiveParser, MakesTheFilesOfEveryKindOfArchiveAttachments) {
  const auto parser = MakeArchiveParser();
  for (const std::string format : {"ustar", "pax", "gnutar", "7zip", "iso9660"}) {
    SCOPED_TRACE(format);
    const std::string bytes = BuildArchive(format, {}, {{"a.txt", "one"}, {"d/文渊.txt", "two"}});
    EXPECT_GT(parser->Recognise(bytes, ""), 70);
    const Document document = testing::MustParse(*parser, bytes);
    ASSERT_EQ(document.attachments.size(), 2U);
    EXPECT_EQ(document.attachments[0].bytes, "one");
    EXPECT_EQ(document.attachments[1].name, "d/文渊.txt");
    EXPECT_EQ(document.attachments[1].bytes, "two");
  }
}

TEST(ArchiveParser, UndoesEveryCompression) {
  const auto parser = MakeArchiveParser();
  for (const std::string filter : {"gzip", "bzip2", "xz", "lzma", "zstd", "lz4", "compress"}) {
    SCOPED_TRACE(filter);
    const std::string bytes = BuildArchive("pax", filter, {{"a.txt", "one"}});
    EXPECT_GT(parser->Recognise(bytes, ""), 70);
    EXPECT_EQ(testing::MustParse(*parser, bytes).attachments.at(0).bytes, "one");
  }
}

TEST(ArchiveParser, ACompressedSingleFileIsThatFile) {
  const auto parser = MakeArchiveParser();
  const Document document = testing::MustParse(*parser, Compress("xz", "the text"), "log.txt.xz");
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].name, "log.txt");
  EXPECT_EQ(document.attachments[0].bytes, "the text");
}

TEST(ArchiveParser, NamesCannotLeaveTheFolderOrHideTheirEnding) {
  const auto parser = MakeArchiveParser();
  const Document document =
      testing::MustParse(*parser, BuildArchive("pax", {},
                                               {{"../../etc/passwd", "1"},
                                                {"/root/x", "2"},
                                                {"a\x07\x1B[31mb.txt", "3"},
                                                {"annex\xE2\x80\xAEtxt.exe", "4"},
                                                {"same", "5"},
                                                {"same", "6"}}));
  ASSERT_EQ(document.attachments.size(), 5U);
  EXPECT_EQ(document.attachments[0].name, "etc/passwd");
  EXPECT_EQ(document.attachments[1].name, "root/x");
  EXPECT_EQ(document.attachments[2].name, "a[31mb.txt");
  EXPECT_EQ(document.attachments[3].name, "annextxt.exe");
  EXPECT_EQ(document.attachments[4].bytes, "5");
  EXPECT_EQ(document.warnings.size(), 1U);
}

TEST(ArchiveParser, AnEmptyCompressedFileHasNothingInIt) {
  const auto parser = MakeArchiveParser();
  const std::string empty("BZh9\x17\x72\x45\x38\x50\x90\0\0\0\0", 14);
  const auto result = parser->Parse({empty, "a.bz2", {}, {}});
  testing::CheckPromises(result);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported) << result.error().message;
}

TEST(ArchiveParser, FollowsNoLinks) {
  const auto parser = MakeArchiveParser();
  const std::string bytes = BuildArchive(
      "pax", {}, {{"real", "text"}, {"soft", {}, "/etc/passwd"}, {"hard", {}, "hard:real"}});
  const Document document = testing::MustParse(*parser, bytes);
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.warnings.size(), 2U);
}

TEST(ArchiveParser, KeepsWhatCameBeforeTheDamage) {
  const auto parser = MakeArchiveParser();
  std::string noise;
  for (unsigned i = 0, x = 1; i < 100'000; ++i)
    noise += static_cast<char>((x = x * 69069 + 1) >> 24U);
  std::string bytes = BuildArchive("pax", {}, {{"a", "whole"}, {"b", noise}});
  bytes.resize(50'000);
  const Document document = testing::MustParse(*parser, bytes);
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].bytes, "whole");
  EXPECT_EQ(document.warnings.size(), 1U);
}

TEST(ArchiveParser, SurvivesDamage) {
  const auto parser = MakeArchiveParser();
  for (const std::string format : {"pax", "7zip", "iso9660"}) {
    testing::CheckSurvivesDamage(*parser, BuildArchive(format, {}, {{"a", "text"}, {"b", "c"}}),
                                 150);
  }
  testing::CheckSurvivesDamage(*parser, BuildArchive("pax", "xz", {{"a", "text"}}), 150);
}

}  // namespace
}  // namespace wenyuan::parse
