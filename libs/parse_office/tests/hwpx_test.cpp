#include <gtest/gtest.h>

#include <string>

#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"
#include "wenyuan/parse_office/hwpx_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

std::string P(const std::string& runs, const std::string& style = "0") {
  return "<hp:p styleIDRef='" + style + "'><hp:run>" + runs + "</hp:run></hp:p>";
}
std::string T(const std::string& text) { return "<hp:t>" + text + "</hp:t>"; }
std::string List(const std::string& paragraphs) {
  return "<hp:subList>" + paragraphs + "</hp:subList>";
}
std::string Cell(int row, int column, int columns, const std::string& text) {
  return "<hp:tc header='" + std::string(row == 0 ? "1" : "0") + "'>" + List(P(T(text))) +
         "<hp:cellAddr colAddr='" + std::to_string(column) + "' rowAddr='" + std::to_string(row) +
         "'/><hp:cellSpan colSpan='" + std::to_string(columns) + "' rowSpan='1'/></hp:tc>";
}

std::string BuildHwpx(const std::string& section, const std::string& manifest = "<m/>") {
  return testing::BuildZip(
      {{"mimetype", "application/hwp+zip"},
       {"META-INF/manifest.xml", manifest},
       {"Contents/content.hpf",
        "<opf:package><opf:metadata><opf:title>휴가 규정</opf:title>"
        "<opf:meta name='creator' content='text'>김</opf:meta></opf:metadata><opf:manifest>"
        "<opf:item id='header' href='Contents/header.xml'/>"
        "<opf:item id='section0' href='Contents/section0.xml'/>"
        "<opf:item id='image1' href='BinData/image1.png'/></opf:manifest><opf:spine>"
        "<opf:itemref idref='header'/><opf:itemref idref='section0'/></opf:spine></opf:package>"},
       {"Contents/header.xml",
        "<hh:head><hh:refList><hh:styles><hh:style id='0' name='바탕글'/>"
        "<hh:style id='2' name='개요 1'/></hh:styles></hh:refList></hh:head>"},
       {"Contents/section0.xml", "<hs:sec>" + section + "</hs:sec>"},
       {"BinData/image1.png", "\x89PNG picture"},
       {"Preview/PrvImage.png", "\x89PNG preview"}});
}

TEST(HwpxParser, ReadsHeadingsTextTablesNotesAndPictures) {
  const std::string note =
      "<hp:ctrl><hp:footNote>" + List(P(T("각주"))) + "</hp:footNote></hp:ctrl>";
  const std::string table = "<hp:tbl><hp:tr>" + Cell(0, 0, 2, "머리") + "</hp:tr><hp:tr>" +
                            Cell(1, 0, 1, "가") + Cell(1, 1, 1, "나") + "</hp:tr><hp:caption>" +
                            List(P(T("표 1"))) + "</hp:caption></hp:tbl>";
  const std::string box =
      "<hp:rect><hp:drawText>" + List(P(T("상자"))) + "</hp:drawText></hp:rect>";
  const std::string bytes = BuildHwpx(
      P("<hp:ctrl><hp:header>" + List(P(T("머리말"))) + "</hp:header></hp:ctrl>" + T("제1장"),
        "2") +
      P(T("앞 <hp:tab/>뒤") + note + T("<hp:lineBreak/>줄")) + P(table) + P(box) +
      P("<hp:equation><hp:script>a over b</hp:script></hp:equation>") +
      P(T("있음<hp:deleteBegin/>없음<hp:deleteEnd/>.")) +
      P("<hp:pic><hc:img binaryItemIDRef='image1'/></hp:pic>"));
  const auto parser = MakeHwpxParser();
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  const Document document = MustParse(*parser, bytes);
  EXPECT_EQ(Dump(document),
            "format hwpx\ntitle 휴가 규정\nmeta author: 김\n"
            "heading 1: 제1장\n"
            "page-header: 머리말\n"
            "paragraph: 앞 \t뒤\\n줄\n"
            "note: 각주\n"
            "table 2x2\n"
            "  0,0 span 1x2 header: 머리\n"
            "  1,0: 가\n"
            "  1,1: 나\n"
            "caption: 표 1\n"
            "paragraph: 상자\n"
            "paragraph: a over b\n"
            "paragraph: 있음.\n"
            "figure: \n");
  EXPECT_EQ(document.thumbnail, "\x89PNG preview");
  ASSERT_EQ(document.pictures.size(), 1U);
}

TEST(HwpxParser, SaysWhatItCannotRead) {
  const auto locked =
      MakeHwpxParser()->Parse({BuildHwpx(P(T("x")), "<m><odf:encryption-data/></m>"), "", {}, {}});
  testing::CheckPromises(locked);
  ASSERT_FALSE(locked);
  EXPECT_EQ(locked.error().code, ErrorCode::kUnsupported);
  const auto empty = MakeHwpxParser()->Parse({BuildHwpx(P("")), "", {}, {}});
  EXPECT_FALSE(empty);
}

TEST(HwpxParser, TablesInTablesEnd) {
  std::string inner = P(T("core"));
  for (int depth = 0; depth < 300; ++depth) {
    inner = P("<hp:tbl><hp:tr><hp:tc>" + List(inner) + "</hp:tc></hp:tr></hp:tbl>");
  }
  const Document document = MustParse(*MakeHwpxParser(), BuildHwpx(P(T("before")) + inner));
  EXPECT_EQ(document.blocks.size(), 1U);
}

TEST(HwpxParser, SurvivesDamage) {
  testing::CheckSurvivesDamage(*MakeHwpxParser(), BuildHwpx(P(T("text"))), 500);
}

}  // namespace
}  // namespace wenyuan::parse
