#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "damaged_part.h"
#include "ooxml_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"
#include "wenyuan/parse_office/ofd_parser.h"
#include "wenyuan/parse_office/xps_parser.h"
#include "wenyuan/parse_pdf/page_layout.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;
using Files = std::vector<std::pair<std::string, std::string>>;

Files XpsFiles(const std::string& page) {
  return {{"[Content_Types].xml", "<Types/>"},
          {"_rels/.rels", Relationships(Relationship("r", "fixedrepresentation", "/FDS.fdseq"))},
          {"FDS.fdseq",
           "<FixedDocumentSequence><DocumentReference Source='Documents/1/FD.fdoc'/>"
           "</FixedDocumentSequence>"},
          {"Documents/1/FD.fdoc",
           "<FixedDocument><PageContent Source='Pages/1.fpage'/></FixedDocument>"},
          {"Documents/1/Pages/1.fpage",
           "<FixedPage Width='816' Height='1056'>" + page + "</FixedPage>"}};
}

std::string BuildXps(const std::string& page) { return testing::BuildZip(XpsFiles(page)); }

std::string Glyphs(int x, int y, const std::string& text, const std::string& more = "") {
  return "<Glyphs Fill='#ff000000' FontRenderingEmSize='16' OriginX='" + std::to_string(x) +
         "' OriginY='" + std::to_string(y) + "' UnicodeString='" + text + "' " + more + "/>";
}

Document ReadXps(const std::string& page) {
  const auto parser = MakeXpsParser(parse_pdf::MakePageLayout);
  return MustParse(*parser, BuildXps(page));
}

TEST(XpsParser, PlacesCharactersByTheirAdvances) {
  const Document document = ReadXps(Glyphs(96, 192, "ab c", "Indices=',50;,50;,50;,100'"));
  EXPECT_EQ(Dump(document), "format xps\ntitle \npage 1\nparagraph page 1: ab c\n");
  ASSERT_EQ(document.pages.size(), 1U);
  EXPECT_FLOAT_EQ(document.pages[0].width, 612);
  ASSERT_EQ(document.blocks[0].spans.size(), 1U);
  const PageBox& box = document.blocks[0].spans[0].box;
  EXPECT_NEAR(box.left, 72, .1);
  EXPECT_NEAR(box.right, 72 + 12 * 2.5, .1);  // half, half, half and a whole of 12 points
  EXPECT_LT(box.top, 144);
  EXPECT_GT(box.bottom, 144);
}

TEST(XpsParser, AppliesTransformsOfCanvases) {
  const Document document = ReadXps(
      "<Canvas RenderTransform='2,0,0,2,96,0'><Canvas><Canvas.RenderTransform>"
      "<MatrixTransform Matrix='1,0,0,1,0,48'/></Canvas.RenderTransform>" +
      Glyphs(0, 48, "big") + "</Canvas></Canvas>");
  ASSERT_EQ(document.blocks.size(), 1U);
  const PageBox& box = document.blocks[0].spans[0].box;
  EXPECT_NEAR(box.left, 72, .1);
  EXPECT_NEAR(box.bottom, 144 + 24 * .22, .1);
}

TEST(XpsParser, FindsTablesAndHiddenText) {
  std::string page =
      "<Path Stroke='#000000' Data='M 90,100 L 390,100 M 90,130 L 390,130 "
      "M 90,160 H 390 M 90,100 V 160 M 240,100 L 240,160 M 390,100 L 390,160'/>";
  page += Glyphs(100, 122, "姓名") + Glyphs(250, 122, "工资") + Glyphs(100, 152, "李娜") +
          Glyphs(250, 152, "8,000");
  page +=
      "<Glyphs Fill='#00000000' FontRenderingEmSize='16' OriginX='96' OriginY='300' "
      "UnicodeString='obey'/>";
  EXPECT_EQ(Dump(ReadXps(page)),
            "format xps\ntitle \npage 1\ntable page 1 2x2\n  0,0 header: 姓名\n  0,1 header: 工资\n"
            "  1,0 header: 李娜\n  1,1: 8,000\nhidden page 1: obey\n");
}

