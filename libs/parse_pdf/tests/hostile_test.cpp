// Files that point at themselves or promise more than they hold end soon, and what can be read of
// them is.
#include "reading.h"

namespace wenyuan::parse_pdf {
namespace {

using parse::BlockKind;
using parse::Document;
using testing::Parse;
using testing::Read;
using testing::Stream;
using testing::Text;
using testing::Texts;
using testing::TinyPdf;

// Objects one after the other, without a table of them: PDFium looks for them itself.
std::string Bare(const std::vector<std::string>& objects, const std::string& trailer = "") {
  std::string bytes = "%PDF-1.7\n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    bytes += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  return bytes + "trailer\n<< /Root 1 0 R /Size " + std::to_string(objects.size() + 1) + trailer +
         " >>\n%%EOF\n";
}

void ExpectStated(const Result<Document>& document) {
  if (document) return;
  EXPECT_NE(document.error().code, ErrorCode::kInternal);
  EXPECT_NE(document.error().message_zh, "");
}

TEST(HostilePdf, ATreeOfPagesThatHoldsItself) {
  ExpectStated(Parse(Bare({"<< /Type /Catalog /Pages 2 0 R >>",
                           "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"})));
  const std::string page =
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font "
      "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>";
  const auto document = Parse(
      Bare({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>",
            page, Stream("", Text(50, 700, 12, "Once"))}));
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->blocks.front().text, "Once");
}

TEST(HostilePdf, AHundredThousandPages) {
  std::string kids;
  for (int i = 0; i < 100'000; ++i) kids += "3 0 R ";
  const auto document = Parse(Bare({"<< /Type /Catalog /Pages 2 0 R >>",
                                    "<< /Type /Pages /Kids [" + kids + "] /Count 100000 >>",
                                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"}));
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kTooLarge);
}

TEST(HostilePdf, BookmarksThatGoRoundAreReadOnce) {
  TinyPdf pdf;
  pdf.Page(Text(50, 700, 12, "Words"));
  const int mark =
      pdf.Object("<< /Title (Round) /Dest [1000 0 R /Fit] /Next 10 0 R /First 10 0 R >>");
  pdf.Catalogue("/Outlines << /First " + std::to_string(mark) + " 0 R >>");
  EXPECT_EQ(Texts(Read(pdf)), (std::vector<std::string>{"Words"}));
}

TEST(HostilePdf, AFormThatDrawsItself) {
  TinyPdf pdf;
  const int form = pdf.Object(
      Stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /Fm 10 "
             "0 R >> /Font << /F1 4 0 R >> >>",
             "/Fm Do " + Text(50, 600, 12, "Inside")));
  pdf.Page(
      "/Fm Do " + Text(50, 700, 12, "Outside"),
      "/Resources << /XObject << /Fm " + std::to_string(form) + " 0 R >> /Font << /F1 4 0 R >> >>");
  const auto document = Parse(pdf.Bytes());
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->blocks.front().text, "Outside");
}

TEST(HostilePdf, ALetterThatIsDrawnWithItself) {
  TinyPdf pdf;
  pdf.Object(
      "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [.1 0 0 .1 0 0] /FirstChar "
      "97 /LastChar 97 /Widths [9] /Encoding << /Type /Encoding /Differences [97 /a] >> "
      "/CharProcs << /a 11 0 R >> /Resources << /Font << /T 10 0 R >> >> >>");
  pdf.Object(Stream("", "9 0 d0 BT /T 9 Tf (aaaaaaaaaa) Tj ET"));
  pdf.Page("BT /T 12 Tf 50 700 Td (aaa) Tj ET " + Text(50, 600, 12, "Plain"),
           "/Resources << /Font << /T 10 0 R /F1 4 0 R >> >>");
  const auto document = Parse(pdf.Bytes());
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->blocks.back().text, "Plain");
}

TEST(HostilePdf, TablesOfObjectsThatFollowEachOther) {
  std::string bytes = TinyPdf().Page(Text(50, 700, 12, "Found")).Bytes();
  const std::size_t table = bytes.rfind("xref\n0 1");
  ASSERT_NE(table, std::string::npos);
  const std::size_t trailer = bytes.rfind("/Root");
  bytes.insert(trailer, "/Prev " + std::to_string(table) + " ");
  ExpectStated(Parse(bytes));
  bytes.resize(bytes.rfind("startxref"));
  ExpectStated(Parse(bytes + "startxref\n" + std::to_string(bytes.size()) + "\n%%EOF\n"));
}

TEST(HostilePdf, APictureOfFarTooManyPixelsIsNotDrawn) {
  TinyPdf pdf;
  pdf.Object(
      Stream("/Type /XObject /Subtype /Image /Width 200000 /Height 200000 /ColorSpace "
             "/DeviceRGB /BitsPerComponent 8",
             "x"));
  pdf.Page("q 600 0 0 800 0 0 cm /Im Do Q", "/Resources << /XObject << /Im 10 0 R >> >>");
  const auto document = Parse(pdf.Bytes());
  ExpectStated(document);
}

TEST(HostilePdf, APageOfAMileIsAPage) {
  TinyPdf pdf;
  pdf.Page(Text(50, 700, 12, "Large"), "/MediaBox [0 0 1e9 1e9]");
  ExpectStated(Parse(pdf.Bytes()));
}

}  // namespace
}  // namespace wenyuan::parse_pdf
