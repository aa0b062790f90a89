#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"
#include "wenyuan/parse_office/odf_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;
using Files = std::vector<std::pair<std::string, std::string>>;

constexpr const char* kStyles =
    "<office:document-styles><office:styles>"
    "<style:style style:name='Heading_20_1' style:family='paragraph'/>"
    "<style:style style:name='Caption' style:family='paragraph'/>"
    "<style:style style:name='Title' style:family='paragraph'/>"
    "<style:style style:name='Figure' style:family='paragraph' style:parent-style-name='Caption'/>"
    "<style:style style:name='Secret' style:family='text'>"
    "<style:text-properties text:display='none'/></style:style>"
    "<text:outline-style style:name='Outline'>"
    "<text:outline-level-style text:level='1' style:num-format='1' style:num-suffix='.'/>"
    "<text:outline-level-style text:level='2' style:num-format='1' text:display-levels='2'/>"
    "</text:outline-style>"
    "<text:list-style style:name='L1'>"
    "<text:list-level-style-number text:level='1' style:num-format='一, 二, 三, ...' "
    "style:num-prefix='第' style:num-suffix='条'/>"
    "<text:list-level-style-bullet text:level='2' text:bullet-char='-'/></text:list-style>"
    "</office:styles><office:master-styles><style:master-page style:name='Standard'>"
    "<style:header><text:p>内部资料</text:p></style:header>"
    "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
    "</style:master-page></office:master-styles></office:document-styles>";

std::string Mimetype(std::string_view kind) {
  return "application/vnd.oasis.opendocument." + std::string(kind);
}

std::string BuildOdf(std::string_view kind, const std::string& styles, const std::string& body,
                     const Files& more = {}) {
  Files files = {{"mimetype", Mimetype(kind)},
                 {"content.xml", "<office:document-content>" + styles + "<office:body>" + body +
                                     "</office:body></office:document-content>"},
                 {"styles.xml", kStyles},
                 {"meta.xml",
                  "<office:document-meta><office:meta><dc:title>年度报告</dc:title>"
                  "<meta:initial-creator>王芳</meta:initial-creator></office:meta>"
                  "</office:document-meta>"}};
  files.insert(files.end(), more.begin(), more.end());
  return testing::BuildZip(files);
}

std::string Blocks(const std::string& bytes) {
  const auto parser = MakeOdfParser();
  const std::string dump = Dump(MustParse(*parser, bytes));
  return dump.substr(dump.find('\n', dump.find("meta author")) + 1);
}

// Of a text, without its header and footer.
std::string Text(const std::string& body, const Files& more = {}) {
  std::string blocks =
      Blocks(BuildOdf("text", "", "<office:text>" + body + "</office:text>", more));
  const std::string header = "page-header: 内部资料\n";
  const std::string footer = "page-header: Page 1\n";
  EXPECT_TRUE(blocks.starts_with(header)) << blocks;
  blocks.erase(0, header.size());
  const std::size_t end = blocks.rfind(footer);
  return end == std::string::npos ? blocks : blocks.erase(end, footer.size());
}

TEST(OdfParser, ReadsMetadataAndSaysWhatItIs) {
  const auto parser = MakeOdfParser();
  const std::string bytes = BuildOdf("text", "", "<office:text><text:p>x</text:p></office:text>");
  EXPECT_EQ(Dump(MustParse(*parser, bytes)),
            "format odt\ntitle 年度报告\nmeta author: 王芳\npage-header: 内部资料\nparagraph: x\n"
            "page-header: Page 1\n");
}

TEST(OdfParser, GoesByContentNotByName) {
  const auto parser = MakeOdfParser();
  const std::string text = BuildOdf("text-template", "", "<office:text/>");
  EXPECT_EQ(parser->Recognise(text, "x.zip"), 95);
  EXPECT_EQ(parser->Recognise(testing::BuildZip({{"mimetype", "application/epub+zip"}}), "x.odt"),
            0);
  EXPECT_EQ(parser->Recognise("plain text", "x.odt"), 0);
  const std::string by_manifest = testing::BuildZip(
      {{"META-INF/manifest.xml",
        "<m:manifest><m:file-entry m:full-path='/' "
        "m:media-type='application/vnd.oasis.opendocument.spreadsheet'/></m:manifest>"}});
  EXPECT_EQ(parser->Recognise(by_manifest, ""), 95);
}

