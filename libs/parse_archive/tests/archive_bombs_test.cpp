// Archives that are made to exhaust whoever opens them.
#include <gtest/gtest.h>

#include <string>

#include "archive_builder.h"
#include "wenyuan/parse_archive/archive_parser.h"
#include "wenyuan/parse_archive/zip_parser.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"

namespace wenyuan::parse {
namespace {

using testing::BuildArchive;
using testing::BuildZip;
using testing::Compress;

constexpr std::size_t kSwollen = std::size_t{12} << 20U;

void ExpectRefused(Parser& parser, const std::string& bytes, ErrorCode code,
                   const ParseLimits& limits = {}) {
  const auto result = parser.Parse({bytes, "bomb", {}, limits});
  testing::CheckPromises(result);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, code) << result.error().message;
}

TEST(ArchiveBombs, OneFileOfOneLetterInEveryCompression) {
  const auto parser = MakeArchiveParser();
  for (const std::string filter : {"gzip", "bzip2", "xz", "zstd", "lz4"}) {
    SCOPED_TRACE(filter);
    ExpectRefused(*parser, Compress(filter, std::string(kSwollen, 'A')), ErrorCode::kTooLarge);
  }
}

TEST(ArchiveBombs, ManyFilesOfZerosInOneTar) {
  const auto parser = MakeArchiveParser();
  std::vector<testing::ArchiveFile> files;
  for (int i = 0; i < 16; ++i) files.push_back({std::to_string(i), std::string(1 << 20U, '\0')});
  ExpectRefused(*parser, BuildArchive("pax", "gzip", files), ErrorCode::kTooLarge);
}

TEST(ArchiveBombs, ASevenZipOfZeros) {
  const auto parser = MakeArchiveParser();
  ExpectRefused(*parser, BuildArchive("7zip", {}, {{"a", std::string(kSwollen, '\0')}}),
                ErrorCode::kTooLarge);
}

TEST(ArchiveBombs, AZipOfZeros) {
  ExpectRefused(*MakeZipParser(), BuildZip({{"a", std::string(kSwollen, '\0')}}),
                ErrorCode::kTooLarge);
}

TEST(ArchiveBombs, CompressedSixTimesOver) {
  const auto parser = MakeArchiveParser();
  std::string bytes = "text";
  for (int i = 0; i < 6; ++i) bytes = Compress("gzip", bytes);
  ExpectRefused(*parser, bytes, ErrorCode::kTooLarge);
}

TEST(ArchiveBombs, TenThousandAndOneEntries) {
  const auto parser = MakeArchiveParser();
  std::vector<testing::ArchiveFile> files;
  for (int i = 0; i <= 10'000; ++i) files.push_back({std::to_string(i), "x"});
  ExpectRefused(*parser, BuildArchive("ustar", {}, files), ErrorCode::kTooLarge);
}

TEST(ArchiveBombs, TenThousandAndOneEntriesInAZip) {
  std::vector<std::pair<std::string, std::string>> files;
  for (int i = 0; i <= 10'000; ++i) files.emplace_back(std::to_string(i), "x");
  ExpectRefused(*MakeZipParser(), BuildZip(files), ErrorCode::kTooLarge);
}

TEST(ArchiveBombs, EntriesThatShareBytes) {
  std::string bytes = BuildZip({{"a", "same bytes"}, {"b", "same bytes"}});
  const std::size_t second = bytes.find("PK\1\2", bytes.find("PK\1\2") + 1);
  bytes.replace(second + 42, 4, std::string(4, '\0'));
  ExpectRefused(*MakeZipParser(), bytes, ErrorCode::kInvalidArgument);
}

TEST(ArchiveBombs, AFileThatIsAlmostAllHole) {
  const auto parser = MakeArchiveParser();
  ExpectRefused(*parser, testing::BuildSparseTar(std::int64_t{1} << 40U), ErrorCode::kTooLarge);
}

TEST(ArchiveBombs, AHeaderThatPromisesMoreThanThereIs) {
  const auto parser = MakeArchiveParser();
  std::string bytes = BuildArchive("gnutar", {}, {{"a", "text"}});
  bytes.replace(124, 12, "77777777777 ");  // 8 GB
  testing::FixTarSum(bytes);
  ExpectRefused(*parser, bytes, ErrorCode::kInvalidArgument);
}

// Unpacking such an archive gives itself for ever; one call undoes one layer only.
TEST(ArchiveBombs, AnArchiveInAnArchiveStaysOne) {
  const auto parser = MakeArchiveParser();
  std::string bytes = "text";
  for (int i = 0; i < 20; ++i) bytes = BuildArchive("ustar", "gzip", {{"again.tgz", bytes}});
  const Document document = testing::MustParse(*parser, bytes);
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_GT(parser->Recognise(document.attachments[0].bytes, ""), 70);
}

TEST(ArchiveBombs, MoreThanADocumentMayHold) {
  const auto parser = MakeArchiveParser();
  ParseLimits limits;
  limits.max_attachment_bytes = 100;
  const std::string bytes =
      BuildArchive("pax", {}, {{"a", std::string(60, 'x')}, {"b", std::string(60, 'y')}});
  ExpectRefused(*parser, bytes, ErrorCode::kTooLarge, limits);
}

TEST(ArchiveBombs, MoreAttachmentsThanADocumentMayHave) {
  const auto parser = MakeArchiveParser();
  ParseLimits limits;
  limits.max_attachments = 1;
  ExpectRefused(*parser, BuildArchive("pax", {}, {{"a", "1"}, {"b", "2"}}), ErrorCode::kTooLarge,
                limits);
}

}  // namespace
}  // namespace wenyuan::parse
