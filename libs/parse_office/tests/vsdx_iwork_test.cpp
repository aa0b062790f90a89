#include <gtest/gtest.h>

#include <string>

#include "ooxml_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"
#include "wenyuan/parse_office/iwork_parser.h"
#include "wenyuan/parse_office/vsdx_parser.h"

namespace wenyuan::parse {
namespace {

using testing::BuildZip;
using testing::Dump;
using testing::MustParse;

std::string BuildVsdx() {
  return BuildZip(
      {{"[Content_Types].xml", "<Types/>"},
       {"_rels/.rels", Relationships(Relationship("r", "document", "visio/document.xml"))},
       {"visio/document.xml", "<VisioDocument/>"},
       {"visio/_rels/document.xml.rels",
        Relationships(Relationship("p", "pages", "pages/pages.xml") +
                      Relationship("c", "comments", "comments.xml"))},
       {"visio/pages/pages.xml", "<Pages><Page ID='0' Name='流程'><Rel r:id='x'/></Page></Pages>"},
       {"visio/pages/_rels/pages.xml.rels", Relationships(Relationship("x", "page", "page1.xml"))},
       {"visio/pages/page1.xml",
        "<PageContents><Shapes><Shape><Cell N='PinY' V='1'/><Text>end</Text></Shape><Shape>"
        "<Cell N='PinY' V='5'/><Text><cp IX='0'/>开<pp IX='0'/>始</Text><Shapes><Shape><Text>inner"
        "</Text></Shape></Shapes></Shape><Shape><Cell N='PinY' V='3'/></Shape></Shapes>"
        "</PageContents>"},
       {"visio/comments.xml",
        "<Comments><AuthorList><AuthorEntry ID='1' Name='Li'/></AuthorList><CommentList>"
        "<CommentEntry AuthorID='1'>why?</CommentEntry></CommentList></Comments>"}});
}

TEST(VsdxParser, ReadsShapesFromTopToBottom) {
  const auto parser = MakeVsdxParser();
  EXPECT_EQ(parser->Recognise(BuildVsdx(), ""), 95);
  EXPECT_EQ(parser->Recognise(BuildDocx(P("x")), "x.vsdx"), 0);
  EXPECT_EQ(Dump(MustParse(*parser, BuildVsdx())),
            "format vsdx\ntitle \npage 流程\nparagraph page 1: 开始\nparagraph page 1: inner\n"
            "paragraph page 1: end\nnote page 1: Li: why?\n");
  testing::CheckSurvivesDamage(*parser, BuildVsdx(), 100);
}

TEST(IworkParser, HandsOnThePreviewAndSaysThatItIsPartial) {
  const auto parser = MakeIworkParser();
  const std::string bytes =
      BuildZip({{"Index/Document.iwa", "x"}, {"QuickLook/Preview.pdf", "%PDF-"}});
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  const Document document = MustParse(*parser, bytes);
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].name, "Preview.pdf");
  ASSERT_EQ(document.warnings.size(), 1U);
  EXPECT_TRUE(document.warnings[0].starts_with("partial"));
}

TEST(IworkParser, ReadsFlowingTextOfOldFiles) {
  const auto parser = MakeIworkParser();
  const auto old = [](const std::string& index) {
    return BuildZip({{"buildVersionHistory.plist", "x"}, {"index.xml", index}});
  };
  const Document document =
      MustParse(*parser, old("<sl:document><sf:text-body><sf:p>one <sf:span>two</sf:span></sf:p>"
                             "</sf:text-body></sl:document>"));
  ASSERT_EQ(document.blocks.size(), 1U);
  EXPECT_EQ(document.blocks[0].text, "one two");
  const auto encrypted = parser->Parse({old("\x03\xFF\x12 no xml"), "", {}, {}});
  ASSERT_FALSE(encrypted);
  EXPECT_EQ(encrypted.error().code, ErrorCode::kUnsupported);
}

TEST(IworkParser, SaysWhatToDoWithoutAPreview) {
  const auto parser = MakeIworkParser();
  const auto result = parser->Parse({BuildZip({{"Index/Document.iwa", "x"}}), "", {}, {}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace wenyuan::parse
