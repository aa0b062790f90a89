#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_text/markup_parsers.h"

namespace wenyuan::parse {
namespace {

std::string Golden(const std::string& name) {
  std::ifstream in("tests/golden/parse/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(MarkupParsers, ReadTheGoldenFiles) {
  testing::CheckGoldenFiles(*MakeRstParser(), ".rst");
  testing::CheckGoldenFiles(*MakeOrgParser(), ".org");
  testing::CheckGoldenFiles(*MakeAsciidocParser(), ".adoc");
  testing::CheckGoldenFiles(*MakeTextileParser(), ".textile");
  testing::CheckGoldenFiles(*MakeTexParser(), ".tex");
}

TEST(MarkupParsers, SurviveDamage) {
  testing::CheckSurvivesDamage(*MakeRstParser(), Golden("manual.rst"), 200);
  testing::CheckSurvivesDamage(*MakeOrgParser(), Golden("notes.org"), 200);
  testing::CheckSurvivesDamage(*MakeAsciidocParser(), Golden("guide.adoc"), 200);
  testing::CheckSurvivesDamage(*MakeTextileParser(), Golden("page.textile"), 200);
  testing::CheckSurvivesDamage(*MakeTexParser(), Golden("paper.tex"), 200);
}

TEST(TexParser, ReadsNoOtherFile) {
  const Document document = testing::MustParse(*MakeTexParser(), "a \\input{/etc/passwd} b");
  ASSERT_EQ(document.warnings.size(), 1U);
  EXPECT_NE(document.warnings[0].find("/etc/passwd"), std::string::npos);
}

TEST(TexParser, SurvivesDeepGroups) {
  testing::CheckPromises(MakeTexParser()->Parse(
      {"\\section{x}" + std::string(100'000, '{') + "a \\footnote{" + std::string(1'000, '{'),
       "",
       {},
       {}}));
  std::string nested = "x";
  for (int i = 0; i < 200; ++i) nested = "\\footnote{" + nested + "}";
  testing::CheckPromises(MakeTexParser()->Parse({nested, "", {}, {}}));
}

}  // namespace
}  // namespace wenyuan::parse
