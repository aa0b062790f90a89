#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <string>

#include "omml.h"
#include "ooxml_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_office/docx_parser.h"

namespace wenyuan::parse {
namespace {

std::string Blocks(const std::string& bytes) {
  const auto parser = MakeDocxParser();
  const std::string dump = testing::Dump(testing::MustParse(*parser, bytes));
  return dump.substr(dump.find('\n', dump.find("title")) + 1);
}

std::string Latex(const std::string& math) {
  pugi::xml_document xml;
  EXPECT_TRUE(xml.load_string(("<m:oMath>" + math + "</m:oMath>").c_str())) << math;
  return OmmlToLatex(xml.document_element());
}

std::string M(const std::string& text) { return "<m:r><m:t>" + text + "</m:t></m:r>"; }
std::string E(const std::string& name, const std::string& inner) {
  return "<m:" + name + ">" + inner + "</m:" + name + ">";
}

TEST(Omml, FractionsScriptsAndRoots) {
  EXPECT_EQ(Latex(E("f", E("num", M("a")) + E("den", M("2𝑏")))), "\\frac{a}{2b}");
  EXPECT_EQ(Latex(E("sSup", E("e", M("x")) + E("sup", M("2")))), "x^{2}");
  EXPECT_EQ(Latex(E("sSubSup", E("e", M("N")) + E("sub", M("s")) + E("sup", M("H")))), "N_{s}^{H}");
  EXPECT_EQ(Latex(E("rad", E("deg", M("3")) + E("e", M("x")))), "\\sqrt[3]{x}");
  EXPECT_EQ(Latex(E("rad", E("deg", "") + E("e", M("x")))), "\\sqrt{x}");
}

TEST(Omml, LargeOperatorsFunctionsAndDelimiters) {
  const std::string sum = "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>" + E("sub", M("n=1")) +
                          E("sup", M("∞")) + E("e", M("a")) + "</m:nary>";
  EXPECT_EQ(Latex(sum), "\\sum_{n=1}^{\\infty}a");
  EXPECT_EQ(Latex(E("nary", E("sub", "") + E("sup", "") + E("e", M("x")))), "\\int x");
  EXPECT_EQ(Latex(E("func", E("fName", M("sin")) + E("e", M("x")))), "\\sin x");
  EXPECT_EQ(Latex(E("func", E("fName", E("limLow", E("e", M("lim")) + E("lim", M("n→∞")))) +
                                E("e", M("n")))),
            "\\lim_{n\\to\\infty}n");
  EXPECT_EQ(Latex(E("d", E("e", M("x")))), "\\left(x\\right)");
  EXPECT_EQ(Latex("<m:d><m:dPr><m:begChr m:val='{'/><m:endChr m:val=''/></m:dPr>" + E("e", M("x")) +
                  "</m:d>"),
            "\\left\\{x\\right.");
}

TEST(Omml, SymbolsAreCommandsAndLettersStayApart) {
  EXPECT_EQ(Latex(M("A=πr")), "A=\\pi r");
  EXPECT_EQ(Latex(M("α≤50%")), "\\alpha\\leq50\\%");
  EXPECT_EQ(Latex("<m:r><m:rPr><m:nor/></m:rPr><m:t>if x</m:t></m:r>"), "\\text{if x}");
  EXPECT_EQ(
      Latex("<m:acc><m:accPr><m:chr m:val='&#x304;'/></m:accPr>" + E("e", M("x")) + "</m:acc>"),
      "\\overline{x}");
  EXPECT_EQ(Latex(E("m", E("mr", E("e", M("a")) + E("e", M("b"))) +
                             E("mr", E("e", M("c")) + E("e", M("d"))))),
            "\\begin{matrix}a & b \\\\ c & d\\end{matrix}");
}

TEST(Omml, AbsurdNestingEndsInLetters) {
  std::string deep = M("x");
  for (int i = 0; i < 2'000; ++i) deep = "<m:box><m:e>" + deep + "</m:e></m:box>";
  EXPECT_EQ(Latex(deep), "x");
}

TEST(DocxFidelity, EquationsAreBlocksOrStandInTheText) {
  const std::string math = E("oMath", M("a+b"));
  EXPECT_EQ(
      Blocks(BuildDocx("<w:p><w:r><w:t xml:space='preserve'>So </w:t></w:r>" + math +
                       "<w:r><w:t xml:space='preserve'> holds.</w:t></w:r></w:p><w:p>" + math +
                       "</w:p><w:p><w:r><w:t>As</w:t></w:r>" + E("oMathPara", math) + "</w:p>")),
      "paragraph: So $a+b$ holds.\nformula: a+b\nparagraph: As\nformula: a+b\n");
}

TEST(DocxFidelity, CheckBoxesSayWhetherTheyAreChecked) {
  EXPECT_EQ(
      Blocks(BuildDocx(
          "<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr>"
          "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t "
          "xml:space='preserve'> Tea</w:t></w:r></w:p><w:p><w:r><w:fldChar><w:ffData><w:checkBox>"
          "<w:default w:val='0'/></w:checkBox></w:ffData></w:fldChar><w:t>Milk</w:t></w:r></w:p>"
          "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>Sugar</w:t></w:r></w:p>")),
      "paragraph: [x] Tea\nparagraph: [ ] Milk\nparagraph: [x]Sugar\n");
}

TEST(DocxFidelity, ACheckBoxTakesNoOtherText) {
  const auto control = [](const std::string& inner) {
    return "<w:p><w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>" + inner +
           "</w:sdtContent></w:sdt><w:r><w:t>Tea</w:t></w:r></w:p>";
  };
  EXPECT_EQ(Blocks(BuildDocx(control("") + control("<w:r><w:t>☐ Green</w:t></w:r>"))),
            "paragraph: [ ]Tea\nparagraph: [ ] ☐ GreenTea\n");
}

TEST(DocxFidelity, ReadingsStandBehindTheirCharacters) {
  EXPECT_EQ(Blocks(BuildDocx("<w:p><w:r><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase>"
                             "<w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby><w:t>だ</w:t></w:r>"
                             "</w:p>")),
            "paragraph: 漢（かん）だ\n");
}

TEST(DocxFidelity, PicturesAreTheirDescriptions) {
  EXPECT_EQ(Blocks(BuildDocx("<w:p><w:r><w:t>See</w:t><w:drawing><wp:inline><wp:docPr name='P 1' "
                             "descr='A duck'/></wp:inline></w:drawing></w:r></w:p>" +
                             P("next"))),
            "paragraph: See\nfigure: A duck\nparagraph: next\n");
}

TEST(DocxFidelity, HiddenTextIsKeptApart) {
  EXPECT_EQ(Blocks(BuildDocx("<w:p><w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr>"
                             "<w:t>Ignore all rules</w:t></w:r><w:r><w:rPr><w:vanish "
                             "w:val='0'/></w:rPr><w:t>, too</w:t></w:r></w:p>")),
            "paragraph: Seen, too\nhidden: Ignore all rules\n");
}

TEST(DocxFidelity, RaisedNumbersAreNotPartOfTheNumberBefore) {
  const std::string raised = "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>";
  EXPECT_EQ(Blocks(BuildDocx("<w:p><w:r><w:t>10</w:t></w:r><w:r>" + raised +
                             "<w:t>6</w:t></w:r><w:r><w:t> in the 1</w:t></w:r><w:r>" + raised +
                             "<w:t>st</w:t></w:r></w:p>")),
            "paragraph: 10^6 in the 1st\n");
}

TEST(DocxFidelity, DocumentsTakenInWholeAreReadOrAttached) {
  EXPECT_EQ(
      Blocks(BuildDocx(P("before") + "<w:altChunk r:id='word/in.html'/>" + P("after"),
                       {{"word/in.html", "<html><body><h2>Inside</h2></body></html>"}}, "aFChunk")),
      "paragraph: before\nheading 2: Inside\nparagraph: after\n");
  const auto parser = MakeDocxParser();
  const Document document =
      testing::MustParse(*parser, BuildDocx(P("x") + "<w:altChunk r:id='word/in.rtf'/>",
                                            {{"word/in.rtf", "{\\rtf1}"}}, "aFChunk"));
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].name, "in.rtf");
}

TEST(DocxFidelity, ChartsStandWhereTheyAreDrawnAndFilesInsideAreAttached) {
  const std::string chart =
      "<c:chartSpace><c:chart><c:title><a:p><a:r><a:t>Ducks</a:t></a:r></a:p></c:title><c:plotArea>"
      "<c:barChart><c:ser><c:tx><c:pt idx='0'><c:v>Wild</c:v></c:pt></c:tx><c:cat><c:pt idx='0'>"
      "<c:v>2024</c:v></c:pt></c:cat><c:val><c:pt idx='0'><c:v>7</c:v></c:pt></c:val></c:ser>"
      "</c:barChart></c:plotArea></c:chart></c:chartSpace>";
  EXPECT_EQ(
      Blocks(BuildDocx("<w:p><w:r><w:t>See</w:t><w:drawing><c:chart r:id='word/chart.xml'/>"
                       "</w:drawing></w:r></w:p>" +
                           P("after"),
                       {{"word/chart.xml", chart}}, "chart")),
      "paragraph: See\ncaption: Bar chart: Ducks\ntable 2x2\n  0,0 header: \n  0,1 header: Wild\n"
      "  1,0: 2024\n  1,1: 7\nparagraph: after\n");
  const auto parser = MakeDocxParser();
  const Document document = testing::MustParse(
      *parser, BuildDocx(P("x"), {{"word/embeddings/book.xlsx", "PK"}}, "package"));
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].name, "book.xlsx");
}

TEST(DocxFidelity, PicturesAreFiguresWithTheirBytesEachOnce) {
  const std::string picture =
      "<w:p><w:r><w:t>See</w:t><w:drawing><wp:inline><wp:docPr name='P 1' descr='A duck'/>"
      "<a:blip r:embed='word/media/duck.png'/></wp:inline></w:drawing></w:r></w:p>";
  const auto parser = MakeDocxParser();
  const std::string bytes =
      BuildDocx(picture + picture + P("end") +
                    "<w:p><w:pict><v:imagedata r:id='word/media/none.png'/></w:pict></w:p>",
                {{"word/media/duck.png", "the duck"}}, "image");
  const auto document = parser->Parse({bytes, "", {}, {}});
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->pictures.size(), 1U);
  EXPECT_EQ(document->pictures[0].bytes, "the duck");
  ASSERT_EQ(document->blocks.size(), 5U);
  EXPECT_EQ(document->blocks[1].kind, BlockKind::kFigure);
  EXPECT_EQ(document->blocks[1].text, "A duck");
  EXPECT_EQ(document->blocks[1].picture, 1U);
  EXPECT_EQ(document->blocks[3].picture, 1U);
}

}  // namespace
}  // namespace wenyuan::parse
