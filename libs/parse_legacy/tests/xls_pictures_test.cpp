#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "art_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/xls_parser.h"
#include "xls_fixture.h"

namespace wenyuan::parse {
namespace {

using testing::MustParse;

constexpr char kFirst[] = "\x89PNG one";
constexpr char kSecond[] = "\x89PNG two";

// The corner of a shape is in this cell.
std::string At(unsigned row, unsigned column) {
  return ByteWriter().U16(0).U16(column).U16(0).U16(row).Zeros(10).Bytes();
}

std::string Cell(std::string_view text) {
  return XlsBytes(0x204, XlsCell(0, 0).Raw(XlsText(text)).Bytes());
}

// The store in two records, the first sheet's drawing around its objects.
std::string WithPictures() {
  const std::string store = ArtStore(ArtEntry(0, ArtPng(kFirst)) + ArtEntry(0, ArtPng(kSecond)));
  const std::string globals =
      XlsBytes(0xEB, store.substr(0, 60)) + XlsBytes(0x3C, store.substr(60));
  const std::string drawing =
      ArtDrawing(ArtShapeRecord(5, 2, "下", At(9, 1)) + ArtShapeRecord(6, 1, {}, At(2, 3)));
  const std::string object = ByteWriter().U16(0x15).U16(18).Zeros(18).Bytes();
  const std::string first = Cell("a") + XlsBytes(0xEC, drawing.substr(0, 90)) +
                            XlsBytes(0x5D, object) + XlsBytes(0x3C, drawing.substr(90));
  const std::string second = Cell("b") + XlsBytes(0xEC, ArtDrawing(ArtShapeRecord(5, 2)));
  return BuildXls(globals, {{"一", 0, first}, {"二", 0, second}});
}

TEST(XlsPictures, AreFiguresOfTheFirstSheetThatShowsThemFromTopToBottom) {
  const Document document = MustParse(*MakeXlsParser(), WithPictures());
  EXPECT_EQ(FiguresOf(document), (std::vector<ArtFigure>{{1, "", kFirst}, {1, "下", kSecond}}));
}

TEST(XlsPictures, DamageIsNoDanger) {
  testing::CheckSurvivesDamage(*MakeXlsParser(), WithPictures(), 1'000);
}

}  // namespace
}  // namespace wenyuan::parse
