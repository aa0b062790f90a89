#include <gtest/gtest.h>

#include <string>

#include "ooxml_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_office/docx_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

std::string Blocks(const std::string& body) {
  const auto parser = MakeDocxParser();
  const std::string dump = Dump(MustParse(*parser, BuildDocx(body)));
  return dump.substr(dump.find('\n', dump.find("title")) + 1);
}

TEST(DocxParser, TakesHeadingsFromStyleNamesOutlinesAndTheirHeirs) {
  EXPECT_EQ(Blocks(P("一章", "<w:pStyle w:val='H1'/>") + P("二章", "<w:pStyle w:val='Heir'/>") +
                   P("Own", "<w:outlineLvl w:val='2'/>") + P("Body")),
            "heading 1: 一章\nheading 1: 二章\nheading 3: Own\nparagraph: Body\n");
}

TEST(DocxParser, RendersListNumbers) {
  EXPECT_EQ(Blocks(P("a", Number(1, 0)) + P("b", Number(1, 1)) + P("c", Number(1, 1)) +
                   P("d", Number(1, 0)) + P("e", Number(1, 1)) + P("f", Number(2, 0)) +
                   P("g", Number(3, 0))),
            "item 1: 第一条 a\nitem 2: (a) b\nitem 2: (b) c\nitem 1: 第二条 d\nitem 2: (a) e\n"
            "item 1: f\nitem 1: 第五条 g\n");
}

TEST(DocxParser, KeepsMergedCellsAndHeaderRows) {
  EXPECT_EQ(
      Blocks("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + Cell("h", "<w:gridSpan w:val='2'/>") +
             Cell("k") + "</w:tr><w:tr>" + Cell("x", "<w:vMerge w:val='restart'/>") + Cell("1") +
             Cell("2") + "</w:tr><w:tr>" + Cell("", "<w:vMerge/>") + Cell("3") + Cell("4") +
             "</w:tr></w:tbl>"),
      "table 3x3\n  0,0 span 1x2 header: h\n  0,2 header: k\n  1,0 span 2x1: x\n  1,1: 1\n"
      "  1,2: 2\n  2,1: 3\n  2,2: 4\n");
}

TEST(DocxParser, FlattensTablesInCells) {
  EXPECT_EQ(Blocks("<w:tbl><w:tr><w:tc><w:p/><w:tbl><w:tr>" + Cell("a") + Cell("b") +
                   "</w:tr></w:tbl><w:p/></w:tc>" + Cell("c") + "</w:tr></w:tbl>"),
            "table 1x2\n  0,0: a | b\n  0,1: c\n");
}

TEST(DocxParser, KeepsInsertedAndDropsDeletedText) {
  EXPECT_EQ(
      Blocks("<w:p><w:r><w:t xml:space='preserve'>new </w:t></w:r><w:ins><w:r><w:t>in</w:t></w:r>"
             "</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del></w:p>"),
      "paragraph: new in\n");
}

TEST(DocxParser, PutsNotesBehindTheirParagraph) {
  EXPECT_EQ(Blocks("<w:p><w:r><w:t>text</w:t><w:footnoteReference w:id='1'/>"
                   "<w:commentReference w:id='0'/></w:r></w:p>" +
                   P("next")),
            "paragraph: text\nnote: a footnote\nnote: Li: why?\nparagraph: next\n");
}

TEST(DocxParser, ReadsATextBoxOnceAndBehindItsParagraph) {
  const std::string box = "<w:txbxContent>" + P("boxed") + "</w:txbxContent>";
  EXPECT_EQ(Blocks("<w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>" + box +
                   "</mc:Choice><mc:Fallback>" + box +
                   "</mc:Fallback></mc:AlternateContent>"
                   "<w:t>outer</w:t></w:r></w:p>"),
            "paragraph: outer\nparagraph: boxed\n");
}

TEST(DocxParser, KeepsResultsOfFieldsAndTextOfLinks) {
  EXPECT_EQ(
      Blocks("<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGEREF x</w:instrText>"
             "<w:fldChar w:fldCharType='separate'/><w:t>12</w:t><w:tab/></w:r>"
             "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>"),
      "paragraph: 12\tlink\n");
}

TEST(DocxParser, TakesTheTitleFromTheProperties) {
  const auto parser = MakeDocxParser();
  const std::string bytes = BuildDocx(P("x"));
  EXPECT_EQ(MustParse(*parser, bytes).title, "员工手册");
  EXPECT_EQ(parser->Recognise(bytes, "x.zip"), 95);
  EXPECT_EQ(parser->Recognise("PK\3\4", "x.docx"), 0);
}

TEST(DocxParser, SurvivesDamage) {
  const auto parser = MakeDocxParser();
  testing::CheckSurvivesDamage(
      *parser, BuildDocx(P("a", Number(1, 0)) + "<w:tbl><w:tr>" + Cell("b") + "</w:tr></w:tbl>"),
      200);
}

// Damage to a compressed part mostly fails its checksum, so the XML is damaged before it is packed.
TEST(DocxParser, SurvivesOddNesting) {
  const auto parser = MakeDocxParser();
  for (const char* body :
       {"<w:tc><w:p/></w:tc>", "<w:tr/>", "<w:tbl><w:tc/></w:tbl>",
        "<w:tbl><w:tr><w:tr/></w:tr></w:tbl>", "<w:p><w:p><w:r><w:t>x</w:t></w:r></w:p></w:p>",
        "<w:t>x</w:t>", "<w:txbxContent><w:txbxContent/></w:txbxContent>",
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='999999999'/></w:trPr><w:tc><w:tcPr><w:gridSpan "
        "w:val='-5'/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"}) {
    testing::CheckPromises(parser->Parse({BuildDocx(body), "", {}, {}}));
  }
}

}  // namespace
}  // namespace wenyuan::parse
