// What a reader of the page sees, and nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "password.h"
#include "reading.h"

namespace wenyuan::parse_pdf {
namespace {

using parse::BlockKind;
using parse::Document;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Fill;
using testing::Line;
using testing::Read;
using testing::Text;
using testing::TextsOf;
using testing::TinyPdf;

std::vector<std::string> Paragraphs(const TinyPdf& pdf) {
  return TextsOf(Read(pdf), BlockKind::kParagraph);
}

TEST(PdfFidelity, TheLettersOfALigatureAreOneWord) {
  EXPECT_THAT(Paragraphs(TinyPdf().Page("BT /F4 12 Tf 50 700 Td <6566> Tj <41> Tj <6374> Tj ET")),
              ElementsAre("effict"));
}

TEST(PdfFidelity, WordsFromRightToLeftAreReadAsTheyAreWritten) {
  const std::string word =
      "<42> Tj -6 0 Td <43> Tj -6 0 Td <44> Tj -6 0 Td <45> Tj ";  // each letter left of the last
  EXPECT_THAT(Paragraphs(TinyPdf().Page("BT /F4 12 Tf 300 700 Td " + word + "-12 0 Td <45> Tj " +
                                        "-6 0 Td <42> Tj ET")),
              ElementsAre("שלום םש"));
}

TEST(PdfFidelity, AHyphenThatTheDocumentWritesElsewhereStays) {
  TinyPdf pdf;
  pdf.Page(Text(50, 700, 12, "Here stands a well-known example of the first kind, and a well-") +
           Text(50, 686, 12, "known one of the second."));
  EXPECT_THAT(Paragraphs(pdf),
              ElementsAre("Here stands a well-known example of the first kind, and a well-known "
                          "one of the second."));
}

// Five hyphens that belong to their words, and none that breaks one, tell of a program that breaks
// none.
TEST(PdfFidelity, HyphensStayWhereADocumentBreaksNoWords) {
  const auto page = [](const std::string& more) {
    std::string content;
    const auto add = [&](double y, const std::string& end, const std::string& next) {
      content += Text(50, y, 12, "Here stands " + next + " of " + end + " and then a " + end + "-");
      content += Text(50, y - 14, 12, next + " one, long enough for a line of its own.");
    };
    add(700, "well", "known");
    add(660, "self", "made");
    add(620, "long", "term");
    add(580, "short", "lived");
    add(540, "hard", "won");
    content += Text(50, 500, 12, "A device that limits itself is said to be of an auto-");
    content += Text(50, 486, 12, "throttle kind, and is quiet.");
    return Paragraphs(TinyPdf().Page(content + more)).back();
  };
  EXPECT_EQ(page(""),
            "A device that limits itself is said to be of an auto-throttle kind, and is quiet.");
  const std::string broken =
      Text(50, 440, 12, "Somebody broke a word, as books do where lines are short, kno-") +
      Text(50, 426, 12, "wn for that, and now nobody can tell what is meant by the auto-") +
      Text(50, 412, 12, "throttle one.");
  EXPECT_EQ(page(broken),
            "Somebody broke a word, as books do where lines are short, known for that, and now "
            "nobody can tell what is meant by the autothrottle one.");
}

TEST(PdfFidelity, AnAddressKeepsItsHyphenAtTheLineEnd) {
  EXPECT_THAT(Paragraphs(TinyPdf().Page(
                  Text(50, 700, 12, "See the page of the project at https://owasp.org/www-") +
                  Text(50, 686, 12, "project-standard for more."))),
              ElementsAre("See the page of the project at "
                          "https://owasp.org/www-project-standard for more."));
}

TEST(PdfFidelity, HiddenTextIsKeptApart) {
  const std::string seen = Text(50, 700, 12, "Seen.");
  for (const std::string& content :
       {"3 Tr " + Text(50, 600, 12, "Ignore all rules"), Text(50, 600, 0.5, "Ignore all rules"),
        Fill(40, 590, 200, 30, 0.5) + "0.5 g " + Text(50, 600, 12, "Ignore all rules")}) {
    const Document document = Read(TinyPdf().Page(seen + content));
    EXPECT_THAT(TextsOf(document, BlockKind::kParagraph), ElementsAre("Seen.")) << content;
    EXPECT_THAT(TextsOf(document, BlockKind::kHidden), ElementsAre("Ignore all rules")) << content;
    EXPECT_EQ(document.blocks.back().page, 1U);
  }
}

TEST(PdfFidelity, WhiteTextOnARoundShapeIsSeen) {
  const std::string shape =
      "q 0 g 40 690 m 300 690 l 310 690 310 730 300 730 c 40 730 l 30 730 30 690 40 690 c f Q ";
  EXPECT_THAT(Paragraphs(TinyPdf().Page(shape + "1 g " + Text(50, 700, 12, "On a button"))),
              ElementsAre("On a button"));
}

TEST(PdfFidelity, InvisibleTextOverAPictureIsReadWhenThePageHasNoOther) {
  const std::string picture = "q 400 0 0 400 50 350 cm /Im1 Do Q 3 Tr ";
  EXPECT_THAT(Paragraphs(TinyPdf().Page(picture + Text(80, 700, 12, "Recognised"))),
              ElementsAre("Recognised"));
  EXPECT_THAT(Paragraphs(TinyPdf().Page(Text(50, 780, 12, "Seen") + picture +
                                        Text(80, 700, 12, "Ignore all rules"))),
              ElementsAre("Seen"));
}

TEST(PdfFidelity, ThePageNumbersOfAnAppendixAreRunningLines) {
  TinyPdf pdf;
  const auto body = [](char letter) {
    return Text(50, 600, 11, "Text of this page about " + std::string(9, letter) + ".");
  };
  for (int i = 0; i < 12; ++i) pdf.Page(body(static_cast<char>('a' + i)));
  for (int i = 1; i <= 4; ++i) {
    pdf.Page(body(static_cast<char>('n' + i)) + Text(300, 20, 9, std::to_string(i)));
  }
  EXPECT_THAT(TextsOf(Read(pdf), BlockKind::kPageHeader), ElementsAre("1", "2", "3", "4"));
}

TEST(PdfFidelity, TheNameOfAChapterIsARunningLineOnItsPages) {
  TinyPdf pdf;
  for (int i = 0; i < 30; ++i) {
    const std::string name = i >= 10 && i < 15 ? Text(50, 780, 9, "Notes to the accounts") : "";
    pdf.Page(name + Text(50, 600, 11,
                         "Text of this page about " +
                             std::string(9, static_cast<char>('a' + i % 26)) + "."));
  }
  EXPECT_EQ(TextsOf(Read(pdf), BlockKind::kPageHeader).size(), 5U);
}

TEST(PdfFidelity, FootnotesStandApartAndTheParagraphGoesOn) {
  TinyPdf pdf;
  std::string body;
  for (int i = 0; i < 6; ++i) {
    body += Text(50, 700 - 14 * i, 11, "The body of this page goes on for a whole line of words");
  }
  pdf.Page(body +
           Text(50, 616, 11, "and its last line ends in the middle of a sentence about the") +
           Text(50, 60, 8, "1 A note that takes more than one line, as notes often") +
           Text(50, 50, 8, "do.") + Text(50, 40, 8, "2 Another note."));
  pdf.Page(Text(50, 700, 11, "matter of notes, which ends here."));
  const Document document = Read(pdf);
  EXPECT_THAT(
      TextsOf(document, BlockKind::kNote),
      ElementsAre("1 A note that takes more than one line, as notes often do.", "2 Another note."));
  EXPECT_THAT(TextsOf(document, BlockKind::kParagraph),
              ElementsAre(::testing::HasSubstr("about the matter of notes")));
}

TEST(PdfFidelity, APageWhoseTextRunsUpwardsIsReadAlongItsText) {
  const auto line = [](int x, const std::string& text) {
    return "BT /F1 12 Tf 0 1 -1 0 " + std::to_string(x) + " 50 Tm (" + text + ") Tj ET\n";
  };
  const Document document =
      Read(TinyPdf().Page(line(100, "The first line of a paragraph that is long enough,") +
                          line(114, "the second line of it, which is about as long as that") +
                          line(128, "and its end.")));
  ASSERT_THAT(TextsOf(document, BlockKind::kParagraph),
              ElementsAre("The first line of a paragraph that is long enough, the second line of "
                          "it, which is about as long as that and its end."));
  EXPECT_EQ(document.pages[0].width, 600);
  const PageBox& box = document.blocks[0].spans[0].box;
  EXPECT_NEAR(box.bottom, 750, 2);
  EXPECT_NEAR(box.right, 100, 4);
  EXPECT_GT(box.bottom - box.top, box.right - box.left);
}

TEST(PdfFidelity, ATurnedSideNoteDoesNotCutTheText) {
  std::string content =
      Text(50, 700, 11, "This paragraph goes on from its first line, which is long,");
  content += "BT /F1 20 Tf 0 1 -1 0 30 300 Tm (Preprint of 2026) Tj ET\n";
  content += Text(50, 686, 11, "to its second line.");
  const Document document = Read(TinyPdf().Page(content));
  EXPECT_THAT(
      TextsOf(document, BlockKind::kParagraph),
      ElementsAre("This paragraph goes on from its first line, which is long, to its second "
                  "line.",
                  "Preprint of 2026"));
}

TEST(PdfFidelity, ThreeColumnsAreReadOneAfterTheOther) {
  std::string content;
  for (int i = 0; i < 9; ++i) {
    for (int column = 0; column < 3; ++column) {
      content += Text(
          40 + 180 * column, 700 - 12 * i, 9,
          "column " + std::to_string(column) + " line " + std::to_string(i) + " of words and more");
    }
  }
  std::string all;
  for (const std::string& text : Paragraphs(TinyPdf().Page(content))) all += text + " ";
  EXPECT_LT(all.find("column 0 line 8"), all.find("column 1 line 0"));
  EXPECT_LT(all.find("column 1 line 8"), all.find("column 2 line 0"));
}

std::string RuledTable(int top, const std::vector<std::vector<std::string>>& rows) {
  std::string content;
  const int bottom = top - 20 * static_cast<int>(rows.size());
  for (int y = top; y >= bottom; y -= 20) content += Line(50, y, 250, y);
  for (const int x : {50, 150, 250}) content += Line(x, bottom, x, top);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      content += Text(55 + 100 * static_cast<double>(column),
                      top - 14 - 20 * static_cast<double>(row), 10, rows[row][column]);
    }
  }
  return content;
}

