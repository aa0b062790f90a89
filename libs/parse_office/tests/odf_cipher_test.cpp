#include <gtest/gtest.h>

#include <string>

#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"
#include "wenyuan/parse_office/odf_parser.h"

namespace wenyuan::parse {
namespace {

// content.xml with one paragraph, packed, encrypted as LibreOffice does with the password 口令, a
// thousand rounds.
constexpr std::string_view kContent =
    "lmvJV01qVNzYk1jgZe1N3VC78f5K5MWPsyDA1BYeksOeL3UMdgUjJ9KH8TWffogI8ysizqkCvaAiBJ8yCctfDa4XY1uH"
    "usPIP5W57tRiTQ6YxLU2ZxW+73RTyrAmvXZ8jX+aWxNnKRLPKX3NwrlpWQ==";

std::string Encrypted(const std::string& cipher, const std::string& rounds,
                      const std::string& content) {
  const std::string manifest =
      "<m:manifest xmlns:m='m'><m:file-entry m:full-path='content.xml' m:size='169'>"
      "<m:encryption-data m:checksum-type='x#sha256-1k' "
      "m:checksum='J0fk5AEgGMlZSOU3Ou8LNmoTuJyKXOmy6objw85zddo='>"
      "<m:algorithm m:algorithm-name='" +
      cipher +
      "' m:initialisation-vector='EBESExQVFhcYGRobHB0eHw=='/>"
      "<m:key-derivation m:key-derivation-name='PBKDF2' m:key-size='32' m:iteration-count='" +
      rounds +
      "' m:salt='AAECAwQFBgcICQoLDA0ODw=='/>"
      "<m:start-key-generation m:start-key-generation-name='x#sha256' m:key-size='32'/>"
      "</m:encryption-data></m:file-entry></m:manifest>";
  return testing::BuildZip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                            {"content.xml", content},
                            {"META-INF/manifest.xml", manifest}});
}

Result<Document> Parse(const std::string& bytes, std::string_view password) {
  return MakeOdfParser()->Parse({bytes, "a.odt", password, {}});
}

ErrorCode CodeOf(const std::string& bytes, std::string_view password) {
  const auto document = Parse(bytes, password);
  return document ? ErrorCode::kInternal : document.error().code;
}

TEST(OdfCipher, OpensWithThePassword) {
  const auto document = Parse(Encrypted("x#aes256-cbc", "1000", FromBase64(kContent)), "口令");
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->blocks.size(), 1U);
  EXPECT_EQ(document->blocks[0].text, "密级：内部");
}

TEST(OdfCipher, AsksForThePassword) {
  const std::string bytes = Encrypted("x#aes256-cbc", "1000", FromBase64(kContent));
  EXPECT_EQ(CodeOf(bytes, ""), ErrorCode::kPermissionDenied);
  EXPECT_EQ(CodeOf(bytes, "wrong"), ErrorCode::kPermissionDenied);
}

TEST(OdfCipher, SaysThatItDoesNotKnowACipher) {
  EXPECT_EQ(CodeOf(Encrypted("Blowfish CFB", "1000", FromBase64(kContent)), "口令"),
            ErrorCode::kUnsupported);
  EXPECT_EQ(CodeOf(Encrypted("x#aes256-cbc", "4000000000", FromBase64(kContent)), "口令"),
            ErrorCode::kUnsupported);
}

TEST(OdfCipher, SurvivesContentOfAnyLength) {
  for (const std::size_t bytes : {0U, 1U, 15U, 16U, 17U, 48U}) {
    const std::string content = FromBase64(kContent).substr(0, bytes);
    EXPECT_EQ(CodeOf(Encrypted("x#aes256-cbc", "1", content), "口令"),
              ErrorCode::kPermissionDenied);
  }
}

}  // namespace
}  // namespace wenyuan::parse
