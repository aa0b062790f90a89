#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "open_seven_zip.h"
#include "seven_zip_header.h"
#include "wenyuan/parse_archive/archive_parser.h"
#include "wenyuan/parse_kit/testing/golden.h"

namespace wenyuan::parse {
namespace {

// Made by py7zr, with the password 秘密pw: contents encrypted, names as well, contents not packed.
constexpr std::string_view kContents =
    "377abcaf271c0004372ccb2fc7000000000000001600000000000000eec4a549fe74a2ea7575d6969923a86c5f17"
    "bdc52970d30fcd25e7a41552fb1363940bcb12ec61cb64f95fd9e1d3e80c2496cdcfef3fec18d7fd348ba8e1ae58"
    "766cac0de0008a007f5d0000813307ae0fd1f33e5c14b610b2f1d740cae2470c58e4a376aa0502e65706010b4df8"
    "9ea2270b2f28e3ed8e4323e36d7237bcc337b57743a9c8852119eaa68145ac4fa87f8308618367b2017bfd5c3a30"
    "18bf029fab3ec0ee4fcf52b94c0c22d1f6dd56a975342910778feb09666acf373441a39ec43b1f1497e83a180000"
    "001706400109808700070b010001212101180c808b0000";
constexpr std::string_view kNames =
    "377abcaf271c0004e0a4ccfcd0000000000000002a00000000000000f3960fb7285f24b642c19ab461e4278fcc62"
    "52b307bbf3a0ce5751ab347def9900a0936e510d6cba109c1f2ef58685739a546d4de6cc620588f3129a39ddc290"
    "f413cab5c29d8af84ff236c3ebcec3ac7e05ab9fb5070548baa4d613f22fa393e546a4212091deeb85e2b6fbc384"
    "f3dd797a75336fec524d58087c32f69829469b99f54e45a94065acbb5656432952d383219d0797c966f988852eeb"
    "1104808f9c14a2681617a7406926b21d03101eb37ebbca540669cc8a9259f0755f07fe6dbf980abbc1f0df8a30d3"
    "935109b4b4679b5495ba1706400109809000070b0100012406f1070112530f1ee717ec66dc06852ba5b56c11cc63"
    "4d0c808b0000";
constexpr std::string_view kStored =
    "377abcaf271c0004f764d11f7f00000000000000140000000000000017fb5de10523e8607de1babcab15c45d7fc5"
    "2796e0006800675d0000813307ae0fcef37248a4edce2dcf0ae0f5ba3296213789193fd635c2db880a78614811fb"
    "19130ba3d0016f45ee1057743642828b1b041b99326f6d88a0761bdf6635c66799d01afc8733aaedbdadecd8a6d5"
    "b658336dbefa6328d9091cc3f3e75c93930000000017061001096f00070b010001212101180c690000";

std::string Bytes(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

Result<Document> Open(std::string_view digits, std::string_view password) {
  const std::string bytes = Bytes(digits);
  return MakeArchiveParser()->Parse({bytes, "a.7z", password, {}});
}

TEST(SevenZip, IsOpenedWithItsPassword) {
  for (const std::string_view archive : {kContents, kNames}) {
    const auto document = Open(archive, "秘密pw");
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(document->format, "7z");
    ASSERT_EQ(document->attachments.size(), 2U);
    EXPECT_EQ(document->attachments[0].name, "a.txt");
    EXPECT_EQ(document->attachments[0].bytes.substr(0, 21), "The quick brown fox.\n");
    EXPECT_EQ(document->attachments[1].name, "目录/乙.txt");
    EXPECT_EQ(document->attachments[1].bytes, "中文内容");
  }
  const auto stored = Open(kStored, "秘密pw");
  ASSERT_TRUE(stored) << stored.error().message;
  ASSERT_EQ(stored->attachments.size(), 1U);
  EXPECT_EQ(stored->attachments[0].bytes, "存");
}

TEST(SevenZip, AsksForThePasswordAndSaysThatItIsWrong) {
  for (const std::string_view archive : {kContents, kNames, kStored}) {
    for (const std::string_view password : {"", "guess"}) {
      const auto document = Open(archive, password);
      testing::CheckPromises(document);
      ASSERT_FALSE(document) << password;
      EXPECT_EQ(document.error().code, ErrorCode::kPermissionDenied);
    }
  }
}

TEST(SevenZip, DamageIsNoDanger) {
  for (const std::string_view archive : {kContents, kNames}) {
    testing::CheckSurvivesDamage(*MakeArchiveParser(), Bytes(archive), 300);
  }
}

TEST(SevenZip, WhatIsReadOfAHeaderIsWrittenTheSame) {
  const std::string bytes = Bytes(kNames);
  const std::string header(SevenZipHeader(bytes));
  const auto streams = ReadSevenZipStreams(std::string_view(header).substr(1));
  ASSERT_TRUE(streams);
  const std::string written = WriteSevenZipStreams(*streams);
  const auto again = ReadSevenZipStreams(written);
  ASSERT_TRUE(again);
  EXPECT_EQ(WriteSevenZipStreams(*again), written);
  const unsigned seed = std::random_device()();
  RecordProperty("seed", static_cast<int>(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 20'000; ++round) {
    std::string damaged = written.substr(0, 1 + random() % written.size());
    for (auto i = 1 + random() % 4; i > 0; --i) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    const auto read = ReadSevenZipStreams(damaged);
    if (read) (void)WriteSevenZipStreams(*read);
  }
}

}  // namespace
}  // namespace wenyuan::parse
