#include <gtest/gtest.h>

#include <string>

#include "chm_contents.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_web/chm_parser.h"
#include "wenyuan/parse_web/notebook_parser.h"

namespace wenyuan::parse {
namespace {

TEST(NotebookParser, ReadsTheGoldenFiles) {
  testing::CheckGoldenFiles(*MakeNotebookParser(), ".ipynb");
}

TEST(NotebookParser, SurvivesDamage) {
  testing::CheckSurvivesDamage(
      *MakeNotebookParser(),
      "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"a\"], \"outputs\": [{\"text\": "
      "\"b\"}]}, "
      "{\"cell_type\": \"markdown\", \"source\": \"# c\"}], \"nbformat\": 4}",
      300);
}

TEST(ChmContents, ReadsTopicsInOrderWithTheirLevels) {
  const auto topics = ReadChmContents(
      "<ul><li><object type=\"text/sitemap\"><param name=\"Name\" value=\"A &amp; B\">"
      "<param name=\"Local\" value=\"a.htm#x\"></object><ul><li><OBJECT><param name='Name' "
      "value='Inner'></OBJECT></ul></ul>");
  ASSERT_EQ(topics.size(), 2U);
  EXPECT_EQ(topics[0].title, "A & B");
  EXPECT_EQ(topics[0].path, "a.htm");
  EXPECT_EQ(topics[1].level, 2);
}

TEST(ChmParser, RefusesWhatOnlyStartsLikeOne) {
  const auto parser = MakeChmParser();
  const auto result = parser->Parse({"ITSF\3\0\0\0", "", {}, {}});
  testing::CheckPromises(result);
  EXPECT_FALSE(result);
}

}  // namespace
}  // namespace wenyuan::parse