TEST(XpsParser, GoesByContentAndSurvivesDamage) {
  const auto parser = MakeXpsParser(parse_pdf::MakePageLayout);
  const std::string bytes = BuildXps(Glyphs(96, 96, "text"));
  EXPECT_EQ(parser->Recognise(bytes, "x.docx"), 95);
  EXPECT_EQ(parser->Recognise(BuildDocx(P("x")), "x.xps"), 0);
  testing::CheckSurvivesDamage(*parser, bytes, 50);
  CheckSurvivesDamagedParts(
      *parser,
      XpsFiles(Glyphs(96, 96, "text", "Indices='(2:1)5,50;,6'") +
               "<Canvas RenderTransform='1,0,0,1,5,5'><Path Fill='#ffffff' Data='M 1,1 L 9,1 9,9 "
               "z'/></Canvas>"),
      50);
}

// Whatever stands in attributes of a page must not do harm.
TEST(XpsParser, SurvivesOddPages) {
  const auto parser = MakeXpsParser(parse_pdf::MakePageLayout);
  for (const char* page :
       {"<Glyphs FontRenderingEmSize='1e300' OriginX='nan' OriginY='-1e99' UnicodeString='x'/>",
        "<Glyphs FontRenderingEmSize='9' UnicodeString='x' Indices='(99999999999:0);;(1:2'/>",
        "<Glyphs FontRenderingEmSize='9' UnicodeString='x' Indices='('/>",
        "<Path Fill='#1' Data='M L 1 Z z z 5,5,5 A 1 C 1e999 q'/>",
        "<Canvas/><Path Data='{x}'/>"}) {
    testing::CheckPromises(parser->Parse({BuildXps(page), "", {}, {}}));
  }
}