TEST(OdfParser, NumbersHeadingsAndItems) {
  EXPECT_EQ(Text("<text:h text:outline-level='1'>总则</text:h>"
                 "<text:h text:outline-level='2'>Scope</text:h>"
                 "<text:list text:style-name='L1'><text:list-item><text:p>甲</text:p>"
                 "<text:list><text:list-item><text:p>dash</text:p></text:list-item></text:list>"
                 "</text:list-item><text:list-item><text:p>乙</text:p><text:p>more</text:p>"
                 "</text:list-item></text:list>"
                 "<text:list text:style-name='L1' text:continue-numbering='true'><text:list-item>"
                 "<text:p>丙</text:p></text:list-item></text:list>"
                 "<text:h text:outline-level='1'>End</text:h>"),
            "heading 1: 1. 总则\nheading 2: 1.1 Scope\nitem 1: 第一条 甲\nitem 2: dash\n"
            "item 1: 第二条 乙\nparagraph: more\nitem 1: 第三条 丙\nheading 1: 2. End\n");
}

TEST(OdfParser, KeepsSpacesAndDropsDeletedText) {
  EXPECT_EQ(
      Text("<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
           "</text:deletion></text:changed-region></text:tracked-changes>"
           "<text:p><text:span>a</text:span> <text:span>b</text:span><text:s text:c='2'/>c"
           "<text:tab/>d<text:line-break/>e<text:change-start/>in<text:change-end/>\n  f"
           "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text>"
           "</text:ruby></text:p>"),
      "paragraph: a b  c\td\\nein f漢\n");
}

TEST(OdfParser, PutsNotesCommentsAndBoxesBehindTheirParagraph) {
  EXPECT_EQ(
      Text("<text:p>body<text:note><text:note-citation>1</text:note-citation><text:note-body>"
           "<text:p>foot</text:p></text:note-body></text:note><office:annotation><dc:creator>李"
           "</dc:creator><dc:date>2024</dc:date><text:p>why?</text:p></office:annotation>"
           "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
           "<draw:frame><draw:image xlink:href='a.png'/><svg:title>Plan</svg:title>"
           "<svg:desc>厂区平面图</svg:desc></draw:frame> end</text:p>"
           "<text:p text:style-name='Figure'>图 1</text:p>"),
      "paragraph: body end\nnote: foot\nnote: 李: why?\nparagraph: boxed\n"
      "figure: Plan\\n厂区平面图\ncaption: 图 1\n");
}

TEST(OdfParser, ShowsWhatFormsHold) {
  EXPECT_EQ(
      Text("<office:forms><form:form><form:checkbox form:id='c1' form:label='同意' "
           "form:current-state='checked'/><form:text form:id='c2' form:current-value='李娜'/>"
           "<form:listbox form:id='c3'><form:option form:label='A'/><form:option form:label='B' "
           "form:current-selected='true'/></form:listbox></form:form></office:forms>"
           "<text:p><draw:control draw:control='c1'/> Name: <draw:control "
           "draw:control='c2'/></text:p>"
           "<draw:control draw:control='c3'/><draw:control draw:control='c9'/>"),
      "paragraph: ☒ 同意 Name: 李娜\nparagraph: B\n");
}

TEST(OdfParser, SetsHiddenTextApart) {
  EXPECT_EQ(
      Text("<text:p>seen <text:span text:style-name='Secret'>ignore <text:span>all</text:span>"
           " of it"
           "</text:span>more</text:p><text:section text:display='none'><text:p>off</text:p>"
           "</text:section>"),
      "hidden: ignore all of it\nparagraph: seen more\nhidden: off\n");
}

TEST(OdfParser, KeepsSpansAndHeaderRows) {
  EXPECT_EQ(
      Text("<table:table><table:table-header-rows><table:table-row>"
           "<table:table-cell table:number-columns-spanned='2'><text:p>h</text:p>"
           "</table:table-cell><table:covered-table-cell/><table:table-cell><text:p>k</text:p>"
           "</table:table-cell></table:table-row></table:table-header-rows><table:table-row>"
           "<table:table-cell table:number-rows-spanned='2'><text:p>x</text:p></table:table-cell>"
           "<table:table-cell><text:p>1</text:p><text:p>2</text:p></table:table-cell>"
           "<table:table-cell><table:table><table:table-row><table:table-cell><text:p>p</text:p>"
           "</table:table-cell><table:table-cell><text:p>q</text:p></table:table-cell>"
           "</table:table-row></table:table></table:table-cell></table:table-row>"
           "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>3</text:p>"
           "</table:table-cell></table:table-row></table:table>"),
      "table 3x3\n  0,0 span 1x2 header: h\n  0,2 header: k\n  1,0 span 2x1: x\n  1,1: 1\\n2\n"
      "  1,2: p | q\n  2,1: 3\n");
}

