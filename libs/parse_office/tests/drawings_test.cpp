// What slides and sheets hold besides their texts and cells.
#include <gtest/gtest.h>

#include <string>

#include "ooxml_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_office/pptx_parser.h"
#include "wenyuan/parse_office/xlsx_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

const std::string kChart =
    "<c:chart><c:pieChart><c:ser><c:tx><c:pt idx='0'><c:v>Wild</c:v></c:pt></c:tx><c:cat><c:pt "
    "idx='0'><c:v>2024</c:v></c:pt></c:cat><c:val><c:pt idx='0'><c:v>7</c:v></c:pt></c:val>"
    "</c:ser></c:pieChart></c:chart>";
const std::string kChartBlocks =
    "caption page 1: Pie chart\ntable page 1 2x2\n  0,0 header: \n  0,1 header: Wild\n"
    "  1,0: 2024\n  1,1: 7\n";

std::string Picture(const std::string& what) {
  return "<x:pic><x:nvPicPr><x:cNvPr id='1' name='P' descr='" + what + "'/></x:nvPicPr></x:pic>";
}
std::string Paragraph(const std::string& text) {
  return "<a:p><a:r><a:t>" + text + "</a:t></a:r></a:p>";
}

std::string Presentation() {
  const std::string shape =
      "<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x='0' y='900000'/></a:xfrm>"
      "</p:spPr><p:txBody>" +
      Paragraph("below</a:t></a:r><m:oMath><m:r><m:t>π</m:t></m:r></m:oMath><a:r><a:t>") +
      "</p:txBody></p:sp>";
  const std::string chart =
      "<p:graphicFrame><p:xfrm><a:off x='0' y='100000'/></p:xfrm><a:graphic><c:chart r:id='c'/>"
      "</a:graphic></p:graphicFrame>";
  return testing::BuildZip({
      {"[Content_Types].xml", ContentTypes("ppt/presentation.xml", "presentationml.presentation")},
      {"_rels/.rels", Relationships(Relationship("r1", "officeDocument", "ppt/presentation.xml"))},
      {"ppt/presentation.xml", "<p:p><p:sldIdLst><p:sldId r:id='s1'/></p:sldIdLst></p:p>"},
      {"ppt/_rels/presentation.xml.rels",
       Relationships(Relationship("s1", "slide", "slides/slide1.xml") +
                     Relationship("a", "commentAuthors", "authors.xml"))},
      {"ppt/authors.xml", "<p:l><p:cmAuthor id='0' name='Li'/></p:l>"},
      {"ppt/slides/_rels/slide1.xml.rels",
       Relationships(Relationship("c", "chart", "../charts/chart1.xml") +
                     Relationship("k", "comments", "../comments/comment1.xml") +
                     Relationship("l", "slideLayout", "../layout.xml") +
                     Relationship("e", "package", "../embeddings/book.xlsx"))},
      {"ppt/charts/chart1.xml", kChart},
      {"ppt/layout.xml",
       "<p:l><p:sp><p:nvSpPr><p:nvPr><p:ph type='title'/></p:nvPr></p:nvSpPr><p:txBody>" +
           Paragraph("Click to add a title") +
           "</p:txBody></p:sp><p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody>" +
           Paragraph("Confidential") + "</p:txBody></p:sp></p:l>"},
      {"ppt/comments/comment1.xml",
       "<p:l><p:cm authorId='0' dt='2026-01-31T10:00:00'><p:text>why?</p:text></p:cm></p:l>"},
      {"ppt/embeddings/book.xlsx", "PK"},
      {"ppt/slides/slide1.xml",
       "<p:sld show='0'><p:spTree>" + shape + Picture("A duck") + chart + "</p:spTree></p:sld>"},
  });
}

TEST(PptxDrawings, PicturesChartsCommentsAndFixedTextsAreKept) {
  const auto parser = MakePptxParser();
  const Document document = MustParse(*parser, Presentation());
  const std::string dump = Dump(document);
  EXPECT_NE(dump.find(kChartBlocks + "paragraph page 1: below$\\pi$\n"), std::string::npos) << dump;
  EXPECT_NE(dump.find("figure page 1: A duck\n"), std::string::npos) << dump;
  EXPECT_NE(dump.find("page-header page 1: Confidential\n"), std::string::npos) << dump;
  EXPECT_NE(dump.find("note page 1: Li, 2026-01-31T10:00:00: why?\n"), std::string::npos) << dump;
  EXPECT_EQ(dump.find("Click to add"), std::string::npos);
  EXPECT_TRUE(document.pages.at(0).hidden);
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].name, "book.xlsx");
}

