#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "byte_writer.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/compound_writer.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/compound_parser.h"

namespace wenyuan::parse {
namespace {

// Takes the content for text.
class TextParser final : public Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return "text"; }
  [[nodiscard]] int Recognise(std::string_view /*bytes*/,
                              std::string_view /*name*/) const override {
    return 50;
  }
  Result<Document> Parse(const ParseRequest& request) override {
    Document document;
    document.format = "text";
    document.blocks.push_back({});
    document.blocks.back().text = request.bytes;
    return document;
  }
};

std::unique_ptr<Parser> MakeParser() {
  std::vector<std::unique_ptr<Parser>> inner;
  inner.push_back(std::make_unique<TextParser>());
  return MakeCompoundParser(std::move(inner));
}

// "The text of the inner file." encrypted as Office 2007 does, with the password 秘密.
std::string Encrypted(std::string_view password) {
  const std::string salt = "0123456789abcdef";
  std::string hash = Digest(Hash::kSha1, salt + Utf8ToWide(password));
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    hash = Digest(Hash::kSha1, ByteWriter().U32(i).Raw(hash).Bytes());
  }
  hash = Digest(Hash::kSha1, hash + std::string(4, '\0'));
  std::string block(64, 0x36);
  for (std::size_t i = 0; i < hash.size(); ++i) block[i] = static_cast<char>(block[i] ^ hash[i]);
  const std::string key = Digest(Hash::kSha1, block).substr(0, 16);
  const std::string verifier = "verify me please";
  ByteWriter info;
  info.U16(3).U16(2).U32(0x24).U32(32).Zeros(16).U32(128).Zeros(12).U32(16).Raw(salt);
  info.Raw(EncryptAesEcb(verifier, key)).U32(20);
  info.Raw(EncryptAesEcb(Digest(Hash::kSha1, verifier).append(12, '\0'), key));
  const std::string content = "The text of the inner file.";
  ByteWriter package;
  package.U64(content.size());
  package.Raw(EncryptAesEcb(ByteWriter().Raw(content).PadTo(32).Bytes(), key));
  return WriteCompoundFile({"",
                            true,
                            {},
                            {{"EncryptionInfo", false, info.Bytes(), {}, {}},
                             {"EncryptedPackage", false, package.Bytes(), {}, {}}},
                            {}});
}

TEST(CompoundParser, OpensAnEncryptedFileWithItsPassword) {
  const auto parser = MakeParser();
  const std::string bytes = Encrypted("秘密");
  EXPECT_EQ(parser->Recognise(bytes, ""), 60);
  for (const std::string_view wrong : {"", "guess"}) {
    const auto result = parser->Parse({bytes, "", wrong, {}});
    testing::CheckPromises(result);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kPermissionDenied);
  }
  const auto opened = parser->Parse({bytes, "", "秘密", {}});
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->blocks[0].text, "The text of the inner file.");
}

TEST(CompoundParser, TriesThePasswordThatExcelTries) {
  const auto parser = MakeParser();
  EXPECT_TRUE(parser->Parse({Encrypted("VelvetSweatshop"), "", {}, {}}));
}

std::string Publisher(const std::string& text, std::uint32_t length) {
  ByteWriter stream;
  stream.Raw("CHNKINK ").PadTo(0x20);
  stream.U16(24).Raw("FDPP").U16(0).U16(0).U16(0).Raw("FDPP").U32(0).U32(0);
  stream.U16(24).Raw("TEXT").U16(0).U16(0).U16(0).Raw("TEXT").U32(0x200).U32(length);
  stream.PadTo(0x200).Wide(text);
  const CompoundNode contents{"CONTENTS", false, stream.Bytes(), {}, {}};
  const CompoundNode inner{"QuillSub", true, {}, {contents}, {}};
  return WriteCompoundFile({"", true, {}, {{"Quill", true, {}, {inner}, {}}}, {}});
}

TEST(CompoundParser, ReadsTheTextOfPublisher) {
  const auto parser = MakeParser();
  const Document document = testing::MustParse(*parser, Publisher("展会\rHall 3\r", 9 * 2 + 2));
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.blocks[0].text, "展会");
  EXPECT_EQ(document.blocks[1].text, "Hall 3");
}

TEST(CompoundParser, ATextThatLeavesItsStreamIsCut) {
  const auto parser = MakeParser();
  EXPECT_EQ(testing::MustParse(*parser, Publisher("展会", 0xFFFFFFFF)).blocks.at(0).text, "展会");
}

TEST(CompoundParser, GivesBackWhatAnObjectWraps) {
  const auto parser = MakeParser();
  const std::string bytes =
      WriteCompoundFile({"", true, {}, {{"CONTENTS", false, "%PDF-1.4 x", {}, {}}}, {}});
  const Document document = testing::MustParse(*parser, bytes);
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].name, "object.pdf");
}

TEST(CompoundParser, NamesWhatItRefuses) {
  const auto parser = MakeParser();
  const auto refuse = [&](std::string_view stream) {
    const auto result = parser->Parse(
        {WriteCompoundFile({"", true, {}, {{std::string(stream), false, "x", {}, {}}}, {}}),
         "",
         {},
         {}});
    testing::CheckPromises(result);
    return result ? Error{} : result.error();
  };
  EXPECT_EQ(refuse("VisioDocument").code, ErrorCode::kUnsupported);
  EXPECT_NE(refuse("VisioDocument").message.find(".vsdx"), std::string::npos);
  EXPECT_NE(refuse("anything").message.find("unknown program"), std::string::npos);
  EXPECT_EQ(refuse("EncryptedPackage").code, ErrorCode::kUnsupported);
}

TEST(CompoundParser, SurvivesDamage) {
  const auto parser = MakeParser();
  // Few rounds: each may hash a password fifty thousand times.
  testing::CheckSurvivesDamage(*parser, Encrypted("x"), 20);
}

}  // namespace
}  // namespace wenyuan::parse
