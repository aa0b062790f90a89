#include <gtest/gtest.h>

#include <string>

#include "wenyuan/parse_kit/compound_writer.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"
#include "wenyuan/parse_office/docx_parser.h"

namespace wenyuan::parse {
namespace {

std::string DocxWith(const std::string& object) {
  const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  return testing::BuildZip(
      {{"[Content_Types].xml",
        "<Types><Override PartName='/word/document.xml' ContentType='application/vnd."
        "openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"},
       {"_rels/.rels", "<Relationships><Relationship Id='r' Type='" + type +
                           "officeDocument' Target='word/document.xml'/></Relationships>"},
       {"word/_rels/document.xml.rels", "<Relationships><Relationship Id='o' Type='" + type +
                                            "oleObject' Target='embeddings/oleObject1.bin'/>"
                                            "</Relationships>"},
       {"word/document.xml",
        "<w:document><w:body><w:p><w:r><w:t>See inside.</w:t></w:r></w:p></w:body></w:document>"},
       {"word/embeddings/oleObject1.bin", object}});
}

CompoundNode Stream(const std::string& name, const std::string& content) {
  return {name, false, content, {}, {}};
}

Document Parse(const std::string& object) {
  return testing::MustParse(*MakeDocxParser(), DocxWith(object));
}

TEST(EmbeddedObjects, AWrappedPdfBecomesAFile) {
  const Document document =
      Parse(WriteCompoundFile({"Root Entry", true, {}, {Stream("CONTENTS", "%PDF-1.4 x")}, {}}));
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].name, "oleObject1.pdf");
  EXPECT_EQ(document.attachments[0].bytes.substr(0, 10), "%PDF-1.4 x");
}

TEST(EmbeddedObjects, AnOldDocumentBecomesAFile) {
  const Document document =
      Parse(WriteCompoundFile({"Root Entry", true, {}, {Stream("WordDocument", "anything")}, {}}));
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].name, "oleObject1.doc");
}

TEST(EmbeddedObjects, AnEquationIsNoFile) {
  EXPECT_TRUE(
      Parse(WriteCompoundFile({"Root Entry", true, {}, {Stream("Equation Native", "x")}, {}}))
          .attachments.empty());
}

TEST(EmbeddedObjects, ADamagedObjectLosesNothingElse) {
  const std::string object =
      WriteCompoundFile({"Root Entry", true, {}, {Stream("CONTENTS", "%PDF-1.4 x")}, {}});
  for (std::size_t length = 0; length < object.size(); length += 97) {
    EXPECT_EQ(Parse(object.substr(0, length)).blocks.at(0).text, "See inside.");
  }
}

}  // namespace
}  // namespace wenyuan::parse
