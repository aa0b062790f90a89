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
    lines += block.kind == BlockKind::kHeading   ? "h" + std::to_string(block.level) + " "
             : block.kind == BlockKind::kFigure  ? "figure "
             : block.kind == BlockKind::kFormula ? "formula "
                                                 : "";
    lines += block.text + "\n";
  }
  return lines;
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
