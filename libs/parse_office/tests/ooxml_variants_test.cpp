#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "ooxml_fixture.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"
#include "wenyuan/parse_office/docx_parser.h"
#include "wenyuan/parse_office/pptx_parser.h"
#include "wenyuan/parse_office/xlsx_parser.h"

namespace wenyuan::parse {
namespace {

std::string Build(const std::string& part, const std::string& type) {
  return testing::BuildZip(
      {{"[Content_Types].xml", "<Types><Override PartName='/" + part + "' ContentType='" +
                                   "application/vnd." + type + ".main+xml'/></Types>"},
       {"_rels/.rels", Relationships(Relationship("r", "officeDocument", part))}});
}

TEST(OoxmlParsers, CountTemplatesShowsAndFilesWithMacrosToTheirFamilies) {
  for (const char* type : {"ms-word.document.macroEnabled", "ms-word.template.macroEnabledTemplate",
                           "openxmlformats-officedocument.wordprocessingml.template"}) {
    EXPECT_EQ(MakeDocxParser()->Recognise(Build("word/document.xml", type), ""), 95) << type;
  }
  for (const char* type : {"ms-excel.sheet.macroEnabled", "ms-excel.template.macroEnabled",
                           "openxmlformats-officedocument.spreadsheetml.template"}) {
    EXPECT_EQ(MakeXlsxParser()->Recognise(Build("xl/workbook.xml", type), ""), 95) << type;
  }
  for (const char* type : {"ms-powerpoint.presentation.macroEnabled",
                           "openxmlformats-officedocument.presentationml.slideshow",
                           "openxmlformats-officedocument.presentationml.template",
                           "ms-powerpoint.slideshow.macroEnabled"}) {
    EXPECT_EQ(MakePptxParser()->Recognise(Build("ppt/presentation.xml", type), ""), 95) << type;
  }
}

}  // namespace
}  // namespace wenyuan::parse