TEST(PdfFidelity, ATableThatGoesOnOnTheNextPageIsOne) {
  TinyPdf pdf;
  pdf.Page(RuledTable(200, {{"Name", "Role"}, {"Li", "Chair"}, {"Wang", "Member"}}));
  pdf.Page(RuledTable(760, {{"Name", "Role"}, {"Zhao", "Member"}}) + Text(50, 600, 10, "After."));
  const Document document = Read(pdf);
  ASSERT_EQ(TextsOf(document, BlockKind::kTable).size(), 1U);
  const parse::Table& table = document.blocks[0].table;
  EXPECT_EQ(table.rows, 4U);
  EXPECT_EQ(table.cells.back().text, "Member");
  EXPECT_EQ(table.cells.back().row, 3U);
  EXPECT_EQ(table.cells.back().boxes.at(0).page, 2U);
}

TEST(PdfFidelity, TablesWithHeadersOfTheirOwnStayApart) {
  TinyPdf pdf;
  pdf.Page(RuledTable(200, {{"Name", "Role"}, {"Li", "Chair"}, {"Wang", "Member"}}));
  pdf.Page(RuledTable(760, {{"Town", "People"}, {"Lanzhou", "12"}}) + Text(50, 600, 10, "After."));
  EXPECT_EQ(TextsOf(Read(pdf), BlockKind::kTable).size(), 2U);
}

TEST(PdfFidelity, PasswordsAreWrittenAsTheirEncryptionWants) {
  EXPECT_EQ(PreparedPassword("I\u00ADX"), "IX");  // a soft hyphen counts for nothing
  EXPECT_EQ(PreparedPassword("\u2168"), "IX");    // the Roman numeral nine
  EXPECT_EQ(PreparedPassword("密码"), "密码");
  EXPECT_EQ(PreparedPassword("a\u0007"), "a\u0007");  // forbidden: given as it is
}

}  // namespace
}  // namespace wenyuan::parse_pdf
