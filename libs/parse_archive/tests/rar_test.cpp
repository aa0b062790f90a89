#include <gtest/gtest.h>

#include "open_rar5.h"
#include "rar_builder.h"
#include "wenyuan/parse_archive/archive_parser.h"
#include "wenyuan/parse_kit/testing/golden.h"

namespace wenyuan::parse {
namespace {

using testing::Rar4Builder;
using testing::Rar5Builder;
using testing::RarSecret;

const std::string kPassword = "秘密pw";
const std::string kContent = "年假规定：工作满一年的员工每年可休五天。";  // no whole blocks of 16

Result<Document> Open(const std::string& archive, const std::string& password) {
  return MakeArchiveParser()->Parse({archive, "a.rar", password, {}});
}

std::vector<std::string> Encrypted() {
  std::vector<std::string> archives;
  for (const RarSecret secret : {RarSecret::kContents, RarSecret::kHeaders}) {
    archives.push_back(Rar4Builder(kPassword, secret).Build("a.txt", kContent));
    for (const bool with_check : {true, false}) {
      Rar5Builder rar5(kPassword, secret);
      rar5.with_check = with_check;
      archives.push_back(rar5.Build("a.txt", kContent));
    }
  }
  Rar5Builder keyed(kPassword, RarSecret::kContents);
  keyed.sum_needs_key = true;
  archives.push_back(keyed.Build("a.txt", kContent));
  return archives;
}

TEST(Rar, WithoutEncryptionIsReadByTheLibrary) {
  for (const std::string& archive :
       {Rar4Builder("", RarSecret::kNothing).Build("a.txt", kContent),
        Rar5Builder("", RarSecret::kNothing).Build("a.txt", kContent)}) {
    const auto document = Open(archive, "");
    ASSERT_TRUE(document) << document.error().message;
    ASSERT_EQ(document->attachments.size(), 1U);
    EXPECT_EQ(document->attachments[0].bytes, kContent);
  }
}

TEST(Rar, IsOpenedWithItsPassword) {
  for (const std::string& archive : Encrypted()) {
    const auto document = Open(archive, kPassword);
    testing::CheckPromises(document);
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(document->format, "rar");
    ASSERT_EQ(document->attachments.size(), 1U);
    EXPECT_EQ(document->attachments[0].name, "a.txt");
    EXPECT_EQ(document->attachments[0].bytes, kContent);
  }
}

TEST(Rar, AsksForThePasswordAndSaysThatItIsWrong) {
  for (const std::string& archive : Encrypted()) {
    for (const std::string password : {"", "guess"}) {
      const auto document = Open(archive, password);
      testing::CheckPromises(document);
      ASSERT_FALSE(document) << password;
      EXPECT_EQ(document.error().code, ErrorCode::kPermissionDenied);
    }
  }
}

TEST(Rar, WhatFillsTheLastBlockOfTheCipherIsCutOff) {
  const std::string block(
      "\xC0\x95\x0F"
      "packed, 15 long",
      18);  // the last one, with its sum
  for (const RarSecret secret : {RarSecret::kContents, RarSecret::kHeaders}) {
    Rar5Builder plain("", RarSecret::kNothing);
    Rar5Builder encrypted(kPassword, secret);
    plain.method = encrypted.method = 3;
    const auto opened = OpenRar5(encrypted.Build("a.txt", block), kPassword);
    ASSERT_TRUE(opened && *opened);
    EXPECT_EQ(**opened, plain.Build("a.txt", block));
  }
}

TEST(Rar, EncryptionThatWeDoNotKnowIsSaidToBeThat) {
  Rar4Builder old(kPassword, RarSecret::kContents);
  old.version = 20;
  const std::string long_password(28, 'p');
  for (const auto& [archive, password] :
       {std::pair{old.Build("a.txt", kContent), kPassword},
        std::pair{Rar4Builder(long_password, RarSecret::kHeaders).Build("a.txt", kContent),
                  long_password}}) {
    const auto document = Open(archive, password);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, ErrorCode::kUnsupported);
  }
}

TEST(Rar, APartOfSeveralIsNotCalledDamaged) {
  Rar4Builder rar4("", RarSecret::kNothing);
  rar4.main_flags = 1;
  Rar5Builder rar5("", RarSecret::kNothing);
  rar5.archive_flags = 1;
  for (const std::string& archive :
       {rar4.Build("a.txt", kContent), rar5.Build("a.txt", kContent)}) {
    const auto document = Open(archive.substr(0, archive.size() - 30), "");
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(document.error().message.find("several parts"), std::string::npos);
  }
}

TEST(Rar, DamageIsNoDanger) {
  for (const std::string& archive : Encrypted()) {
    testing::CheckSurvivesDamage(*MakeArchiveParser(), archive, 100);
  }
}

}  // namespace
}  // namespace wenyuan::parse
