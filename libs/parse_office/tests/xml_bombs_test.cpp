// Office files are XML inside: entities of their own are not expanded in any of them.
#include <gtest/gtest.h>

#include <string>

#include "ooxml_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_office/docx_parser.h"
#include "wenyuan/parse_office/epub_parser.h"
#include "wenyuan/parse_office/odf_parser.h"

namespace wenyuan::parse {
namespace {

using testing::BuildZip;

// Two to the thirtieth "ha", and the users of the machine.
std::string Declarations() {
  std::string text = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha\">";
  for (int i = 1; i <= 30; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    text += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + "\">";
  }
  return text + "<!ENTITY file SYSTEM \"file:///etc/passwd\">]>";
}

constexpr const char* kUse = "before &a30; &file; after";

void ExpectUnexpanded(Parser& parser, const std::string& bytes) {
  const auto document = parser.Parse({bytes, "", {}, {}});
  testing::CheckPromises(document);
  ASSERT_TRUE(document) << document.error().message;
  std::string text;
  for (const Block& block : document->blocks) text += block.text + "\n";
  EXPECT_NE(text.find("before"), std::string::npos) << text;
  EXPECT_LT(text.size(), 200U);
  EXPECT_EQ(text.find("haha"), std::string::npos);
  EXPECT_EQ(text.find("root:"), std::string::npos);
}

TEST(XmlBombs, Docx) {
  const auto parser = MakeDocxParser();
  ExpectUnexpanded(
      *parser, BuildZip({{"[Content_Types].xml",
                          ContentTypes("word/document.xml", "wordprocessingml.document")},
                         {"_rels/.rels",
                          Relationships(Relationship("r1", "officeDocument", "word/document.xml"))},
                         {"word/document.xml", Declarations() + "<w:document><w:body>" + P(kUse) +
                                                   "</w:body></w:document>"}}));
}

TEST(XmlBombs, Odt) {
  const auto parser = MakeOdfParser();
  ExpectUnexpanded(
      *parser, BuildZip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                         {"content.xml", Declarations() +
                                             "<office:document-content><office:body><office:text>"
                                             "<text:p>" +
                                             kUse +
                                             "</text:p></office:text></office:body>"
                                             "</office:document-content>"}}));
}

TEST(XmlBombs, Epub) {
  const auto parser = MakeEpubParser();
  ExpectUnexpanded(
      *parser,
      BuildZip({{"mimetype", "application/epub+zip"},
                {"META-INF/container.xml",
                 "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"},
                {"b.opf",
                 "<package><manifest><item id='a' href='a.xhtml' "
                 "media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/>"
                 "</spine></package>"},
                {"a.xhtml", Declarations() + "<html><body><p>" + kUse + "</p></body></html>"}}));
}

}  // namespace
}  // namespace wenyuan::parse
