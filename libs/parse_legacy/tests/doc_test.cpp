#include <gtest/gtest.h>

#include <string>

#include "doc_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/doc_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

std::string InTable(bool row_end = false, const std::string& more = {}) {
  return std::string("\x16\x24\x01", 3) + (row_end ? std::string("\x17\x24\x01", 3) : "") + more;
}

// A row's cells: their edges in twips, and which continue the cell above.
std::string RowDefinition(const std::vector<unsigned>& edges, const std::vector<bool>& continues) {
  ByteWriter row;
  row.U8(edges.size() - 1);
  for (const unsigned edge : edges) row.U16(edge);
  for (const bool down : continues) row.U16(down ? 0x20 : 0).Zeros(18);
  return ByteWriter().U16(0xD608).U16(row.size() + 1).Raw(row.Bytes()).Bytes();
}

std::string Dumped(DocFixture& fixture) {
  const auto parser = MakeDocParser();
  return Dump(MustParse(*parser, fixture.Build()));
}

TEST(DocParser, ReadsHeadingsFieldsAndWhatTrackedChangesLeft) {
  DocFixture fixture;
  fixture.Add(kMainStory, "第一章 总则\r", 1)
      .Add(kMainStory, "See \x13 HYPERLINK \"x\" \x14the \x13 PAGE \x14page\x15\x15 here\x0Bnow\r")
      .Add(kMainStory, "kept gone secret\r")
      .Add(kMainStory, "an open \x13 field is text\r")
      .Add(kMainStory, "own level\r", 0, std::string("\x40\x26\x02", 3))
      .Structure(1, StyleSheet({{0, ""}, {1, ""}}));
  const std::size_t kept = WideLength(
      "第一章 总则\rSee \x13 HYPERLINK \"x\" \x14the \x13 PAGE "
      "\x14page\x15\x15 here\x0Bnow\r");
  fixture.Format(kept + 5, kept + 10, std::string("\x00\x08\x01", 3))
      .Format(kept + 10, kept + 16, std::string("\x3C\x08\x01", 3));
  EXPECT_EQ(Dumped(fixture),
            "format doc\ntitle 第一章 总则\n"
            "heading 1: 第一章 总则\n"
            "paragraph: See the page here\\nnow\n"
            "hidden: secret\n"
            "paragraph: kept\n"
            "paragraph: an open  field is text\n"
            "heading 3: own level\n");
}

TEST(DocParser, LaysTablesOutByTheirEdges) {
  DocFixture fixture;
  fixture.Add(kMainStory, "before\r")
      .Add(kMainStory, "项目\a", 0, InTable())
      .Add(kMainStory, "Sum\a", 0, InTable())
      .Add(kMainStory, "\a", 0, InTable(true, RowDefinition({0, 1000, 3000}, {false, false})))
      .Add(kMainStory, "a\r", 0, InTable())
      .Add(kMainStory, "b\a", 0, InTable())
      .Add(kMainStory, "1\a", 0, InTable())
      .Add(kMainStory, "2\a", 0, InTable())
      .Add(kMainStory, "\a", 0,
           InTable(true, RowDefinition({0, 1000, 2000, 3010}, {false, false, false})))
      .Add(kMainStory, "\a", 0, InTable())
      .Add(kMainStory, "3\a", 0, InTable())
      .Add(kMainStory, "4\a", 0, InTable())
      .Add(kMainStory, "\a", 0,
           InTable(true, RowDefinition({0, 1000, 2000, 3000}, {true, false, false})))
      .Add(kMainStory, "after\r");
  EXPECT_EQ(Dumped(fixture),
            "format doc\ntitle \n"
            "paragraph: before\n"
            "table 3x3\n"
            "  0,0 header: 项目\n"
            "  0,1 span 1x2 header: Sum\n"
            "  1,0 span 2x1: a\\nb\n"
            "  1,1: 1\n"
            "  1,2: 2\n"
            "  2,1: 3\n"
            "  2,2: 4\n"
            "paragraph: after\n");
}

TEST(DocParser, JoinsCellsThatAreMergedByFlags) {
  ByteWriter row;
  row.U8(3).U16(0).U16(1000).U16(2000).U16(3000).U16(1).Zeros(18).U16(2).Zeros(18).Zeros(20);
  const std::string merged = ByteWriter().U16(0xD608).U16(row.size() + 1).Raw(row.Bytes()).Bytes();
  DocFixture fixture;
  fixture.Add(kMainStory, "wide\a", 0, InTable())
      .Add(kMainStory, "\a", 0, InTable())
      .Add(kMainStory, "last\a", 0, InTable())
      // A long row has its properties in another stream, which this file lacks.
      .Add(kMainStory, "\a", 0, InTable(true, merged + ByteWriter().U16(0x646B).U32(9).Bytes()))
      .Add(kMainStory, "1\a", 0, InTable())
      .Add(kMainStory, "2\a", 0, InTable())
      .Add(kMainStory, "3\a", 0, InTable())
      .Add(kMainStory, "\a", 0,
           InTable(true, RowDefinition({0, 1000, 2000, 3000}, {false, false, false})));
  EXPECT_EQ(Dumped(fixture),
            "format doc\ntitle \n"
            "table 2x3\n"
            "  0,0 span 1x2 header: wide\n"
            "  0,2 header: last\n"
            "  1,0: 1\n"
            "  1,1: 2\n"
            "  1,2: 3\n");
}

