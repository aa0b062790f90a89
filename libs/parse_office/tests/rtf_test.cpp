#include <gtest/gtest.h>

#include <string>

#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_office/rtf_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

std::string Rtf(const std::string& body) {
  return "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset134 "
         "SimSun;}{\\f2\\fcharset128 MS Mincho;}{\\f3\\fcharset136 MingLiU;}{\\f4\\fcharset129 "
         "Batang;}{\\f5\\fcharset2 Symbol;}{\\f6\\fcharset238 Arial CE;}}"
         "{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 \\'dcberschrift 2;}"
         "{\\s3 heading 3;}{\\*\\cs10 Default Font;}}" +
         body + "}";
}

std::string Blocks(const std::string& body) {
  const auto parser = MakeRtfParser();
  const std::string dump = Dump(MustParse(*parser, Rtf(body)));
  return dump.substr(dump.find('\n', dump.find("title")) + 1);
}

TEST(RtfParser, ReadsBytesInTheCharsetOfTheirFont) {
  EXPECT_EQ(Blocks("caf\\'e9 \\f1\\'d6\\'d0\\'ce\\'c4\\f0  \\f2\\'82\\'a0\\'83A\\f3\\'a4\\'a4"
                   "\\f4\\'b0\\'a1\\f6\\'9c\\f5\\'b7\\f0\\par"),
            "paragraph: café 中文 あア中가ś•\n");
}

TEST(RtfParser, TakesTheDocumentsCharsetForFontsWithoutOne) {
  const auto parser = MakeRtfParser();
  EXPECT_EQ(Dump(MustParse(*parser,
                           "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset0 \\'cb\\'ce\\'cc"
                           "\\'e5;}}\\f0 \\'c4\\'a3\\'ca\\'bd}")),
            "format rtf\ntitle \nparagraph: 模式\n");
}

TEST(RtfParser, SkipsWhatStandsBehindUnicodeForOlderPrograms) {
  EXPECT_EQ(Blocks("\\uc1\\u20013?\\u25991\\'3f x{\\uc2\\u24180\\'94\\'4e y}\\u8364?z"
                   "\\uc0\\u-10179\\u-8704!\\par"),
            "paragraph: 中文 x年 y€z😀!\n");
  EXPECT_EQ(Blocks("\\uc0 a\\u-10240  b\\u-9216 c\\par"), "paragraph: a� b�c\n");
}

TEST(RtfParser, TakesHeadingsFromOutlineLevelsAndStyles) {
  EXPECT_EQ(Blocks("\\pard\\s1 One\\par\\pard\\s2 Zwei\\par\\pard\\s3 Three\\par"
                   "\\pard\\outlinelevel4 Five\\par\\pard Body\\par"),
            "heading 1: One\nheading 2: Zwei\nheading 3: Three\nheading 5: Five\n"
            "paragraph: Body\n");
}

TEST(RtfParser, BuildsTablesFromEdges) {
  EXPECT_EQ(Blocks("\\trowd\\trhdr\\cellx2000\\cellx4000\\pard\\intbl h\\cell k\\cell\\row"
                   "\\trowd\\clvmgf\\cellx1000\\cellx2000\\cellx4000\\pard\\intbl a\\par a2\\cell "
                   "b\\cell c\\cell\\row"
                   "\\trowd\\clvmrg\\cellx1000\\cellx2000\\cellx4005\\intbl\\cell d\\cell e\\cell"
                   "\\row\\pard after\\par"),
            "table 3x3\n  0,0 span 1x2 header: h\n  0,2 header: k\n  1,0 span 2x1: a\\na2\n"
            "  1,1: b\n  1,2: c\n  2,1: d\n  2,2: e\nparagraph: after\n");
}

TEST(RtfParser, WritesTablesInCellsAsLines) {
  EXPECT_EQ(Blocks("\\trowd\\cellx1\\cellx900\\intbl\\itap2 p\\nestcell q\\nestcell"
                   "{\\*\\nesttableprops\\trowd\\cellx5\\nestrow}{\\nonesttables\\par}"
                   "\\itap1\\cell x\\cell\\row\\pard"),
            "table 1x2\n  0,0: p | q |\n  0,1: x\n");
}

TEST(RtfParser, PutsNotesHeadersAndBoxesBehindTheirParagraph) {
  EXPECT_EQ(
      Blocks("{\\header\\pard Top\\par}body{\\super\\chftn{\\footnote\\pard foot}}"
             "{\\*\\atnid L}{\\*\\atnauthor Li}{\\*\\annotation{\\*\\atndate 1}\\pard why?\\par}"
             "{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn x}{\\sv 1}}{\\shptxt boxed\\par}}"
             "{\\shprslt{\\*\\do{\\dptxbxtext boxed\\par}}}} end\\par"),
      "paragraph: body end\npage-header: Top\nnote: foot\nnote: Li: why?\nparagraph: boxed\n");
}

