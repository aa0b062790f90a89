#include <gtest/gtest.h>

#include <string>

#include "ooxml_fixture.h"
#include "wenyuan/parse_kit/list_number.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_office/docx_parser.h"
#include "wenyuan/parse_office/pptx_parser.h"
#include "wenyuan/parse_office/refused_office_parser.h"
#include "wenyuan/parse_office/xlsx_parser.h"
#include "xlsx_values.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

std::string BuildXlsx(const std::string& sheet) {
  return testing::BuildZip({
      {"[Content_Types].xml", ContentTypes("xl/workbook.xml", "spreadsheetml.sheet")},
      {"_rels/.rels", Relationships(Relationship("r1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml",
       "<workbook><sheets><sheet name='工资' r:id='s1' state='hidden'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       Relationships(Relationship("s1", "worksheet", "worksheets/sheet1.xml") +
                     Relationship("t", "styles", "styles.xml") +
                     Relationship("u", "sharedStrings", "sharedStrings.xml"))},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId='164' "
       "formatCode='yyyy\"年\"m\"月\"d\"日\"'/></numFmts>"
       "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='10'/><xf numFmtId='22'/>"
       "</cellXfs></styleSheet>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>姓名</t></si><si><r><t>入</t></r><r><t>职</t></r><rPh><t>x</t></rPh></si></"
       "sst>"},
      {"xl/worksheets/_rels/sheet1.xml.rels",
       Relationships(Relationship("c", "comments", "../comments1.xml"))},
      {"xl/comments1.xml",
       "<comments><authors><author>Li</author></authors><commentList><comment ref='A1' "
       "authorId='0'>"
       "<text><t>check</t></text></comment></commentList></comments>"},
      {"xl/worksheets/sheet1.xml", "<worksheet>" + sheet + "</worksheet>"},
  });
}

TEST(XlsxParser, ShowsDatesPercentagesFormulasAndMerges) {
  const auto parser = MakeXlsxParser();
  const std::string bytes = BuildXlsx(
      "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Report</t></is></c></row>"
      "<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='s'><v>1</v></c>"
      "<c r='C2' t='str'><v>Share</v></c></row>"
      "<row r='3'><c r='A3' t='inlineStr'><is><t>Li</t></is></c><c r='B3' s='1'><v>45292</v></c>"
      "<c r='C3' s='2'><f>1/8</f><v>0.125</v></c></row>"
      "<row r='4'><c r='B4' s='3'><v>45292.5</v></c><c r='C4' t='b'><v>1</v></c></row>"
      "<row r='9'><c r='E9' t='inlineStr'><is><t>alone</t></is></c></row></sheetData>"
      "<mergeCells><mergeCell ref='A3:A4'/></mergeCells>");
  EXPECT_EQ(Dump(MustParse(*parser, bytes)),
            "format xlsx\ntitle \npage 工资\nheading 1 page 1: 工资\n"
            "caption page 1: Report\n"
            "table page 1 3x3\n  0,0 header: 姓名\n  0,1 header: 入职\n  0,2 header: Share\n"
            "  1,0 span 2x1: Li\n  1,1: 2024年1月1日\n  1,2: 12.50%\n"
            "  2,1: 2024-01-01 12:00\n  2,2: TRUE\n"
            "paragraph page 1: alone\nnote page 1: A1: Li: check\n"
            "warning sheet “工资” is hidden; its text was kept\n");
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
}

TEST(XlsxParser, AHeaderOfSeveralRowsIsAHeader) {
  const auto text = [](const std::string& place, const std::string& value) {
    return "<c r='" + place + "' t='inlineStr'><is><t>" + value + "</t></is></c>";
  };
  const auto parser = MakeXlsxParser();
  const std::string dump = Dump(MustParse(
      *parser,
      BuildXlsx("<sheetData><row>" + text("A1", "Name") + text("B1", "Price") + "</row><row>" +
                text("B2", "one") + text("C2", "many") + "</row><row>" + text("A3", "Valve") +
                "<c r='B3'><v>128</v></c><c r='C3'><v>118</v></c></row></sheetData>"
                "<mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/>"
                "</mergeCells>")));
  EXPECT_NE(dump.find("  0,0 span 2x1 header: Name\n  0,1 span 1x2 header: Price\n"
                      "  1,1 header: one\n  1,2 header: many\n  2,0: Valve\n"),
            std::string::npos)
      << dump;
}

TEST(XlsxParser, SurvivesDamage) {
  const auto parser = MakeXlsxParser();
  testing::CheckSurvivesDamage(
      *parser,
      BuildXlsx("<sheetData><row><c t='inlineStr'><is><t>x</t></is></c></row></sheetData>"), 200);
}

TEST(XlsxParser, IgnoresReferencesOutsideOfTheSheet) {
  const auto parser = MakeXlsxParser();
  const std::string bytes = BuildXlsx(
      "<sheetData><row><c r='ZZZ99999999'><v>1</v></c><c r='B1'><v>2</v></c><c r='B1'><v>3</v></c>"
      "</row></sheetData><mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='B2'/>"
      "</mergeCells>");
  testing::CheckPromises(parser->Parse({bytes, "", {}, {}}));
}

TEST(XlsxValues, CountDaysAsExcelDoes) {
  XlsxStyles styles;
  pugi::xml_document xml;
  ASSERT_TRUE(xml.load_string("<s><cellXfs><xf numFmtId='14'/><xf numFmtId='0'/></cellXfs></s>"));
  styles.Load(xml.document_element());
  EXPECT_EQ(styles.Show("1", 0), "1900-01-01");
  EXPECT_EQ(styles.Show("61", 0), "1900-03-01");
  EXPECT_EQ(styles.Show("0.30000000000000004", 1), "0.3");
  EXPECT_EQ(styles.Show("1e400", 1), "1e400");
}