TEST(DocParser, FindsThePropertiesOfLongRows) {
  const std::string changes = InTable(true, RowDefinition({0, 1000, 2000}, {false, false}));
  DocFixture fixture;
  fixture.Add(kMainStory, "1\a", 0, InTable())
      .Add(kMainStory, "2\a", 0, InTable())
      .Add(kMainStory, "\a", 0, ByteWriter().U16(0x646B).U32(3).Bytes())
      .Add(kMainStory, "3\a", 0, InTable())
      .Add(kMainStory, "4\a", 0, InTable())
      .Add(kMainStory, "\a", 0, ByteWriter().U16(0x646B).U32(3).Bytes())
      .Data(ByteWriter().Zeros(3).U16(changes.size()).Raw(changes).Bytes());
  EXPECT_EQ(Dumped(fixture),
            "format doc\ntitle \ntable 2x2\n  0,0: 1\n  0,1: 2\n  1,0: 3\n  1,1: 4\n");
}

TEST(DocParser, KeepsNotesCommentsHeadersAndTextBoxes) {
  DocFixture fixture;
  fixture.Add(kMainStory, "note\x02 word\x05 box\x08\r")
      .Add(kFootnoteStory, "\x02 a footnote\r")
      .Add(kHeaderStory, "page top\r")
      .Add(kCommentStory, "\x05 is it so?\r")
      .Add(kTextBoxStory, "in the box\r")
      .Add(kTextBoxStory, "on its own\r")
      .Structure(2, ByteWriter().U32(4).U32(30).U16(1).Bytes())
      .Structure(3, ByteWriter().U32(0).U32(14).U32(15).Bytes())
      .Structure(4, ByteWriter().U32(10).U32(30).Zeros(20).U16(1).Zeros(8).Bytes())
      .Structure(5, ByteWriter().U32(0).U32(13).U32(14).Bytes())
      .Structure(36, ByteWriter().U16(1).Wide("X").U16(2).Wide("李明").Bytes())
      .Structure(11, ByteWriter().Zeros(28).U32(9).U32(9).Bytes())
      .Structure(40, ByteWriter().U32(15).U32(30).U32(77).Zeros(22).Bytes())
      .Structure(56, ByteWriter()
                         .U32(0)
                         .U32(11)
                         .U32(22)
                         .Zeros(14)
                         .U32(77)
                         .Zeros(4)
                         .Zeros(14)
                         .U32(78)
                         .Zeros(4)
                         .Bytes());
  EXPECT_EQ(Dumped(fixture),
            "format doc\ntitle \n"
            "page-header: page top\n"
            "paragraph: note word box\n"
            "note: a footnote\n"
            "note: 李明: is it so?\n"
            "paragraph: in the box\n"
            "paragraph: on its own\n");
}

std::string ListLevel(unsigned start, unsigned format, std::string_view text) {
  ByteWriter level;
  level.U32(start).U8(format).U8(0).Zeros(9).Zeros(13);
  return level.U16(WideLength(text)).Wide(text).Bytes();
}

TEST(DocParser, CountsLists) {
  std::string levels = ListLevel(3, 0, std::string_view("\0.", 2)) + ListLevel(1, 4, "(\1)");
  for (int i = 2; i < 9; ++i) levels += ListLevel(1, 23, "\xEF\x82\xB7");
  const std::string lists = ByteWriter().U16(1).U32(500).Zeros(24).Bytes();
  const std::string item("\x0B\x46\x01\x00", 4);
  const std::string inner = item + std::string("\x0A\x26\x01", 3);
  const std::string bullet = item + std::string("\x0A\x26\x02", 3);
  DocFixture fixture;
  fixture.Add(kMainStory, "three\r", 0, item)
      .Add(kMainStory, "a\r", 0, inner)
      .Add(kMainStory, "b\r", 0, inner)
      .Add(kMainStory, "dot\r", 0, bullet)
      .Add(kMainStory, "four\r", 0, item)
      .Add(kMainStory, "a again\r", 0, inner)
      .Add(kMainStory, "five\r", 0, item)
      .Add(kMainStory, "dot first\r", 0, bullet)
      .Add(kMainStory, "b behind it\r", 0, inner)
      .Structure(73, lists + levels)
      .Structure(74, ByteWriter().U32(1).U32(500).Zeros(12).U32(0xFFFFFFFF).Bytes());
  EXPECT_EQ(Dumped(fixture),
            "format doc\ntitle \n"
            "item 1: 3. three\n"
            "item 2: (a) a\n"
            "item 2: (b) b\n"
            "item 3: dot\n"
            "item 1: 4. four\n"
            "item 2: (a) a again\n"
            "item 1: 5. five\n"
            "item 3: dot first\n"
            "item 2: (b) b behind it\n");
}