TEST(RtfParser, KeepsResultsOfFieldsAndMarkersOfLists) {
  EXPECT_EQ(Blocks("{\\field{\\*\\fldinst HYPERLINK \"http://x\"}{\\fldrslt link}}\\par"
                   "{\\listtext\\'b7\\tab}\\ilvl0 dot\\par{\\pntext 2.\\tab}\\ilvl1 two\\par"),
            "paragraph: link\nitem 1: dot\nitem 2: 2. two\n");
}

TEST(RtfParser, DropsDeletedAndSetsHiddenTextApart) {
  EXPECT_EQ(Blocks("a{\\deleted b}{\\revised c}{\\v ignore this}d\\v x\\v0 e\\par"),
            "hidden: ignore thisx\nparagraph: acde\n");
}

TEST(RtfParser, SkipsBinaryDataAndUnknownDestinations) {
  EXPECT_EQ(Blocks("a{\\pict\\bin5 {{}\\}}b{\\*\\whatever c{d}}{\\upr{old}{\\*\\ud new}}\\par"),
            "paragraph: abnew\n");
  EXPECT_EQ(Blocks("a\\bin999999 b"), "paragraph: a\n");
}

TEST(RtfParser, ReadsProperties) {
  const auto parser = MakeRtfParser();
  EXPECT_EQ(Dump(MustParse(*parser, Rtf("{\\info{\\title T\\u26631?}{\\author Li}{\\creatim\\yr2024"
                                        "\\mo1\\dy31\\hr9\\min5}{\\operator x}"
                                        "{\\upr{\\doccomm a}{\\*\\ud{\\doccomm b}}}}text"))),
            "format rtf\ntitle T标\nmeta author: Li\nmeta created: 2024-01-31T09:05\n"
            "paragraph: text\n");
}

TEST(RtfParser, UnwrapsHtmlOfMailPrograms) {
  EXPECT_EQ(Blocks("\\fromhtml1{\\*\\htmltag64 <h1>}Subject{\\*\\htmltag </h1>}{\\*\\htmltag "
                   "<p>}\\htmlrtf{\\par}"
                   "\\htmlrtf0 a < b{\\*\\htmltag </p>}"),
            "heading 1: Subject\nparagraph: a < b\n");
}

TEST(RtfParser, RefusesGroupsWithoutEnd) {
  const auto parser = MakeRtfParser();
  const auto result = parser->Parse({"{\\rtf1 " + std::string(100'000, '{'), "", {}, {}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kTooLarge);
}

TEST(RtfParser, SurvivesDamage) {
  const auto parser = MakeRtfParser();
  testing::CheckSurvivesDamage(
      *parser,
      Rtf("\\pard\\s1 One\\par\\trowd\\clvmgf\\cellx1000\\cellx2000\\intbl a\\cell "
          "b\\cell\\row\\pard"
          "{\\footnote n\\par}\\u20013?{\\pict\\bin3 abc}\\f1\\'d6\\'d0{\\*\\annotation x}\\par"),
      1'000);
}

TEST(RtfParser, APictureIsAFigureBehindItsParagraph) {
  const std::string rtf =
      "{\\rtf1 See {\\*\\shppict{\\pict{\\*\\picprop x}\\pngblip\\picw10\n89504e470d0a\n1a0a }}"
      "{\\nonshppict{\\pict\\wmetafile8 010009000003}}here.\\par End.\\par}";
  const Document document = MustParse(*MakeRtfParser(), rtf);
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.blocks[0].text, "See here.");
  EXPECT_EQ(document.blocks[1].kind, BlockKind::kFigure);
  EXPECT_EQ(document.blocks[2].text, "End.");
  ASSERT_EQ(document.pictures.size(), 1U);
  EXPECT_EQ(document.pictures[0].bytes, "\x89PNG\r\n\x1A\n");
}

TEST(RtfParser, APictureMayStandInTheFileAsItIs) {
  const std::string rtf = "{\\rtf1 See {\\pict\\pngblip\\bin8 \x89PNG{\\}\n}here.\\par}";
  const Document document = MustParse(*MakeRtfParser(), rtf);
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.blocks[0].text, "See here.");
  ASSERT_EQ(document.pictures.size(), 1U);
  EXPECT_EQ(document.pictures[0].bytes, "\x89PNG{\\}\n");
}

TEST(RtfParser, ABitmapOfMemoryBecomesAFile) {
  // 1 x 1, 24 bits.
  const std::string rtf =
      "{\\rtf1 See {\\pict\\dibitmap0 "
      "28000000010000000100000001001800000000000000000000000000000000"
      "000000000000000000ffffff00}here.\\par}";
  const Document document = MustParse(*MakeRtfParser(), rtf);
  ASSERT_EQ(document.pictures.size(), 1U);
  EXPECT_EQ(document.pictures[0].bytes.substr(0, 2), "BM");
  EXPECT_EQ(document.pictures[0].bytes.size(), 14U + 44U);
}

TEST(RtfParser, BytesThatAreNoPictureWeKnowAreLeftOut) {
  const Document document =
      MustParse(*MakeRtfParser(), "{\\rtf1 See{\\pict\\macpict 00112233zz}.\\par}");
  EXPECT_EQ(document.blocks.size(), 1U);
  EXPECT_TRUE(document.pictures.empty());
}

}  // namespace
}  // namespace wenyuan::parse