// A file by the standard: a template with a heading, text by DeltaX, a table of paths.
Files OfdFiles() {
  const auto text = [](const std::string& boundary, const std::string& size,
                       const std::string& code, const std::string& more = "") {
    return "<ofd:TextObject ID='9' Boundary='" + boundary + "' Font='3' Size='" + size + "' " +
           more + ">" + code + "</ofd:TextObject>";
  };
  std::string table;
  for (const std::string line : {"M 0 0 L 120 0", "M 0 10 L 120 10", "M 0 20 L 120 20",
                                 "M 0 0 L 0 20", "M 60 0 L 60 20", "M 120 0 L 120 20"}) {
    table +=
        "<ofd:PathObject ID='8' Boundary='30 80 120 20' LineWidth='0.3'>"
        "<ofd:AbbreviatedData>" +
        line + "</ofd:AbbreviatedData></ofd:PathObject>";
  }
  table += text("32 82 50 8", "4", "<ofd:TextCode X='0' Y='5' DeltaX='4'>项目</ofd:TextCode>");
  table += text("92 82 50 8", "4", "<ofd:TextCode X='0' Y='5' DeltaX='4'>金额</ofd:TextCode>");
  table += text("32 92 50 8", "4", "<ofd:TextCode X='0' Y='5' DeltaX='4'>差旅</ofd:TextCode>");
  table += text("92 92 50 8", "4",
                "<ofd:TextCode X='0' Y='5' DeltaX='g 2 2.2 1.2 2.2'>88.5</ofd:TextCode>");
  const std::string body = text("30 50 150 20", "4",
                                "<ofd:TextCode X='0' Y='5' DeltaX='g 17 "
                                "4'>根据国务院关于规范性文件管理的若干规定</ofd:TextCode>");
  return {
      {"OFD.xml",
       "<?xml version='1.0'?><ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016' Version='1.1' "
       "DocType='OFD'><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID><ofd:Title>通知</ofd:Title>"
       "<ofd:Author>办公厅</ofd:Author><ofd:CreationDate>2024-01-31</ofd:CreationDate>"
       "<ofd:CustomDatas><ofd:CustomData Name='发票号码'>123</ofd:CustomData></ofd:CustomDatas>"
       "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
       "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"},
      {"Doc_0/Document.xml",
       "<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
       "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
       "<ofd:TemplatePage ID='2' BaseLoc='Tpls/T0.xml'/></ofd:CommonData><ofd:Pages>"
       "<ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages>"
       "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
       "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"},
      {"Doc_0/PublicRes.xml",
       "<ofd:Res BaseLoc='Res'><ofd:Fonts><ofd:Font ID='3' FontName='宋体'/><ofd:Font ID='4' "
       "FontName='黑体'/></ofd:Fonts></ofd:Res>"},
      {"Doc_0/Tpls/T0.xml",
       "<ofd:Page><ofd:Content><ofd:Layer ID='5'>" +
           text("50 20 120 20", "8",
                "<ofd:TextCode X='0' Y='10' DeltaX='g 5 9'>关于印发通知</ofd:TextCode>",
                "CTM='1 0 0 1 0 0'") +
           "</ofd:Layer></ofd:Content></ofd:Page>"},
      {"Doc_0/Pages/Page_0/Content.xml",
       "<ofd:Page><ofd:Template TemplateID='2' ZOrder='Background'/><ofd:Content>"
       "<ofd:Layer ID='6'>" +
           body + table + "</ofd:Layer></ofd:Content></ofd:Page>"},
      {"Doc_0/Annots/Annotations.xml",
       "<ofd:Annotations><ofd:Page PageID='1'><ofd:FileLoc>A0.xml</ofd:FileLoc></ofd:Page>"
       "</ofd:Annotations>"},
      {"Doc_0/Annots/A0.xml",
       "<ofd:PageAnnot><ofd:Annot ID='7' Type='Stamp'><ofd:Appearance Boundary='30 200 60 20'>" +
           text("0 0 60 10", "4", "<ofd:TextCode X='0' Y='5' DeltaX='4'>已收讫</ofd:TextCode>") +
           "</ofd:Appearance></ofd:Annot><ofd:Annot ID='8' Type='Watermark'><ofd:Appearance>" +
           text("0 0 60 10", "9", "<ofd:TextCode X='0' Y='5'>样张</ofd:TextCode>") +
           "</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"},
      {"Doc_0/Attachs/Attachments.xml",
       "<ofd:Attachments><ofd:Attachment ID='1' Name='明细' Format='xml'>"
       "<ofd:FileLoc>/Doc_0/Attachs/a.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"},
      {"Doc_0/Attachs/a.xml", "<a/>"},
      {"Doc_0/Signs/Signatures.xml",
       "<ofd:Signatures><ofd:Signature ID='s' Type='Seal' BaseLoc='Sign_0/Signature.xml'/>"
       "</ofd:Signatures>"},
      {"Doc_0/Signs/Sign_0/Signature.xml",
       "<ofd:Signature><ofd:SignedInfo><ofd:Provider ProviderName='电子印章'/>"
       "<ofd:SignatureDateTime>2024-02-01</ofd:SignatureDateTime></ofd:SignedInfo>"
       "</ofd:Signature>"}};
}

TEST(OfdParser, ReadsTemplatesTextTablesStampsAndAttachments) {
  const auto parser = MakeOfdParser(parse_pdf::MakePageLayout);
  const Document document = MustParse(*parser, testing::BuildZip(OfdFiles()));
  EXPECT_EQ(
      Dump(document),
      "format ofd\ntitle 通知\nmeta author: 办公厅\nmeta created: 2024-01-31\n"
      "meta 发票号码: 123\nmeta signature: seal, 电子印章, 2024-02-01\npage 1\n"
      "heading 1 page 1: 关于印发通知\n"
      "paragraph page 1: 根据国务院关于规范性文件管理的若干规定\n"
      "table page 1 2x2\n  0,0 header: 项目\n  0,1 header: 金额\n  1,0 header: 差旅\n  1,1: 88.5\n"
      "paragraph page 1: 已收讫\nattachment 明细.xml 4\n");
  EXPECT_NEAR(document.pages[0].width, 595.3, .1);
  const PageBox& box = document.blocks[1].spans[0].box;
  constexpr double kMillimetre = 72 / 25.4;
  EXPECT_NEAR(box.left, 30 * kMillimetre, .1);
  EXPECT_NEAR(box.right, (30 + 17 * 4 + 4) * kMillimetre, 12);
}

