#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tiny_pdf.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/parse_pdf/lay_out_lines.h"
#include "wenyuan/parse_pdf/pdf_parser.h"

namespace wenyuan::parse_pdf {
namespace {

using parse::Document;
using parse::RecognisedLine;
using parse::RecognisedPage;
using ::testing::ElementsAre;
using testing::Text;
using testing::TinyPdf;

constexpr const char* kScan = "q 600 0 0 800 0 0 cm /Im1 Do Q\n";
constexpr float kPixelsPerPoint = 200.0F / 72;

// Says what the test wants, and remembers what it saw.
class FixedRecogniser final : public parse::TextRecogniser {
 public:
  Result<std::vector<RecognisedLine>> Recognise(const parse::GreyPicture& picture) override {
    seen.push_back({picture.width, picture.height, {}});
    return lines;
  }
  std::vector<RecognisedLine> lines;
  std::vector<parse::GreyPicture> seen;
};

// In pixels; a line that runs to the right.
RecognisedLine Line(float left, float middle_y, float length, const std::string& text,
                    float confidence = 0.95F) {
  return {text, {{text, 0, 1}}, confidence, left + length / 2, middle_y, length, 40, 0};
}

FixedRecogniser& Recogniser() {
  static FixedRecogniser recogniser;
  return recogniser;
}

Result<Document> Parse(const std::string& bytes, parse::PageRange recognise = {},
                       std::vector<std::string> pictures = {}) {
  static auto* parsers = [] {  // PDFium has one state for the process
    auto* made = new std::vector<std::unique_ptr<parse::Parser>>;
    made->push_back(*MakePdfParser(&Recogniser()));
    return made;
  }();
  Recogniser().seen.clear();
  return parse::ParseByContent(*parsers,
                               {bytes, "scan.pdf", "", {}, recognise, std::move(pictures)});
}

std::vector<std::string> Texts(const std::vector<parse::Block>& blocks) {
  std::vector<std::string> texts;
  for (const parse::Block& block : blocks) texts.push_back(block.text);
  return texts;
}

TEST(PdfRecognition, AScanIsADocumentThatSaysWhatItNeeds) {
  const auto document = Parse(TinyPdf().Page(kScan).Page(Text(50, 700, 12, "Typed")).Bytes());
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_TRUE(document->pages[0].needs_recognition);
  EXPECT_FALSE(document->pages[1].needs_recognition);
  EXPECT_TRUE(Recogniser().seen.empty());
  const auto scan_only = Parse(TinyPdf().Page(kScan).Bytes());
  ASSERT_TRUE(scan_only) << scan_only.error().message;
  EXPECT_TRUE(scan_only->blocks.empty());
  EXPECT_TRUE(parse::Decode(parse::Encode(*scan_only)));
}

TEST(PdfRecognition, StripsOfOneScanCountTogether) {
  std::string strips;
  for (int i = 0; i < 8; ++i) {
    strips += "q 600 0 0 100 0 " + std::to_string(100 * i) + " cm /Im1 Do Q\n";
  }
  const auto document = Parse(TinyPdf().Page(strips).Bytes());
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_TRUE(document->pages[0].needs_recognition);
}

// A filled shape with as many corners as a letter has, slanted where `slant` says.
std::string Outline(double x, double y, double size, double slant) {
  std::string path = std::to_string(x) + " " + std::to_string(y) + " m ";
  for (int i = 1; i < 6; ++i) {
    path += std::to_string(x + (i % 2 == 0 ? size : slant)) + " " +
            std::to_string(y + size * i / 5) + " l ";
  }
  return path + "h f\n";
}

TEST(PdfRecognition, LettersDrawnAsOutlinesAreToBeRead) {
  std::string letters;
  for (int i = 0; i < 12; ++i) letters += Outline(50 + 12 * i, 700, 10, 2);
  const auto word = Parse(TinyPdf().Page(letters).Bytes());
  ASSERT_TRUE(word) << word.error().message;
  EXPECT_TRUE(word->pages[0].needs_recognition);
  const auto labelled =
      Parse(TinyPdf().Page(letters + Text(50, 600, 12, "Text that can be read as such")).Bytes());
  ASSERT_TRUE(labelled) << labelled.error().message;
  EXPECT_FALSE(labelled->pages[0].needs_recognition);
}

TEST(PdfRecognition, BarsAndMountainsAreNoLetters) {
  std::string drawing;
  for (int i = 0; i < 12; ++i) drawing += testing::Fill(50 + 12 * i, 700, 10, 5 + 4 * i, 0.5);
  for (int i = 0; i < 12; ++i) drawing += Outline(10, 20, 300 + 10 * i, 200);
  const auto document = Parse(TinyPdf().Page(drawing).Bytes());
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kUnsupported);
}

TEST(PdfRecognition, ReadsOnlyThePagesAskedForAtTwoHundredDots) {
  Recogniser().lines = {Line(200, 300, 800, "The second line of the scan.", 0.8F),
                        Line(200, 240, 800, "The first line of it and more,", 0.95F)};
  const auto document =
      Parse(TinyPdf().Page(kScan).Page(kScan).Page(kScan).Bytes(), {.first = 2, .count = 1});
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(Recogniser().seen.size(), 1U);
  EXPECT_EQ(Recogniser().seen[0].width, std::lround(600 * kPixelsPerPoint));
  EXPECT_TRUE(document->pages.size() == 3 && document->pages[2].width == 600);
  EXPECT_FALSE(document->pages[1].needs_recognition);
  EXPECT_THAT(Texts(document->blocks),
              ElementsAre("The first line of it and more, The second line of the scan."));
  const parse::Block& block = document->blocks[0];
  EXPECT_EQ(block.page, 2U);
  EXPECT_EQ(block.confidence, 80);
  ASSERT_EQ(block.spans.size(), 2U);
  const PageBox& first = block.spans[0].box;
  EXPECT_NEAR(first.left, 200 / kPixelsPerPoint, 0.1);
  EXPECT_NEAR(first.right, 1000 / kPixelsPerPoint, 0.1);
  EXPECT_NEAR((first.top + first.bottom) / 2, 240 / kPixelsPerPoint, 0.1);
}

TEST(PdfRecognition, APageWithTextIsNotDrawn) {
  const auto document =
      Parse(TinyPdf().Page(Text(50, 700, 12, "Typed")).Bytes(), {.first = 1, .count = 1});
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_TRUE(Recogniser().seen.empty());
  EXPECT_THAT(Texts(document->blocks), ElementsAre("Typed"));
  EXPECT_EQ(document->blocks[0].confidence, parse::kCertain);
}

// Lines of a page of 600 by 800 points, one pixel a point, turned around its middle.
RecognisedPage Turned(double degrees, float page_width, float page_height) {
  RecognisedPage page{1, page_width, page_height, 1, {}};
  const double angle = degrees * std::numbers::pi / 180;
  int number = 0;
  for (float y = 300; y < 360; y += 20) {
    RecognisedLine line = Line(100, y, 400, "line " + std::to_string(++number) + " of the page,");
    line.height = 16;
    const double x = line.middle_x - 300;
    const double from_middle = line.middle_y - 400;
    line.middle_x =
        static_cast<float>(page_width / 2 + x * std::cos(angle) - from_middle * std::sin(angle));
    line.middle_y =
        static_cast<float>(page_height / 2 + x * std::sin(angle) + from_middle * std::cos(angle));
    line.angle = static_cast<float>(degrees);
    page.lines.push_back(line);
  }
  return page;
}

TEST(PdfRecognition, ASkewedPageIsLaidOutStraightAndItsBoxesStayOnTheLines) {
  const RecognisedPage page = Turned(4, 600, 800);
  const auto blocks = LayOutLines({page});
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].text, "line 1 of the page, line 2 of the page, line 3 of the page,");
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const PageBox& box = blocks[0].spans[i].box;
    EXPECT_NEAR((box.left + box.right) / 2, page.lines[i].middle_x, 0.1);
    EXPECT_NEAR((box.top + box.bottom) / 2, page.lines[i].middle_y, 0.1);
  }
}