TEST(OdfParser, WritesFormulasAsLatexAndChartsAsTables) {
  EXPECT_EQ(
      Text("<text:p>f<draw:frame><draw:object xlink:href='./Object 1'/><draw:image/></draw:frame>"
           "</text:p><draw:frame><draw:object xlink:href='./Object 2'/></draw:frame>",
           {{"Object 1/content.xml",
             "<math><semantics><mrow><mi>x</mi><mo>=</mo><mfrac><mrow><mo>−</mo><mi>b</mi></mrow>"
             "<mrow><mn>2</mn><mi>π</mi><mi>a</mi></mrow></mfrac><mo>+</mo><msqrt><msup><mi>c</mi>"
             "<mn>2</mn></msup></msqrt></mrow><annotation>x</annotation></semantics></math>"},
            {"Object 2/content.xml",
             "<office:document-content><office:body><office:chart><chart:chart><chart:title>"
             "<text:p>销量</text:p></chart:title><table:table><table:table-row><table:table-cell>"
             "<text:p>Q1</text:p></table:table-cell><table:table-cell><text:p>7</text:p>"
             "</table:table-cell></table:table-row></table:table></chart:chart></office:chart>"
             "</office:body></office:document-content>"}}),
      "paragraph: f\nformula: x=\\frac{-b}{2\\pi a}+\\sqrt{c^{2}}\ncaption: 销量\ntable 1x2\n"
      "  0,0: Q1\n  0,1: 7\n");
}

TEST(OdfParser, ShowsSheetsAsDisplayedAndMarksHiddenOnes) {
  const std::string bytes = BuildOdf(
      "spreadsheet",
      "<office:automatic-styles><style:style style:name='ta2' style:family='table'>"
      "<style:table-properties table:display='false'/></style:style></office:automatic-styles>",
      "<office:spreadsheet><table:table table:name='工资'><table:table-row><table:table-cell>"
      "<text:p>Date</text:p></table:table-cell><table:table-cell><text:p>Sum</text:p>"
      "<office:annotation><dc:creator>Li</dc:creator><text:p>net</text:p></office:annotation>"
      "</table:table-cell></table:table-row><table:table-row table:number-rows-repeated='2'>"
      "<table:table-cell office:value-type='date' office:date-value='2024-01-31'><text:p>"
      "2024年1月31日</text:p></table:table-cell><table:table-cell office:value='12.5'/>"
      "<table:table-cell table:number-columns-repeated='16382'/></table:table-row>"
      "<table:table-row table:number-rows-repeated='1048573'><table:table-cell "
      "table:number-columns-repeated='16384'/></table:table-row></table:table>"
      "<table:table table:name='Old' table:style-name='ta2'><table:table-row><table:table-cell>"
      "<text:p>alone</text:p></table:table-cell></table:table-row></table:table>"
      "</office:spreadsheet>");
  const auto parser = MakeOdfParser();
  const Document document = MustParse(*parser, bytes);
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_FALSE(document.pages[0].hidden);
  EXPECT_TRUE(document.pages[1].hidden);
  EXPECT_EQ(Blocks(bytes),
            "page 工资\npage Old\ntable page 1 3x2\n  0,0 header: Date\n  0,1 header: Sum\n"
            "  1,0: 2024年1月31日\n  1,1: 12.5\n  2,0: 2024年1月31日\n  2,1: 12.5\n"
            "note page 1: B1: Li: net\nparagraph page 2: alone\n");
}

TEST(OdfParser, CutsABombOfRepeatedCells) {
  const std::string bytes = BuildOdf(
      "spreadsheet", "",
      "<office:spreadsheet><table:table><table:table-row table:number-rows-repeated='999999999'>"
      "<table:table-cell table:number-columns-repeated='999999999'><text:p>x</text:p>"
      "</table:table-cell></table:table-row></table:table></office:spreadsheet>");
  const auto parser = MakeOdfParser();
  const Document document = MustParse(*parser, bytes);
  ASSERT_FALSE(document.warnings.empty());
  EXPECT_EQ(document.warnings[0], "a cell or row that repeats very often was cut short");
}

