#include <gtest/gtest.h>

#include <string>

#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/xls_parser.h"
#include "xls_fixture.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

std::string Style(unsigned format) {
  return XlsBytes(0xE0, ByteWriter().U16(0).U16(format).Bytes());
}

std::string Label(unsigned row, unsigned column, unsigned index) {
  return XlsBytes(0xFD, XlsCell(row, column).U32(index).Bytes());
}

// The shared strings with one that goes on in another record, where it changes its width.
std::string Strings() {
  ByteWriter first;
  first.U32(5).U32(5).Raw(XlsText("姓名")).Raw(XlsText("日期")).Raw(XlsText("比例"));
  first.U16(4).U8(0x08).U16(1).Raw("Rich").U32(0);  // with one run of formatting
  first.U16(6).U8(0).Raw("abc");
  return XlsBytes(0xFC, first.Bytes()) + XlsBytes(0x3C, ByteWriter().U8(1).Wide("中文字").Bytes());
}

std::string Globals() {
  return XlsBytes(0x41E, ByteWriter().U16(164).Raw(XlsText("yyyy\"年\"m\"月\"")).Bytes()) +
         Style(0) + Style(164) + Style(10) + Strings();
}

// A cell below a merged one keeps its old text in the file, but nobody sees it.
TEST(XlsParser, ReadsStringsDatesFormulasMergesAndComments) {
  const std::string first =
      XlsBytes(0x14, XlsText("&L&\"Arial,Bold\"&10内部 && more&Rpage &P")) + Label(0, 0, 0) +
      Label(0, 1, 1) + Label(0, 2, 2) + Label(1, 0, 3) +
      XlsBytes(0x203, XlsCell(1, 1, 1).F64(45'292).Bytes()) +
      XlsBytes(0x06, XlsCell(1, 2, 2).F64(0.125).Zeros(8).Bytes()) + Label(2, 0, 4) +
      XlsBytes(0x27E, XlsCell(2, 1).U32(std::uint32_t{1234} << 2U | 3U).Bytes()) +
      XlsBytes(0x06, XlsCell(2, 2).U8(0).Zeros(5).U16(0xFFFF).Zeros(8).Bytes()) +
      XlsBytes(0x207, XlsText("算出")) +
      XlsBytes(0xBD, XlsCell(3, 0).U32(7U << 2U | 2U).U16(1).U32(8U << 2U | 2U).U16(1).Bytes()) +
      XlsBytes(0x205, XlsCell(3, 2).U8(7).U8(1).Bytes()) +
      XlsBytes(0xE5, ByteWriter().U16(1).U16(1).U16(2).U16(0).U16(0).Bytes()) +
      XlsBytes(0x5D, ByteWriter().U16(0x15).U16(18).U16(25).U16(9).Zeros(14).Bytes()) +
      XlsBytes(0x1B6, ByteWriter().Zeros(10).U16(2).U16(16).Zeros(4).Bytes()) +
      XlsBytes(0x3C, ByteWriter().U8(1).Wide("请核").Bytes()) +
      XlsBytes(0x3C, std::string(16, '\0')) +
      XlsBytes(0x1C, ByteWriter().U16(1).U16(27).U16(0).U16(9).Raw(XlsText("Li")).Bytes());
  const std::string second = XlsBytes(0x204, XlsCell(0, 0).Raw(XlsText("veiled")).Bytes());
  const auto parser = MakeXlsParser();
  const std::string bytes = BuildXls(Globals(), {{"工资", 0, first}, {"Back", 1, second}});
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  const Document document = MustParse(*parser, bytes);
  EXPECT_EQ(Dump(document),
            "format xls\ntitle \npage 工资\npage Back\n"
            "page-header page 1: 内部 & more\\npage\n"
            "table page 1 4x3\n"
            "  0,0 header: 姓名\n"
            "  0,1 header: 日期\n"
            "  0,2 header: 比例\n"
            "  1,0 span 2x1: Rich\n"
            "  1,1: 2024年1月\n"
            "  1,2: 12.50%\n"
            "  2,1: 12.34\n"
            "  2,2: 算出\n"
            "  3,0: 7\n"
            "  3,1: 1900年1月\n"
            "  3,2: #DIV/0!\n"
            "note page 1: AB2: Li: 请核\n"
            "paragraph page 2: veiled\n");
  EXPECT_FALSE(document.pages[0].hidden);
  EXPECT_TRUE(document.pages[1].hidden);
}

TEST(XlsParser, FindsAStringThatGoesOnInTheNextRecord) {
  const auto parser = MakeXlsParser();
  const std::string bytes = BuildXls(Globals(), {{"a", 0, Label(0, 0, 4)}});
  EXPECT_EQ(MustParse(*parser, bytes).blocks[0].text, "abc中文字");
}

TEST(XlsParser, KeepsTheDataOfCharts) {
  const auto parser = MakeXlsParser();
  const auto number = [](unsigned point, double value) {
    return XlsBytes(0x203, XlsCell(point, 0).F64(value).Bytes());
  };
  const auto label = [](unsigned point, std::string_view text) {
    return XlsBytes(0x204, XlsCell(point, 0).Raw(XlsText(text)).Bytes());
  };
  const auto points = [](unsigned kind) {
    return XlsBytes(0x1065, ByteWriter().U16(kind).Bytes());
  };
  const auto text = [](std::string_view value) {
    return XlsBytes(0x100D, ByteWriter().U16(0).Raw(XlsText(value, 1)).Bytes());
  };
  const std::string chart = XlsBytes(0x809, ByteWriter().U16(0x600).U16(0x20).Zeros(4).Bytes()) +
                            XlsBytes(0x1003, "") + XlsBytes(0x1033, "") + text("销量") +
                            XlsBytes(0x1034, "") + text("按季度") + points(1) + number(0, 5) +
                            number(1, 7.5) + points(2) + label(0, "一季度") + label(1, "二季度") +
                            XlsBytes(0x0A, "");
  const std::string bytes = BuildXls(Globals(), {{"a", 0, Label(0, 0, 0) + chart}});
  EXPECT_EQ(Dump(MustParse(*parser, bytes)),
            "format xls\ntitle \npage a\n"
            "paragraph page 1: 姓名\n"
            "paragraph page 1: 按季度\n"
            "table page 1 3x2\n"
            "  0,1 header: 销量\n"
            "  1,0: 一季度\n"
            "  1,1: 5\n"
            "  2,0: 二季度\n"
            "  2,1: 7.5\n");
}

TEST(XlsParser, ReadsExcel95InItsCodePage) {
  const auto parser = MakeXlsParser();
  const std::string cell = XlsBytes(0x204, XlsCell(0, 0).U16(4).Raw("\xC4\xA3\xB0\xE5").Bytes());
  const std::string bytes =
      BuildXls(XlsBytes(0x42, ByteWriter().U16(936).Bytes()), {{"\xB1\xED", 2, cell}}, true);
  EXPECT_EQ(Dump(MustParse(*parser, bytes)),
            "format xls\ntitle \npage 表\nparagraph page 1: 模板\n");
}

TEST(XlsParser, OpensAnEncryptedWorkbookWithItsPassword) {
  const auto parser = MakeXlsParser();
  const Rc4Fixture lock("秘密");
  std::string many;
  for (unsigned row = 0; row < 200; ++row) many += Label(row, 0, row % 5);
  const std::string pass = XlsBytes(0x2F, ByteWriter().U16(1).Raw(lock.Header()).Bytes());
  const std::string bytes = BuildXls(pass + Globals(), {{"工资", 0, many}}, false, &lock);
  const auto opened = parser->Parse({bytes, "", "秘密", {}});
  ASSERT_TRUE(opened) << opened.error().message;
  ASSERT_EQ(opened->blocks.size(), 200U);
  EXPECT_EQ(opened->blocks[199].text, "abc中文字");
  for (const std::string_view wrong : {"", "guess"}) {
    const auto result = parser->Parse({bytes, "", wrong, {}});
    testing::CheckPromises(result);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kPermissionDenied);
  }
}

TEST(XlsParser, RefusesWhatIsOlderThanExcel5) {
  const auto parser = MakeXlsParser();
  const std::string bytes("\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", 10);
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  const auto result = parser->Parse({bytes, "", {}, {}});
  testing::CheckPromises(result);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
}

TEST(XlsParser, SurvivesDamage) {
  const auto parser = MakeXlsParser();
  const std::string sheet = Label(0, 0, 0) + Label(1, 1, 4) +
                            XlsBytes(0xE5, ByteWriter().U16(1).U16(0).U16(1).U16(0).U16(1).Bytes());
  testing::CheckSurvivesDamage(*parser, BuildXls(Globals(), {{"工资", 0, sheet}, {"b", 1, sheet}}),
                               1'000);
}

}  // namespace
}  // namespace wenyuan::parse
