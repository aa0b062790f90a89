#include "source_name.h"

#include <gtest/gtest.h>

namespace wenyuan::ingest {
namespace {

TEST(SourceName, KeepsFoldersAndChinese) {
  EXPECT_EQ(CleanSourceName("合同/2025/a b.pdf"), "合同/2025/a b.pdf");
}

TEST(SourceName, CannotClimbOutOfItsFolder) {
  EXPECT_EQ(CleanSourceName("../../etc/passwd"), "etc/passwd");
  EXPECT_EQ(CleanSourceName("..\\..\\x"), "x");
  EXPECT_EQ(CleanSourceName("/a//b/./c/"), "a/b/c");
}

TEST(SourceName, LosesControlCharactersAndBadBytes) {
  EXPECT_EQ(CleanSourceName("a\nb\x7F\x01.txt"), "ab.txt");
  EXPECT_EQ(CleanSourceName("a\xFF.txt"), "a\uFFFD.txt");
}

TEST(SourceName, LosesWhatTurnsOrHidesLetters) {
  EXPECT_EQ(CleanSourceName("invoice\u202Efdp.exe"), "invoicefdp.exe");
  EXPECT_EQ(CleanSourceName("\uFEFF合\u200B同\u2066.pdf\u2069\u0085"), "合同.pdf");
  EXPECT_EQ(CleanSourceName("नि\u200Dक.txt"), "नि\u200Dक.txt");
}

TEST(SourceName, IsNeverEmptyAndNeverTooLong) {
  EXPECT_EQ(CleanSourceName(""), "unnamed");
  EXPECT_EQ(CleanSourceName("../.."), "unnamed");
  std::string name;
  for (int i = 0; i < 1'000; ++i) name += "文";
  const std::string clean = CleanSourceName(name + ".pdf");
  EXPECT_LE(clean.size(), 1'024U);
  EXPECT_TRUE(clean.ends_with(".pdf"));
  EXPECT_EQ((static_cast<unsigned char>(clean[0]) & 0xC0U), 0xC0U) << "cut inside a character";
}

}  // namespace
}  // namespace wenyuan::ingest