TEST(OdfParser, OrdersSlidesFromTopToBottom) {
  const std::string bytes = BuildOdf(
      "presentation",
      "<office:automatic-styles><style:style style:name='dp1' style:family='drawing-page'>"
      "<style:drawing-page-properties presentation:visibility='hidden'/></style:style>"
      "</office:automatic-styles>",
      "<office:presentation><presentation:footer-decl presentation:name='f1'>机密"
      "</presentation:footer-decl><draw:page presentation:use-footer-name='f1'>"
      "<draw:custom-shape svg:y='9cm'><text:p>low</text:p></draw:custom-shape>"
      "<draw:frame svg:y='20mm' presentation:class='outline'><draw:text-box><text:list>"
      "<text:list-item><text:p>point</text:p></text:list-item></text:list></draw:text-box>"
      "</draw:frame><draw:frame svg:y='10cm' presentation:class='title'><draw:text-box>"
      "<text:p>Title</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame "
      "presentation:class='notes'><draw:text-box><text:p>say this</text:p></draw:text-box>"
      "</draw:frame></presentation:notes></draw:page>"
      "<draw:page draw:style-name='dp1'><draw:g><draw:rect svg:y='1cm'><text:p>in group</text:p>"
      "</draw:rect></draw:g></draw:page></office:presentation>");
  EXPECT_EQ(Blocks(bytes),
            "page 1\npage 2\nheading 1 page 1: Title\nitem 1 page 1: point\nparagraph page 1: low\n"
            "note page 1: say this\npage-header page 1: 机密\nparagraph page 2: in group\n");
  const auto parser = MakeOdfParser();
  EXPECT_TRUE(MustParse(*parser, bytes).pages[1].hidden);
}

TEST(OdfParser, ARaisedNumberHasACaret) {
  const std::string automatic =
      "<office:automatic-styles><style:style style:name='T1' "
      "style:family='text'><style:text-properties "
      "style:text-position='super 58%'/></style:style><style:style style:name='T2' "
      "style:family='text'><style:text-properties style:text-position='sub 58%'/></style:style>"
      "</office:automatic-styles>";
  const std::string body =
      "<office:text><text:p>X<text:span text:style-name='T1'>2</text:span> H<text:span "
      "text:style-name='T2'>2</text:span>O</text:p></office:text>";
  EXPECT_NE(Blocks(BuildOdf("text", automatic, body)).find("X^2 H2O"), std::string::npos);
}

TEST(OdfParser, ReadsFlatFiles) {
  const std::string flat =
      "<?xml version='1.0'?><office:document office:mimetype='" + Mimetype("text") +
      "'><office:meta><dc:title>Flat</dc:title></office:meta><office:body><office:text>"
      "<text:p>one <text:span>two</text:span></text:p></office:text></office:body>"
      "</office:document>";
  const auto parser = MakeOdfParser();
  EXPECT_EQ(parser->Recognise(flat, ""), 95);
  EXPECT_EQ(Dump(MustParse(*parser, flat)), "format odt\ntitle Flat\nparagraph: one two\n");
}

TEST(OdfParser, SurvivesDamage) {
  const auto parser = MakeOdfParser();
  const std::string xml =
      "<?xml version='1.0'?><office:document office:mimetype='" + Mimetype("text") +
      "'><office:body><office:text><text:list><text:list-item><text:p>a<text:s "
      "text:c='3'/></text:p>"
      "</text:list-item></text:list><table:table><table:table-row><table:table-cell "
      "table:number-columns-repeated='9'><text:p>b</text:p></table:table-cell></table:table-row>"
      "</table:table><text:p>c<draw:frame><draw:text-box><text:p>d</text:p></draw:text-box>"
      "</draw:frame></text:p></office:text></office:body></office:document>";
  testing::CheckSurvivesDamage(*parser, xml, 300);
  testing::CheckSurvivesDamage(
      *parser, BuildOdf("text", "", "<office:text><text:p>x</text:p></office:text>"), 100);
}

TEST(OdfParser, SurvivesDeepNesting) {
  std::string open;
  std::string close;
  for (int i = 0; i < 50'000; ++i) {
    open += "<text:span>";
    close += "</text:span>";
  }
  EXPECT_EQ(Text("<text:p>" + open + "deep" + close + "</text:p>"), "paragraph: deep\n");
}

}  // namespace
}  // namespace wenyuan::parse
