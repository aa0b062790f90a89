#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "art_fixture.h"
#include "doc_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/doc_parser.h"

namespace wenyuan::parse {
namespace {

using testing::MustParse;

constexpr char kPng[] = "\x89PNG and more";

// What stands in the stream "Data" for a character that is a picture.
std::string Inline(unsigned kind, const std::string& content) {
  return ByteWriter().U32(68 + content.size()).U16(68).U16(kind).PadTo(68).Raw(content).Bytes();
}

std::string PictureAt(unsigned place) {
  return ByteWriter().U16(0x6A03).U32(place).U16(0x0855).U8(1).Bytes();
}

DocFixture WithInlinePicture() {
  DocFixture fixture;
  fixture.Add(kMainStory, "before\r")
      .Add(kMainStory, "see \x01 here\r")
      .Format(11, 12, PictureAt(3))
      .Data("abc" + Inline(0x64, ArtShapeRecord(7, 1, "a ship") + ArtEntry(0, ArtPng(kPng))));
  return fixture;
}

TEST(DocPictures, AnInlinePictureIsAFigureBehindItsParagraph) {
  DocFixture fixture = WithInlinePicture();
  const Document document = MustParse(*MakeDocParser(), fixture.Build());
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.blocks[1].text, "see  here");
  EXPECT_EQ(FiguresOf(document), (std::vector<ArtFigure>{{0, "a ship", kPng}}));
}

TEST(DocPictures, TheDataOfAFormFieldIsNoPicture) {
  DocFixture fixture;
  fixture.Add(kMainStory, "see \x01 here\r")
      .Format(4, 5, ByteWriter().U16(0x0806).U8(1).Raw(PictureAt(0)).Bytes())
      .Data(Inline(0x64, ArtShapeRecord(7, 1) + ArtEntry(0, ArtPng(kPng))));
  EXPECT_TRUE(FiguresOf(MustParse(*MakeDocParser(), fixture.Build())).empty());
}

TEST(DocPictures, ABitmapOfMemoryBecomesAFile) {
  // 1 x 1, one bit, a table of two colours.
  const std::string bitmap =
      ByteWriter().U32(40).U32(1).U32(1).U16(1).U16(1).Zeros(24).Zeros(8).U32(0x80).Bytes();
  DocFixture fixture;
  fixture.Add(kMainStory, "\x01 one\r")
      .Format(0, 1, PictureAt(0))
      .Data(Inline(0x66, std::string("\x04name", 5) + ArtShapeRecord(7, 1) +
                             ArtRecord(0xF01F, std::string(17, 'n') + bitmap, false, 0x7A8)));
  const std::vector<ArtFigure> figures = FiguresOf(MustParse(*MakeDocParser(), fixture.Build()));
  ASSERT_EQ(figures.size(), 1U);
  EXPECT_EQ(figures[0].picture,
            "BM" + ByteWriter().U32(14 + bitmap.size()).U32(0).U32(62).Bytes() + bitmap);
}

// A group hangs at the character of the group, and shows its pictures; each picture once.
TEST(DocPictures, ShapesStandAtTheirAnchors) {
  const std::string first = "\x89PNG one";
  const std::string second = "\x89PNG two";
  // Words of old files have their pictures in the stream of the text, behind all else.
  const std::string group = ArtRecord(
      0xF003, ArtShapeRecord(20, 0) + ArtShapeRecord(21, 2) + ArtShapeRecord(22, 1), true);
  DocFixture fixture;
  fixture.Add(kMainStory, "a \x08 shape\r")
      .Add(kMainStory, "a \x08 group\r")
      .Structure(40,
                 ByteWriter().U32(2).U32(12).U32(20).U32(10).Zeros(22).U32(20).Zeros(22).Bytes())
      .Structure(50, ArtStore(ArtEntry(0, ArtPng(first)) + ArtEntry(0, ArtPng(second))) +
                         std::string(1, '\1') + ArtDrawing(ArtShapeRecord(10, 2)) +
                         std::string(1, '\0') + ArtDrawing(ArtShapeRecord(10, 1, "one") + group));
  const Document document = MustParse(*MakeDocParser(), fixture.Build());
  EXPECT_EQ(FiguresOf(document), (std::vector<ArtFigure>{{0, "one", first}, {0, "", second}}));
  ASSERT_EQ(document.blocks.size(), 4U);
  EXPECT_EQ(document.blocks[2].text, "a  group");
}

TEST(DocPictures, DamageIsNoDanger) {
  testing::CheckSurvivesDamage(*MakeDocParser(), WithInlinePicture().Build(), 1'000);
}

}  // namespace
}  // namespace wenyuan::parse
