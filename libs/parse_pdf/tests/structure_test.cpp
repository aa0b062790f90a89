// What the file itself says about its structure, and what fonts say about formulas.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "reading.h"

namespace wenyuan::parse_pdf {
namespace {

using parse::Block;
using parse::BlockKind;
using parse::Document;
using testing::Fill;
using testing::Read;
using testing::Text;
using testing::TinyPdf;

std::string Marked(int id, const std::string& content) {
  return "/P << /MCID " + std::to_string(id) + " >> BDC\n" + content + "EMC\n";
}

// A page whose pieces, marked from 0, are elements of these types; `more` goes into the elements.
TinyPdf Tagged(const std::string& content, const std::vector<std::string>& types,
               const std::string& more = "") {
  TinyPdf pdf;
  pdf.Page(content, "/StructParents 0");
  constexpr int kFirst = 10;  // TinyPdf's first free object
  const int root = kFirst + static_cast<int>(types.size());
  std::string all;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const int number =
        pdf.Object("<< /Type /StructElem /S /" + types[i] + " /P " + std::to_string(root) +
                   " 0 R /Pg 1000 0 R /K " + std::to_string(i) + " " + more + " >>");
    all += std::to_string(number) + " 0 R ";
  }
  pdf.Object("<< /Type /StructTreeRoot /K [" + all + "] /ParentTree << /Nums [0 [" + all +
             "]] >> >>");
  pdf.Catalogue("/MarkInfo << /Marked true >> /StructTreeRoot " + std::to_string(root) + " 0 R");
  return pdf;
}

std::string Lines(const Document& document) {
  std::string lines;
  for (const Block& block : document.blocks) {
    lines += block.kind == BlockKind::kHeading    ? "h" + std::to_string(block.level) + " "
             : block.kind == BlockKind::kListItem ? "item" + std::to_string(block.level) + " "
             : block.kind == BlockKind::kFigure   ? "figure "
             : block.kind == BlockKind::kFormula  ? "formula "
                                                  : "";
    lines += block.text + "\n";
  }
  return lines;
}

struct Element {
  std::string type;
  int parent;        // number of its object; the root is 9
  std::string kids;  // numbers of marks, or of elements as "12 0 R"
};

// A page with these elements as objects from 10 on; `owners` are those of its marks in their order.
TinyPdf Nested(const std::string& content, const std::vector<Element>& elements,
               const std::string& top, const std::string& owners) {
  TinyPdf pdf;
  pdf.Page(content, "/StructParents 0");
  const std::string root = std::to_string(10 + elements.size()) + " 0 R";
  for (const Element& element : elements) {
    const std::string parent = element.parent == 9 ? root : std::to_string(element.parent) + " 0 R";
    pdf.Object("<< /Type /StructElem /S /" + element.type + " /P " + parent + " /Pg 1000 0 R /K [" +
               element.kids + "] >>");
  }
  pdf.Object("<< /Type /StructTreeRoot /K [" + top + "] /ParentTree << /Nums [0 [" + owners +
             "]] >> >>");
  pdf.Catalogue("/MarkInfo << /Marked true >> /StructTreeRoot " + root);
  return pdf;
}

const std::string kThreeLines = Marked(0, Text(50, 700, 11, "Rules of the house")) +
                                Marked(1, Text(50, 660, 18, "Large, but only said loudly")) +
                                Marked(2, Text(50, 620, 11, "Visitors")) +
                                Marked(3, Text(50, 590, 11, "They ring the bell once."));

TEST(PdfStructure, TagsOfTheFileSayWhatIsAHeading) {
  EXPECT_EQ(Lines(Read(Tagged(kThreeLines, {"H1", "P", "H2", "P"}))),
            "h1 Rules of the house\nLarge, but only said loudly\nh2 Visitors\n"
            "They ring the bell once.\n");
}

TEST(PdfStructure, TagsOfAPartOfTheTextAreNotTrusted) {
  const std::string untagged = Text(50, 500, 11, "Much text that nobody has tagged at all.") +
                               Text(50, 470, 11, "It says nothing that matters to anybody.");
  EXPECT_EQ(Lines(Read(Tagged(kThreeLines + untagged, {"H1", "P", "H2", "P"}))).substr(0, 19),
            "Rules of the house\n");
}

TEST(PdfStructure, TagsThatKnowFewOfTheHeadingsAreNotTrusted) {
  std::string content = kThreeLines;
  std::vector<std::string> types = {"H1", "P", "H2", "P"};
  for (int i = 0; i < 4; ++i) {
    content += Marked(2 * i + 4, Text(50, 550 - 60 * i, 16,
                                      "Chapter " + std::string(1, static_cast<char>('A' + i)))) +
               Marked(2 * i + 5, Text(50, 530 - 60 * i, 11, "What the chapter says in one line."));
    types.insert(types.end(), {"P", "P"});
  }
  EXPECT_NE(Lines(Read(Tagged(content, types))).find("h2 Chapter C"), std::string::npos);
}

// By their look the label is no bullet, and the last line of the first item stands far apart.
TEST(PdfStructure, ListItemsAreThoseOfTheFile) {
  const std::string content = Marked(0, Text(50, 700, 11, "o")) +
                              Marked(1, Text(90, 700, 11, "Ring the bell.")) +
                              Marked(2, Text(90, 650, 11, "Wait for an answer.")) +
                              Marked(3, Text(110, 630, 11, "Not longer than a minute.")) +
                              Marked(4, Text(90, 610, 11, "Leave."));
  const TinyPdf pdf = Nested(content,
                             {{"L", 9, "11 0 R 12 0 R"},
                              {"LI", 10, "13 0 R 14 0 R 16 0 R"},
                              {"LI", 10, "15 0 R"},
                              {"Lbl", 11, "0"},
                              {"LBody", 11, "1 2"},
                              {"LBody", 12, "4"},
                              {"L", 11, "17 0 R"},
                              {"LI", 16, "18 0 R"},
                              {"LBody", 17, "3"}},
                             "10 0 R", "13 0 R 14 0 R 14 0 R 18 0 R 15 0 R");
  EXPECT_EQ(Lines(Read(pdf)),
            "item1 o Ring the bell. Wait for an answer.\nitem2 Not longer than a minute.\n"
            "item1 Leave.\n");
}

TEST(PdfStructure, LinesOfACellStayTogether) {
  const std::string content = Marked(0, Text(50, 700, 11, "Who comes late has to")) +
                              Marked(1, Text(400, 700, 11, "Rule 7")) +
                              Marked(2, Text(50, 686, 11, "ring twice."));
  const TinyPdf pdf = Nested(
      content,
      {{"Table", 9, "11 0 R"}, {"TR", 10, "12 0 R 13 0 R"}, {"TD", 11, "0 2"}, {"TD", 11, "1"}},
      "10 0 R", "12 0 R 13 0 R 12 0 R");
  EXPECT_EQ(Lines(Read(pdf)), "Who comes late has to ring twice.\nRule 7\n");
}

const std::string kSideBySide =
    Marked(0, Text(50, 700, 11, "Second.")) + Marked(1, Text(400, 700, 11, "First."));
const std::vector<Element> kTwoParagraphs = {{"P", 9, "0"}, {"P", 9, "1"}};

TEST(PdfStructure, TheOrderIsThatOfTheFile) {
  EXPECT_EQ(Lines(Read(Nested(kSideBySide, kTwoParagraphs, "11 0 R 10 0 R", "10 0 R 11 0 R"))),
            "First.\nSecond.\n");
}

TEST(PdfStructure, TheOrderOfAPartOfTheTextIsNotFollowed) {
  const std::string more = Text(50, 600, 11, "Much text that nobody has tagged at all.");
  EXPECT_EQ(
      Lines(Read(Nested(kSideBySide + more, kTwoParagraphs, "11 0 R 10 0 R", "10 0 R 11 0 R"))),
      "Second.\nFirst.\nMuch text that nobody has tagged at all.\n");
}

TEST(PdfStructure, AnOrderThatLeadsUpThePageIsNotFollowed) {
  const std::string content = Marked(0, Text(50, 700, 11, "One.")) +
                              Marked(1, Text(50, 660, 11, "Two.")) +
                              Marked(2, Text(50, 620, 11, "Three."));
  EXPECT_EQ(Lines(Read(Nested(content, {{"P", 9, "0"}, {"P", 9, "1"}, {"P", 9, "2"}},
                              "12 0 R 11 0 R 10 0 R", "10 0 R 11 0 R 12 0 R"))),
            "One.\nTwo.\nThree.\n");
}

TEST(PdfStructure, AnAlternativeTextBecomesAFigure) {
  const std::string content = Marked(0, Text(50, 700, 11, "See below.")) +
                              Marked(1, Fill(50, 500, 200, 100, 0.5)) +
                              Marked(2, Text(50, 400, 11, "Seen above."));
  EXPECT_EQ(Lines(Read(Tagged(content, {"P", "Figure", "P"}, "/Alt (Sales by year)"))),
            "See below.\nfigure Sales by year\nSeen above.\n");
}

TEST(PdfStructure, AnElementThatHoldsItselfIsReadOnce) {
  TinyPdf pdf;
  pdf.Page(Marked(0, Text(50, 700, 11, "One line.")), "/StructParents 0");
  const int root = 11;
  pdf.Object("<< /Type /StructElem /S /P /P 11 0 R /Pg 1000 0 R /K [0 10 0 R 11 0 R] >>");
  pdf.Object("<< /Type /StructTreeRoot /K [10 0 R 11 0 R] /ParentTree << /Nums [0 [10 0 R]] >> >>");
  pdf.Catalogue("/MarkInfo << /Marked true >> /StructTreeRoot " + std::to_string(root) + " 0 R");
  EXPECT_EQ(Lines(Read(pdf)), "One line.\n");
}

TEST(PdfStructure, LinesOfAFormulaSetApartAreOneRegion) {
  TinyPdf pdf;
  pdf.Page(Text(50, 700, 11, "The energy of a body at rest is as follows, as everybody knows.") +
           Text(200, 680, 11, "E = m c", "F5") + Text(260, 680, 11, "\\(1\\)") +
           Text(200, 666, 11, "p = m v", "F5") +
           Text(50, 640, 11, "Here the letters mean what they mean in books on physics."));
  const Document document = Read(pdf);
  EXPECT_EQ(Lines(document),
            "The energy of a body at rest is as follows, as everybody knows.\n"
            "formula E = m c (1) p = m v\n"
            "Here the letters mean what they mean in books on physics.\n");
  ASSERT_TRUE(document.blocks[1].box);
  EXPECT_LT(document.blocks[1].box->top, 115);
  EXPECT_GT(document.blocks[1].box->bottom, 130);
}

TEST(PdfStructure, ALetterOfAFormulaInASentenceIsText) {
  TinyPdf pdf;
  pdf.Page(Text(50, 700, 11, "Let") + Text(70, 700, 11, "x", "F5") +
           Text(80, 700, 11, "be small."));
  EXPECT_EQ(Lines(Read(pdf)), "Let x be small.\n");
}

}  // namespace
}  // namespace wenyuan::parse_pdf
