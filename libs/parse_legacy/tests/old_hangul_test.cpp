#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "byte_writer.h"
#include "hwp/old_character.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/hwp_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

constexpr unsigned kGa = 0x8861;   // 가
constexpr unsigned kNa = 0x9061;   // 나
constexpr unsigned kGak = 0x8862;  // 각

std::string Chars(const std::vector<unsigned>& characters) {
  ByteWriter out;
  for (const unsigned c : characters) out.U16(c);
  return out.Bytes();
}

std::string Ascii(std::string_view text) {
  ByteWriter out;
  for (const char c : text) out.U16(static_cast<unsigned char>(c));
  return out.Bytes();
}

// `count`: of its characters, controls counted as they are.
std::string Paragraph(std::string_view content, std::size_t count, unsigned style = 0) {
  return ByteWriter()
      .U8(0)
      .U16(count + 1)
      .U16(1)
      .U8(0)
      .U8(0)
      .U32(0)
      .U8(style)
      .Zeros(31 + 187 + 14)
      .Raw(content)
      .U16(13)
      .Bytes();
}

std::string Text(std::string_view text) { return Paragraph(Ascii(text), text.size()); }

std::string End() { return ByteWriter().Zeros(43).Bytes(); }

struct Box {
  unsigned kind = 0;
  std::vector<std::vector<unsigned>> cells;  // left, top, width, height
  std::string lists;                         // one of each cell, and the caption
};

std::string Boxed(const Box& box) {
  ByteWriter out;
  out.U16(10).Zeros(4).U16(10).Zeros(78).U16(box.kind).U16(box.cells.size()).U16(0);
  for (const auto& cell : box.cells) {
    out.Zeros(4).U16(cell[0]).U16(cell[1]).U16(cell[2]).U16(cell[3]).Zeros(15);
  }
  return Paragraph(out.Raw(box.lists).Bytes(), 4);
}

std::string BuildOldHangul(std::string_view text, unsigned encrypted = 0) {
  ByteWriter out;
  out.Raw("HWP Document File V3.00 \x1A\x01\x02\x03\x04\x05");
  out.Zeros(96).U16(encrypted).Zeros(26).U8(0).U8(0).U16(3);
  out.Raw(Ascii("Title")).Zeros(112 - 10).Zeros(112).Raw(Ascii("Kim")).Zeros(112 - 6);
  out.Zeros(6 * 112).Raw("inf");
  for (int script = 0; script < 7; ++script) out.U16(1).Zeros(40);
  out.U16(2).Zeros(238).Raw("\x88\x81\xB6\x61 2").Zeros(238 - 6);  // 개요 2
  return out.Raw(text).Raw(End()).Bytes();
}

TEST(OldHangul, ReadsHeadingsTextTablesAndNotes) {
  const std::string note =
      ByteWriter().U16(17).Zeros(4).U16(17).Zeros(14).Bytes() + Text("a note") + End();
  const std::string table = Boxed(
      {0,
       {{0, 0, 400, 100}, {1, 100, 200, 100}, {200, 102, 200, 98}},
       Text("head") + End() + Text("one") + End() + Text("two") + End() + Text("Table 1") + End()});
  const std::string text = Paragraph(Chars({kGa, ' ', kNa}), 3, 1) +
                           Paragraph(Chars({kGak, '!'}) + note + Ascii("?"), 7) + table +
                           Boxed({1, {{0, 0, 9, 9}}, Text("in a box") + End() + End()}) +
                           Text("end");
  const auto parser = MakeHwpParser();
  const std::string bytes = BuildOldHangul(text);
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  EXPECT_EQ(Dump(MustParse(*parser, bytes)),
            "format hwp\ntitle Title\nmeta author: Kim\n"
            "heading 2: 가 나\n"
            "paragraph: 각!?\n"
            "note: a note\n"
            "table 2x2\n"
            "  0,0 span 1x2: head\n"
            "  1,0: one\n"
            "  1,1: two\n"
            "caption: Table 1\n"
            "paragraph: in a box\n"
            "paragraph: end\n");
}