TEST(PdfRecognition, APageOnItsSideReadsInItsOwnOrder) {
  for (const double degrees : {90.0, 180.0, -90.0}) {
    const bool across = degrees != 180;
    const RecognisedPage page = Turned(degrees, across ? 800.0F : 600.0F, across ? 600.0F : 800.0F);
    const auto blocks = LayOutLines({page});
    ASSERT_EQ(blocks.size(), 1U) << degrees;
    EXPECT_TRUE(blocks[0].text.starts_with("line 1")) << degrees << blocks[0].text;
    const PageBox& box = blocks[0].spans[0].box;
    EXPECT_NEAR((box.left + box.right) / 2, page.lines[0].middle_x, 0.1) << degrees;
    EXPECT_EQ(box.bottom - box.top > box.right - box.left, across) << degrees;
  }
}

// 200 by 120 points in black and white, at the left in the middle of a page of 600 by 800.
std::string SmallPicture(char digit) {
  return "q 300 0 0 180 100 300 cm BI /W 200 /H 120 /CS /G /BPC 1 /F /AHx ID " +
         std::string(2 * 25 * 120, digit) + "> EI Q\n";
}

TEST(PdfPictures, APictureBesideTextIsAFigureWhereItIsShownFirst) {
  const std::string texts = Text(50, 700, 12, "Typed above.") + Text(50, 100, 12, "Typed below.");
  const std::string bytes = TinyPdf()
                                .Page(texts + SmallPicture('5'))
                                .Page(texts + SmallPicture('5') + SmallPicture('0'))
                                .Bytes();
  const auto document = Parse(bytes);
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->pictures.size(), 2U);
  EXPECT_EQ(document->pictures[0].width, 200U);
  EXPECT_EQ(document->pictures[0].height, 120U);
  std::vector<std::pair<std::uint32_t, std::string>> blocks;
  for (const parse::Block& block : document->blocks) {
    blocks.emplace_back(block.page, block.picture > 0 ? "figure" : block.text);
  }
  EXPECT_THAT(blocks, ElementsAre(std::pair(1U, "Typed above."), std::pair(1U, "figure"),
                                  std::pair(1U, "Typed below."), std::pair(2U, "Typed above."),
                                  std::pair(2U, "figure"), std::pair(2U, "Typed below.")));
  const PageBox box = document->blocks[1].box.value();
  EXPECT_NEAR(box.left, 100, 1);
  EXPECT_NEAR(box.top, 320, 1);
  EXPECT_NEAR(box.right, 400, 1);
  EXPECT_NEAR(box.bottom, 500, 1);
  EXPECT_TRUE(parse::Decode(parse::Encode(*document)));

  const auto read = Parse(bytes, {}, {document->pictures[1].sha256});
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->pictures.size(), 1U);
  EXPECT_EQ(read->pictures[0].sha256, document->pictures[1].sha256);
  EXPECT_TRUE(read->pictures[0].bytes.starts_with("BM"));
}

