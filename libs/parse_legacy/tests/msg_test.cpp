#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "byte_writer.h"
#include "msg/packed_rtf.h"
#include "wenyuan/parse_kit/compound_writer.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/msg_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

CompoundNode Stream(const std::string& property, std::string content) {
  return {"__substg1.0_" + property, false, std::move(content), {}, {}};
}

CompoundNode Wide(const std::string& id, std::string_view text) {
  return Stream(id + "001F", Utf8ToWide(text));
}

// Numbers and times, behind the head of a message or of a part.
CompoundNode Fixed(std::size_t head,
                   const std::vector<std::pair<std::uint32_t, std::uint64_t>>& values) {
  ByteWriter bytes;
  bytes.Zeros(head);
  for (const auto& [tag, value] : values) bytes.U32(tag).U32(6).U64(value);
  return {"__properties_version1.0", false, bytes.Bytes(), {}, {}};
}

CompoundNode Storage(const std::string& name, std::vector<CompoundNode> children) {
  return {name, true, {}, std::move(children), {}};
}

CompoundNode Recipient(unsigned number, unsigned type, std::string_view name,
                       std::string_view address) {
  return Storage("__recip_version1.0_#0000000" + std::to_string(number),
                 {Fixed(8, {{0x0C150003, type}}), Wide("3001", name), Wide("39FE", address)});
}

std::string Message(std::vector<CompoundNode> nodes) {
  return WriteCompoundFile(Storage("", std::move(nodes)));
}

constexpr std::uint64_t kNoon = 133'511'760'000'000'000;  // 2024-01-31 12:00 UTC

std::string WholeMessage() {
  return Message({Fixed(32, {{0x00390040, kNoon}, {0x3FFD0003, 936}}), Wide("0037", "关于 合同"),
                  Stream("0C1A001E", "\xC0\xEE\xC3\xF7"), Wide("5D01", "li@example.com"),
                  Recipient(0, 1, "王五", "wang@example.com"),
                  Recipient(1, 2, "cc@example.com", "cc@example.com"),
                  Stream("1000001E", "\xC4\xA3\r\nline two\r\n\r\nnext"),
                  Storage("__attach_version1.0_#00000000",
                          {Fixed(8, {}), Wide("3707", "表.csv"), Stream("37010102", "a,b")}),
                  Storage("__attach_version1.0_#00000001",
                          {Fixed(8, {{0x37050003, 5}}), Wide("3001", "inner"),
                           Storage("__substg1.0_3701000D",
                                   {Fixed(24, {{0x3FFD0003, 936}}), Wide("0037", "inner"),
                                    Stream("1000001E", "\xB0\xE5")})})});
}

TEST(MsgParser, ShowsAMessageAsTheReaderOfMailDoes) {
  const auto parser = MakeMsgParser();
  const std::string bytes = WholeMessage();
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  const Document document = MustParse(*parser, bytes);
  EXPECT_EQ(document.title, "关于 合同");
  ASSERT_EQ(document.attachments.size(), 2U);
  EXPECT_EQ(document.attachments[0].name, "表.csv");
  EXPECT_EQ(document.attachments[0].bytes, "a,b");
  EXPECT_EQ(document.attachments[1].name, "inner.msg");
  const std::string head =
      "From: 李明 <li@example.com>\\nTo: 王五 <wang@example.com>\\n"
      "Cc: cc@example.com\\nDate: 2024-01-31T12:00:00Z\n";
  EXPECT_NE(Dump(document).find("heading 1: 关于 合同\nparagraph: " + head +
                                "paragraph: 模\\nline two\nparagraph: next\n"),
            std::string::npos)
      << Dump(document);
}

TEST(MsgParser, MakesAFileOfANestedMessage) {
  const auto parser = MakeMsgParser();
  const Document outer = MustParse(*parser, WholeMessage());
  const Document inner = MustParse(*parser, outer.attachments.at(1).bytes);
  EXPECT_EQ(inner.title, "inner");
  EXPECT_EQ(inner.blocks.back().text, "板");
}

TEST(MsgParser, MakesAFileOfAnEmbeddedWorkbook) {
  const auto parser = MakeMsgParser();
  const auto attached = [](const std::string& number, std::string_view name) {
    return Storage("__attach_version1.0_#0000000" + number,
                   {Fixed(8, {}), Wide("3707", name),
                    Storage("__substg1.0_3701000D", {{"Workbook", false, "book", {}, {}}})});
  };
  const Document document =
      MustParse(*parser, Message({Fixed(32, {}), attached("0", "one.xls"), attached("1", "two")}));
  ASSERT_EQ(document.attachments.size(), 2U);
  EXPECT_EQ(document.attachments[0].name, "one.xls");
  EXPECT_EQ(document.attachments[1].name, "two.xls");
}

TEST(MsgParser, ReadsTextsInTheCodePageOfTheLanguage) {
  const auto parser = MakeMsgParser();
  const std::string bytes = Message(
      {Fixed(32, {{0x3FF10003, 1031}, {0x3FDE0003, 65001}}), Stream("0037001E", "\xF6\xE4\xFC")});
  EXPECT_EQ(MustParse(*parser, bytes).title, "öäü");
}

TEST(MsgParser, TakesTheHtmlBodyWhenThePlainOneIsEmpty) {
  const auto parser = MakeMsgParser();
  const std::string bytes =
      Message({Fixed(32, {{0x3FDE0003, 936}}), Wide("1000", " \r\n"),
               Stream("10130102", "<p>\xD6\xD0\xCE\xC4\xD5\xFD\xCE\xC4</p><script>x</script>")});
  EXPECT_EQ(MustParse(*parser, bytes).blocks.back().text, "中文正文");
}

TEST(MsgParser, UnpacksTheRtfBody) {
  // The example of MS-OXRTFCP, 4.1.1.
  const std::string packed(
      "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70"
      "\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a"
      "\x80\x0f\xa0",
      49);
  EXPECT_EQ(UnpackRtf(packed), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
  const auto parser = MakeMsgParser();
  const std::string bytes = Message({Fixed(32, {}), Stream("10090102", packed)});
  EXPECT_EQ(MustParse(*parser, bytes).blocks.back().text, "hello world");
}

TEST(MsgParser, SurvivesDamage) {
  const auto parser = MakeMsgParser();
  testing::CheckSurvivesDamage(*parser, WholeMessage(), 1'000);
}

}  // namespace
}  // namespace wenyuan::parse