TEST(DocParser, ReadsWord95InItsCodePage) {
  ByteWriter head;
  const std::string text =
      "\xB5\xDA\xD2\xBB\r\xC4\xA3\x07"
      "1\x07\x07\xC4\xA3\r";  // 第一, a row of 模 and 1, 模
  head.U16(0xA5DC).U16(104).U16(0).U16(0x0804).PadTo(0x18).U32(0x300).PadTo(0x34);
  head.U32(text.size()).PadTo(0x300).Raw(text);
  const auto parser = MakeDocParser();
  EXPECT_EQ(Dump(MustParse(
                *parser, WriteCompoundFile(
                             {"", true, {}, {{"WordDocument", false, head.Bytes(), {}, {}}}, {}}))),
            "format doc\ntitle \nparagraph: 第一\ntable 1x2\n  0,0: 模\n  0,1: 1\nparagraph: 模\n");
}

TEST(DocParser, OpensAnEncryptedDocumentWithItsPassword) {
  const auto parser = MakeDocParser();
  DocFixture fixture;
  for (int i = 0; i < 100; ++i) fixture.Add(kMainStory, "a line of text\r");
  const std::string bytes = fixture.Add(kMainStory, "最后\r").Lock("秘密").Build();
  const auto opened = parser->Parse({bytes, "", "秘密", {}});
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->blocks.size(), 101U);
  EXPECT_EQ(opened->blocks.back().text, "最后");
  for (const std::string_view wrong : {"", "guess"}) {
    const auto result = parser->Parse({bytes, "", wrong, {}});
    testing::CheckPromises(result);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kPermissionDenied);
  }
}

TEST(DocParser, RefusesWhatIsEncryptedInAnOldWayAndWhatIsNoWord) {
  const auto parser = MakeDocParser();
  DocFixture fixture;
  const std::string locked = fixture.Add(kMainStory, "x\r").Flags(0x8100).Build();
  EXPECT_EQ(parser->Recognise(locked, ""), 95);
  const auto result = parser->Parse({locked, "", {}, {}});
  testing::CheckPromises(result);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
  const std::string word2 = std::string("\xDB\xA5\x2D\x00", 4) + "text";
  EXPECT_EQ(parser->Recognise(word2, ""), 95);
  EXPECT_EQ(parser->Parse({word2, "", {}, {}}).error().code, ErrorCode::kUnsupported);
  const std::string nothing =
      WriteCompoundFile({"", true, {}, {{"WordDocument", false, "?", {}, {}}}, {}});
  const auto broken = parser->Parse({nothing, "", {}, {}});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kInvalidArgument);
}

TEST(DocParser, MakesFilesOfEmbeddedObjects) {
  ByteWriter package;
  package.U32(0).U16(2).Raw(std::string("data.csv\0C:\\data.csv\0", 21)).U32(0).U32(3);
  package.Raw(std::string("C:\0", 3)).U32(5).Raw("a,b\n1");
  auto file = CompoundNode{"", true, {}, {}, {}};
  file.children.push_back({"WordDocument", false, std::string("\xEC\xA5\xC1\x00", 4), {}, {}});
  file.children.push_back(
      {"ObjectPool",
       true,
       {},
       {{"_1", true, {}, {{"\1Ole10Native", false, package.Bytes(), {}, {}}}, {}},
        {"_2", true, {}, {{"Workbook", false, "book", {}, {}}}, {}}},
       {}});
  const auto parser = MakeDocParser();
  const Document document = MustParse(*parser, WriteCompoundFile(file));
  ASSERT_EQ(document.attachments.size(), 2U);
  EXPECT_EQ(document.attachments[0].name, "data.csv");
  EXPECT_EQ(document.attachments[0].bytes, "a,b\n1");
  EXPECT_EQ(document.attachments[1].name, "object 2.xls");
}

TEST(DocParser, SurvivesDamage) {
  DocFixture fixture;
  fixture.Add(kMainStory, "a \x13 x \x14 y\x15\r", 1)
      .Add(kMainStory, "c\a", 0, InTable())
      .Add(kMainStory, "\a", 0, InTable(true, RowDefinition({0, 1000}, {false})))
      .Add(kMainStory, "end\x02\r")
      .Add(kFootnoteStory, "f\r")
      .Structure(1, StyleSheet({{0, ""}, {1, ""}}))
      .Structure(2, ByteWriter().U32(4).U32(30).U16(1).Bytes())
      .Structure(3, ByteWriter().U32(0).U32(2).U32(3).Bytes());
  const auto parser = MakeDocParser();
  testing::CheckSurvivesDamage(*parser, fixture.Build(), 1'000);
}

}  // namespace
}  // namespace wenyuan::parse