std::string Workbook(const std::string& cells) {
  const std::string text = "<x:sp><x:txBody>" + Paragraph("boxed") + "</x:txBody></x:sp>";
  return testing::BuildZip({
      {"[Content_Types].xml", ContentTypes("xl/workbook.xml", "spreadsheetml.sheet")},
      {"_rels/.rels", Relationships(Relationship("r1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml",
       "<w><sheets><sheet name='Ducks' r:id='s1'/><sheet name='Plot' r:id='s2' "
       "state='veryHidden'/><sheet name='Empty' r:id='s3'/></sheets></w>"},
      {"xl/_rels/workbook.xml.rels",
       Relationships(Relationship("s1", "worksheet", "sheet1.xml") +
                     Relationship("s2", "chartsheet", "chartsheet1.xml") +
                     Relationship("s3", "worksheet", "sheet3.xml") +
                     Relationship("p", "person", "persons.xml"))},
      {"xl/persons.xml", "<l><person id='{1}' displayName='Li'/></l>"},
      {"xl/sheet1.xml", "<worksheet><sheetData>" + cells + "</sheetData></worksheet>"},
      {"xl/sheet3.xml", "<worksheet><sheetData/></worksheet>"},
      {"xl/_rels/sheet1.xml.rels",
       Relationships(Relationship("d", "drawing", "drawing1.xml") +
                     Relationship("t", "threadedComment", "threads.xml"))},
      {"xl/threads.xml",
       "<l><threadedComment ref='B2' dT='2026-01-31T10:00:00' personId='{1}'><text>why?</text>"
       "</threadedComment></l>"},
      {"xl/drawing1.xml", "<x:wsDr>" + Picture("A duck") + text + "</x:wsDr>"},
      {"xl/chartsheet1.xml", "<chartsheet/>"},
      {"xl/_rels/chartsheet1.xml.rels",
       Relationships(Relationship("d", "drawing", "drawing2.xml"))},
      {"xl/drawing2.xml", "<x:wsDr><c:chart r:id='c'/></x:wsDr>"},
      {"xl/_rels/drawing2.xml.rels", Relationships(Relationship("c", "chart", "chart1.xml"))},
      {"xl/chart1.xml", kChart},
  });
}

TEST(XlsxDrawings, SheetsAreHeadingsAndDrawingsAndChartSheetsAreRead) {
  const auto parser = MakeXlsxParser();
  const Document document =
      MustParse(*parser, Workbook("<row><c r='A1' t='inlineStr'><is><t>alone</t></is></c></row>"));
  std::string chart = kChartBlocks;
  for (std::size_t at; (at = chart.find("page 1")) != std::string::npos;) chart[at + 5] = '2';
  EXPECT_EQ(Dump(document),
            "format xlsx\ntitle \npage Ducks\npage Plot\npage Empty\nheading 1 page 1: Ducks\n"
            "paragraph page 1: alone\nnote page 1: B2: Li, 2026-01-31T10:00:00: why?\n"
            "figure page 1: A duck\nparagraph page 1: boxed\nheading 1 page 2: Plot\n" +
                chart + "warning sheet “Plot” is hidden; its text was kept\n");
  EXPECT_FALSE(document.pages.at(0).hidden);
  EXPECT_TRUE(document.pages.at(1).hidden);
}

// Two cells in far corners: what lies between costs nothing.
TEST(XlsxDrawings, AHugeSparseSheetStaysSmall) {
  const auto parser = MakeXlsxParser();
  const Document document = MustParse(
      *parser,
      Workbook("<row><c r='A1'><v>1</v></c></row><row><c r='XFD1048576'><v>2</v></c></row>"));
  std::size_t cells = 0;
  for (const Block& block : document.blocks) cells += block.table.cells.size();
  EXPECT_LT(cells, 10U);
}

}  // namespace
}  // namespace wenyuan::parse
