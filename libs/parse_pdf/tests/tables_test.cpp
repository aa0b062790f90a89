// Tables by lines, by grounds, and by what only lines up.
#include <gmock/gmock.h>

#include "reading.h"

namespace wenyuan::parse_pdf {
namespace {

using parse::Block;
using parse::BlockKind;
using parse::Document;
using ::testing::ElementsAre;
using testing::Fill;
using ::testing::HasSubstr;
using testing::Line;
using testing::Read;
using testing::Text;
using testing::TextsOf;
using testing::TinyPdf;

// "row,column text" of each cell; spans and headers as "+2", "*".
std::vector<std::string> Cells(const Document& document) {
  std::vector<std::string> cells;
  for (const Block& block : document.blocks) {
    for (const parse::TableCell& cell : block.table.cells) {
      std::string text = std::to_string(cell.row) + "," + std::to_string(cell.column);
      if (cell.column_span > 1) text += "+" + std::to_string(cell.column_span);
      cells.push_back(text + (cell.header ? "* " : " ") + cell.text);
    }
  }
  return cells;
}

TEST(PdfTables, ReadsATableClosedByLines) {
  std::string content;
  for (int y : {700, 680, 660, 640}) content += Line(50, y, 350, y);
  for (int x : {50, 150, 250, 350}) content += Line(x, 640, x, 680);
  content += Line(50, 680, 50, 700) + Line(350, 680, 350, 700);  // the first row is one cell
  content += Text(55, 686, 10, "Staff") + Text(55, 666, 10, "Name") + Text(155, 666, 10, "Role") +
             Text(255, 666, 10, "Place") + Text(55, 646, 10, "Li") + Text(155, 646, 10, "Chair") +
             Text(255, 646, 10, "Lanzhou");
  const Document document = Read(TinyPdf().Page(content));
  EXPECT_THAT(Cells(document), ElementsAre("0,0+3* Staff", "1,0 Name", "1,1 Role", "1,2 Place",
                                           "2,0 Li", "2,1 Chair", "2,2 Lanzhou"));
}

TEST(PdfTables, ReadsATableOfCellBackgroundsAndJoinsTheDollar) {
  std::string content;
  for (int row = 0; row < 3; ++row) {
    const int y = 680 - 20 * row;
    for (const auto& [x, width] :
         {std::pair{50, 200}, {250, 20}, {270, 60}, {330, 20}, {350, 60}}) {
      content += Fill(x, y, width, 20, row % 2 == 0 ? 0.9 : 1.0);
    }
  }
  content += Text(275, 710, 10, "2023") + Text(355, 710, 10, "2022");
  content += Text(55, 685, 10, "Net sales") + Text(255, 685, 10, "$") +
             Text(275, 685, 10, "1,234") + Text(335, 685, 10, "$") + Text(355, 685, 10, "1,100");
  content += Text(55, 665, 10, "Costs") + Text(275, 665, 10, "\\(234\\)") +
             Text(355, 665, 10, "\\(100\\)");
  content += Text(55, 645, 10, "Total") + Text(275, 645, 10, "1,000") + Text(355, 645, 10, "1,000");
  const Document document = Read(TinyPdf().Page(content));
  EXPECT_THAT(Cells(document), ElementsAre("0,1* 2023", "0,2* 2022", "1,0* Net sales",
                                           "1,1 $ 1,234", "1,2 $ 1,100", "2,0* Costs", "2,1 (234)",
                                           "2,2 (100)", "3,0* Total", "3,1 1,000", "3,2 1,000"));
}

TEST(PdfTables, ReadsATableThatOnlyLinesUp) {
  std::string content = Text(50, 760, 10, "Some words before the table stand here.");
  const char* const labels[] = {"Wheat", "Rice", "Maize"};
  const char* const values[] = {"1,200", "3,400", "5,600"};
  content += Text(200, 720, 10, "tonnes") + Text(300, 720, 10, "price");
  for (int i = 0; i < 3; ++i) {
    content += Text(50, 700 - 15 * i, 10, labels[i]) + Text(200, 700 - 15 * i, 10, values[i]) +
               Text(300, 700 - 15 * i, 10, "7.50");
  }
  const Document document = Read(TinyPdf().Page(content));
  EXPECT_THAT(Cells(document), ElementsAre("0,1* tonnes", "0,2* price", "1,0* Wheat", "1,1 1,200",
                                           "1,2 7.50", "2,0* Rice", "2,1 3,400", "2,2 7.50",
                                           "3,0* Maize", "3,1 5,600", "3,2 7.50"));
}

TEST(PdfTables, ALongTextInACellOfAnAlignedTableStaysOneCell) {
  std::string content;
  for (int i = 0; i < 3; ++i) {
    const int y = 700 - 40 * i;
    content += Text(50, y, 10, "2.1." + std::to_string(i)) +
               Text(100, y, 10, "Verify that passwords are long enough") + Text(400, y, 10, "521") +
               Text(100, y - 12, 10, "and that they are not old.");
  }
  EXPECT_THAT(Cells(Read(TinyPdf().Page(content))),
              ::testing::Contains(HasSubstr("long enough and that they are not old.")));
}

TEST(PdfTables, ReadsATableOfWordsThatOnlyLinesUp) {
  const std::vector<std::vector<std::string>> rows = {{"Name", "Office", "Task"},
                                                      {"Li Wei", "Shanghai", "sales"},
                                                      {"Anna Berg", "Oslo", "law"},
                                                      {"Tom Ray", "Leeds", "stock and store"},
                                                      {"Mia Chen", "Taipei", "training"}};
  std::string content;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      content += Text(60 + 150.0 * static_cast<double>(c), 700 - 16.0 * static_cast<double>(r), 11,
                      rows[r][c]);
    }
  }
  TinyPdf pdf;
  pdf.Page(content);
  const Document document = Read(pdf);
  ASSERT_EQ(document.blocks.size(), 1U);
  EXPECT_EQ(document.blocks[0].table.rows, 5U);
  EXPECT_EQ(document.blocks[0].table.columns, 3U);
}

TEST(PdfTables, ProseWithNumbersIsNoTable) {
  std::string content;
  for (int i = 0; i < 6; ++i) {
    content +=
        Text(50, 700 - 14 * i, 11, "In 2023 the company sold 1,234 units for 99.50 dollars each,");
  }
  EXPECT_TRUE(TextsOf(Read(TinyPdf().Page(content)), BlockKind::kTable).empty());
}

}  // namespace
}  // namespace wenyuan::parse_pdf
