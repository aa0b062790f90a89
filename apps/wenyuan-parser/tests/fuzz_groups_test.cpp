#include "fuzz_groups.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "made_up_lines.h"
#include "registry.h"

namespace wenyuan {
namespace {

TEST(FuzzGroups, EveryParserIsFuzzedInOneGroup) {
  const auto parsers = MakeParsers(nullptr);
  ASSERT_TRUE(parsers) << parsers.error().message;
  std::map<std::string_view, int> groups_of;
  for (const auto& [group, names] : FuzzGroups()) {
    for (const std::string_view name : names) groups_of[name] += group == kScanGroup ? 0 : 1;
  }
  for (const auto& parser : *parsers) {
    EXPECT_EQ(groups_of[parser->Name()], 1) << parser->Name() << ": put it into fuzz_groups.cpp";
    groups_of.erase(parser->Name());
  }
  for (const auto& [name, count] : groups_of) ADD_FAILURE() << "there is no parser " << name;
}

TEST(FuzzGroups, TheScriptTriesEveryGroup) {
  std::ifstream file("scripts/fuzz");
  const std::string script((std::istreambuf_iterator<char>(file)), {});
  const std::size_t begin = script.find("|| groups=(");
  ASSERT_NE(begin, std::string::npos);
  const std::size_t open = script.find('(', begin) + 1;
  const std::string listed = " " + script.substr(open, script.find(')', open) - open) + " ";
  for (const auto& [group, parsers] : FuzzGroups()) {
    EXPECT_NE(listed.find(" " + std::string(group) + " "), std::string::npos) << group;
  }
}

TEST(FuzzGroups, LinesAreMadeOfPixels) {
  parse::GreyPicture picture{400, 300, std::vector<std::uint8_t>(400 * 300)};
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
    picture.pixels[i] = static_cast<std::uint8_t>(i * 31 % 251);
  }
  MadeUpLines made_up;
  const auto lines = made_up.Recognise(picture);
  ASSERT_TRUE(lines);
  EXPECT_FALSE(lines->empty());
  EXPECT_TRUE(made_up.Recognise({})->empty());
}

}  // namespace
}  // namespace wenyuan