TEST(OfdParser, TellsWideTypeFromSpaces) {
  Files files = OfdFiles();
  for (auto& [name, content] : files) {
    if (!name.ends_with("Content.xml")) continue;
    content =
        "<ofd:Page><ofd:Content><ofd:Layer><ofd:TextObject Boundary='20 40 90 9' Size='4'>"
        "<ofd:TextCode X='0' Y='6' DeltaX='g 7 4'>20240131</ofd:TextCode></ofd:TextObject>"
        "<ofd:TextObject Boundary='20 80 90 9' Size='4'>"
        "<ofd:TextCode X='0' Y='6' DeltaX='1.5 2.9 4 2.2 1.2'>twosix</ofd:TextCode>"
        "</ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>";
  }
  const auto parser = MakeOfdParser(parse_pdf::MakePageLayout);
  const std::string dump = Dump(MustParse(*parser, testing::BuildZip(files)));
  EXPECT_NE(dump.find(": 20240131\n"), std::string::npos) << dump;
  EXPECT_NE(dump.find(": two six\n"), std::string::npos) << dump;
}

TEST(OfdParser, KeepsTheCharactersOfAColumnTogether) {
  Files files = OfdFiles();
  for (auto& [name, content] : files) {
    if (!name.ends_with("Content.xml")) continue;
    content =
        "<ofd:Page><ofd:Content><ofd:Layer><ofd:TextObject Boundary='150 40 10 100' Size='6'>"
        "<ofd:TextCode X='0' Y='6' DeltaY='g 5 6.5'>床前明月光，</ofd:TextCode></ofd:TextObject>"
        "<ofd:TextObject Boundary='120 40 10 100' Size='6' ReadDirection='90'>"
        "<ofd:TextCode X='0' Y='6'>疑是地上霜</ofd:TextCode></ofd:TextObject></ofd:Layer>"
        "</ofd:Content></ofd:Page>";
  }
  const auto parser = MakeOfdParser(parse_pdf::MakePageLayout);
  const std::string dump = Dump(MustParse(*parser, testing::BuildZip(files)));
  EXPECT_NE(dump.find("床前明月光，"), std::string::npos) << dump;
  EXPECT_NE(dump.find("疑是地上霜"), std::string::npos) << dump;
}

TEST(OfdParser, GoesByContentNotByName) {
  const auto parser = MakeOfdParser(parse_pdf::MakePageLayout);
  EXPECT_EQ(parser->Recognise(testing::BuildZip(OfdFiles()), "x.zip"), 95);
  EXPECT_EQ(parser->Recognise(testing::BuildZip({{"OFD.xml", "<html/>"}}), "x.ofd"), 0);
}

TEST(OfdParser, SaysThatAnEncryptedFileNeedsItsPassword) {
  Files files = OfdFiles();
  files.emplace_back("Encryptions.xml", "<x/>");
  const auto parser = MakeOfdParser(parse_pdf::MakePageLayout);
  const auto result = parser->Parse({testing::BuildZip(files), "", {}, {}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
}

TEST(OfdParser, DoesNotFollowGroupsThatHoldThemselves) {
  Files files = OfdFiles();
  for (auto& [name, content] : files) {
    if (name == "Doc_0/PublicRes.xml") {
      content =
          "<ofd:Res><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID='50'><ofd:Content>"
          "<ofd:CompositeObject ResourceID='50'/><ofd:CompositeObject ResourceID='50'/>"
          "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>";
    }
    if (name.ends_with("Content.xml")) {
      content =
          "<ofd:Page><ofd:Content><ofd:Layer><ofd:CompositeObject ResourceID='50'/>"
          "<ofd:TextObject Boundary='9 9 9 9' Size='4'><ofd:TextCode X='0' Y='4' DeltaX='g "
          "99999999 4 g'>文</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content>"
          "</ofd:Page>";
    }
  }
  const auto parser = MakeOfdParser(parse_pdf::MakePageLayout);
  EXPECT_NE(Dump(MustParse(*parser, testing::BuildZip(files))).find("文"), std::string::npos);
}

TEST(OfdParser, SurvivesDamage) {
  const auto parser = MakeOfdParser(parse_pdf::MakePageLayout);
  testing::CheckSurvivesDamage(*parser, testing::BuildZip(OfdFiles()), 50);
  CheckSurvivesDamagedParts(*parser, OfdFiles(), 30);
}

}  // namespace
}  // namespace wenyuan::parse