TEST(OldHangul, CharactersAreThoseOfTheStandard) {
  const auto read = [](char16_t character) {
    std::string text;
    return AppendOldHangul(text, character) ? text : "none";
  };
  EXPECT_EQ(read(0xD065), "한");
  EXPECT_EQ(read(0xD3BD), "힣");
  EXPECT_EQ(read(0x8841), "ㄱ");
  EXPECT_EQ(read(0x8461), "ㅏ");
  EXPECT_EQ(read(0x4F5D), "債");
  EXPECT_EQ(read(0x4222), "權");
  EXPECT_EQ(read(0x3446), "→");
  EXPECT_EQ(read(0x36E7), "①");
  EXPECT_EQ(read(0x8860), "none") << "a final that is none";
  EXPECT_EQ(read(0x2F18), "none") << "an ornament of the program's own";
  EXPECT_EQ(read(0x7FFF), "none");
}

TEST(OldHangul, APictureIsAFigureWhereItStands) {
  ByteWriter picture;
  picture.U16(11).Zeros(4).U16(11).U32(5).Zeros(70).U8(2).Zeros(8).Raw("***0001").Zeros(249 + 9);
  picture.Raw("block").Raw(Text("Figure 1")).Raw(End());
  const std::string behind =
      ByteWriter().U32(1).U32(38).Raw("HWP0001").Zeros(9).Zeros(16).Raw("\x89PNG..").U32(0).Bytes();
  const auto parser = MakeHwpParser();
  const std::string bytes = BuildOldHangul(Paragraph(picture.Bytes(), 4) + Text("after")) + behind;
  const Document document = MustParse(*parser, bytes);
  ASSERT_EQ(document.pictures.size(), 1U);
  EXPECT_EQ(document.pictures[0].bytes, "\x89PNG..");
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.blocks[0].kind, BlockKind::kFigure);
  EXPECT_EQ(document.blocks[1].text, "Figure 1");
}

TEST(OldHangul, SaysWhatItCannotRead) {
  const auto parser = MakeHwpParser();
  const auto code = [&](const std::string& bytes) {
    EXPECT_EQ(parser->Recognise(bytes, ""), 95);
    const auto result = parser->Parse({bytes, "", {}, {}});
    testing::CheckPromises(result);
    return result ? ErrorCode::kInternal : result.error().code;
  };
  EXPECT_EQ(code("HWP Document File V2.10 \x1A"), ErrorCode::kUnsupported);
  EXPECT_EQ(code(BuildOldHangul(Text("text"), 1)), ErrorCode::kUnsupported);
  EXPECT_EQ(code(BuildOldHangul("")), ErrorCode::kUnsupported) << "no text";
  EXPECT_EQ(code("HWP Document File V3.00 \x1A"), ErrorCode::kInvalidArgument) << "cut short";
}

TEST(OldHangul, DeepNestingEndsWithAReason) {
  std::string inner = Text("core") + End();
  for (int depth = 0; depth < 40; ++depth) {
    inner = Boxed({1, {{0, 0, 9, 9}}, inner + End()}) + End();
  }
  const std::string bytes = BuildOldHangul(Text("before") + inner);
  const Document document = MustParse(*MakeHwpParser(), bytes);
  EXPECT_EQ(document.blocks.size(), 1U);
  EXPECT_EQ(document.warnings.size(), 1U);
}

TEST(OldHangul, SurvivesDamage) {
  const std::string table =
      Boxed({0, {{0, 0, 9, 9}, {9, 0, 9, 9}}, Text("a") + End() + Text("b") + End() + End()});
  testing::CheckSurvivesDamage(*MakeHwpParser(), BuildOldHangul(Text("text") + table + Text("z")),
                               2'000);
}

}  // namespace
}  // namespace wenyuan::parse