TEST(PdfPictures, APictureUnderTextIsAGround) {
  std::string texts;
  for (int i = 0; i < 5; ++i) texts += Text(120, 320 + 30 * i, 12, "Typed over the picture");
  const auto document = Parse(TinyPdf().Page(SmallPicture('F') + texts).Bytes());
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_TRUE(document->pictures.empty());
}

TEST(PdfPictures, TheFirstPageIsAThumbnail) {
  const auto document = Parse(TinyPdf().Page(Text(50, 700, 12, "Typed")).Page("").Bytes());
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_TRUE(document->thumbnail.starts_with("BM"));
  EXPECT_EQ(document->thumbnail.size(), 54U + 240 * 3 * 320);
}

// Two columns and three rows between rulings, with prose above; turned by `degrees` as a whole.
RecognisedPage RuledPage(double degrees) {
  RecognisedPage page{1, 600, 800, 1 / kPixelsPerPoint, {}, {}};
  page.lines = {Line(200, 200, 1'200, "The prices of the year follow below this line of prose."),
                Line(230, 350, 160, "Item"),
                Line(830, 350, 160, "Price"),
                Line(230, 430, 200, "Paper"),
                Line(830, 430, 120, "32.50"),
                Line(230, 510, 200, "Ink"),
                Line(830, 510, 120, "18.00")};
  for (const float y : {310.0F, 390.0F, 470.0F, 550.0F}) page.rulings.push_back({200, y, 1'400, y});
  for (const float x : {200.0F, 800.0F, 1'400.0F}) page.rulings.push_back({x, 310, x, 550});
  const double angle = degrees * std::numbers::pi / 180;
  const double middle_x = 300 * static_cast<double>(kPixelsPerPoint);
  const double middle_y = 400 * static_cast<double>(kPixelsPerPoint);
  const auto turn = [&](float& x, float& y) {
    const double from_x = static_cast<double>(x) - middle_x;
    const double from_y = static_cast<double>(y) - middle_y;
    x = static_cast<float>(from_x * std::cos(angle) - from_y * std::sin(angle) + middle_x);
    y = static_cast<float>(from_x * std::sin(angle) + from_y * std::cos(angle) + middle_y);
  };
  for (RecognisedLine& line : page.lines) {
    turn(line.middle_x, line.middle_y);
    line.angle = static_cast<float>(degrees);
  }
  for (parse::Ruling& ruling : page.rulings) {
    turn(ruling.x1, ruling.y1);
    turn(ruling.x2, ruling.y2);
  }
  return page;
}

TEST(LayOutLines, ATableBetweenRulingsOfAScanHasRowsAndCells) {
  for (const double degrees : {0.0, 1.5, 90.0}) {
    const auto blocks = LayOutLines({RuledPage(degrees)});
    ASSERT_EQ(blocks.size(), 2U) << degrees;
    EXPECT_EQ(blocks[0].kind, parse::BlockKind::kParagraph);
    ASSERT_EQ(blocks[1].kind, parse::BlockKind::kTable) << degrees;
    EXPECT_EQ(blocks[1].table.rows, 3U);
    EXPECT_EQ(blocks[1].table.columns, 2U);
    std::vector<std::string> cells;
    for (const parse::TableCell& cell : blocks[1].table.cells) cells.push_back(cell.text);
    EXPECT_THAT(cells, ElementsAre("Item", "Price", "Paper", "32.50", "Ink", "18.00"));
    EXPECT_LT(blocks[1].confidence, parse::kCertain);
    EXPECT_FALSE(blocks[1].table.cells[3].boxes.empty());
  }
}

TEST(LayOutLines, ProseWithARulingBelowAHeadingIsNoTable) {
  RecognisedPage page{1, 600, 800, 1 / kPixelsPerPoint, {}, {}};
  page.lines = {Line(200, 200, 700, "A heading with a ruling below it"),
                Line(200, 300, 1'200, "The text goes on here, over the whole width of the page,"),
                Line(200, 350, 1'200, "and again in the second line, which has no gaps in it.")};
  page.rulings = {{200, 240, 1'400, 240}, {200, 2'000, 600, 2'000}};
  for (const parse::Block& block : LayOutLines({page})) {
    EXPECT_NE(block.kind, parse::BlockKind::kTable);
  }
}

TEST(LayOutLines, ColumnsOfVerticalWritingAreReadFromTheRight) {
  RecognisedPage page{1, 600, 800, 1 / kPixelsPerPoint, {}, {}};
  float middle_x = 1'000;
  for (const char* const text :
       {"人之初性本善性相近习相远", "苟不教性乃迁教之道贵以专", "昔孟母"}) {
    RecognisedLine line = Line(0, 500, 600, text);
    line.middle_x = middle_x;
    line.angle = 90;
    if (page.lines.size() == 2) {
      line.length = 150;
      line.middle_y = 275;
    }
    page.lines.insert(page.lines.begin(), line);  // lines come in no order
    middle_x -= 60;
  }
  std::string all;
  for (const parse::Block& block : LayOutLines({page})) all += block.text;
  EXPECT_EQ(all, "人之初性本善性相近习相远苟不教性乃迁教之道贵以专昔孟母");
}

}  // namespace
}  // namespace wenyuan::parse_pdf