TEST(NumberFormat, WritesNumbersAsWordDoes) {
  EXPECT_EQ(FormatListNumber(11, "chineseCounting"), "十一");
  EXPECT_EQ(FormatListNumber(205, "chineseCounting"), "二百零五");
  EXPECT_EQ(FormatListNumber(110, "chineseCounting"), "一百一十");
  EXPECT_EQ(FormatListNumber(28, "lowerLetter"), "bb");
  EXPECT_EQ(FormatListNumber(1994, "upperRoman"), "MCMXCIV");
  EXPECT_EQ(FormatListNumber(20, "decimalEnclosedCircle"), "⑳");
}

std::string Shape(const std::string& placeholder, int top, const std::string& paragraphs) {
  return "<p:sp><p:nvSpPr><p:nvPr>" + placeholder +
         "</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x='0' y='" + std::to_string(top) +
         "'/></a:xfrm></p:spPr><p:txBody>" + paragraphs + "</p:txBody></p:sp>";
}

std::string Ap(const std::string& text, const std::string& properties = "") {
  return "<a:p>" + properties + "<a:r><a:t>" + text + "</a:t></a:r></a:p>";
}

std::string BuildPptx(const std::string& shapes) {
  return testing::BuildZip({
      {"[Content_Types].xml", ContentTypes("ppt/presentation.xml", "presentationml.presentation")},
      {"_rels/.rels", Relationships(Relationship("r1", "officeDocument", "ppt/presentation.xml"))},
      {"ppt/presentation.xml", "<p:p><p:sldIdLst><p:sldId r:id='s1'/></p:sldIdLst></p:p>"},
      {"ppt/_rels/presentation.xml.rels",
       Relationships(Relationship("s1", "slide", "slides/slide1.xml"))},
      {"ppt/slides/_rels/slide1.xml.rels",
       Relationships(Relationship("n", "notesSlide", "../notesSlides/notesSlide1.xml") +
                     Relationship("c", "chart", "../charts/chart1.xml"))},
      {"ppt/notesSlides/notesSlide1.xml",
       "<p:notes>" + Shape("<p:ph type='body'/>", 0, Ap("say this")) + "</p:notes>"},
      {"ppt/charts/chart1.xml",
       "<c:c><c:ser><c:tx><c:v>ignored</c:v><c:pt idx='0'><c:v>Sales</c:v></c:pt></c:tx>"
       "<c:cat><c:pt idx='0'><c:v>Q1</c:v></c:pt></c:cat>"
       "<c:val><c:pt idx='0'><c:v>7</c:v></c:pt></c:val></c:ser></c:c>"},
      {"ppt/slides/slide1.xml", "<p:sld><p:spTree>" + shapes + "</p:spTree></p:sld>"},
  });
}

TEST(PptxParser, OrdersShapesAndKeepsTablesNotesAndCharts) {
  const auto parser = MakePptxParser();
  const std::string bytes =
      BuildPptx(Shape("", 900'000, Ap("below")) +
                Shape("<p:ph idx='1'/>", 500'000,
                      Ap("one") + Ap("inner", "<a:pPr lvl='1'/>") +
                          Ap("two", "<a:pPr><a:buAutoNum type='arabicPeriod'/></a:pPr>")) +
                "<p:graphicFrame><p:xfrm><a:off x='0' y='700000'/></p:xfrm><a:tbl><a:tblPr "
                "firstRow='1'/><a:tr>"
                "<a:tc gridSpan='2'>" +
                Ap("head") + "</a:tc><a:tc hMerge='1'/></a:tr><a:tr><a:tc>" + Ap("a") +
                "</a:tc><a:tc>" + Ap("b") + "</a:tc></a:tr></a:tbl></p:graphicFrame>" +
                Shape("<p:ph type='title'/>", 950'000, Ap("Title")));
  EXPECT_EQ(Dump(MustParse(*parser, bytes)),
            "format pptx\ntitle Title\npage 1\nheading 1 page 1: Title\nitem 1 page 1: one\n"
            "item 2 page 1: inner\nitem 1 page 1: 1. two\n"
            "table page 1 2x2\n  0,0 span 1x2 header: head\n  1,0: a\n  1,1: b\n"
            "paragraph page 1: below\n"
            "table page 1 2x2\n  0,0 header: \n  0,1 header: Sales\n  1,0: Q1\n  1,1: 7\n"
            "note page 1: say this\n");
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  EXPECT_EQ(MakeDocxParser()->Recognise(bytes, "x.docx"), 0);
}

TEST(PptxParser, SurvivesDamage) {
  const auto parser = MakePptxParser();
  testing::CheckSurvivesDamage(*parser, BuildPptx(Shape("", 0, Ap("x"))), 200);
}

TEST(RefusedOfficeParser, RefusesABinaryWorkbookAndSaysWhatToDo) {
  const auto parser = MakeRefusedOfficeParser();
  const std::string workbook = testing::BuildZip(
      {{"[Content_Types].xml",
        ContentTypes("xl/workbook.bin", "ms-excel.sheet.binary.macroEnabled.main")}});
  EXPECT_EQ(parser->Recognise(workbook, "x.docx"), 90);
  const auto result = parser->Parse({workbook, "", {}, {}});
  ASSERT_FALSE(result);
  testing::CheckPromises(result);
  EXPECT_NE(result.error().message.find(".xlsx"), std::string::npos);
  EXPECT_EQ(parser->Recognise("plain", "x.xlsb"), 0);
}

}  // namespace
}  // namespace wenyuan::parse
