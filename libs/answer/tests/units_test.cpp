#include "units.h"

#include <gmock/gmock.h>

#include "fixtures.h"

namespace wenyuan::answer {
namespace {

std::vector<std::string> Terms(std::string_view text) {
  std::vector<std::string> terms;
  for (const Unit& unit : UnitsOf(SharedAnalyzer(), text)) terms.push_back(unit.term);
  return terms;
}

TEST(Units, OfChineseAreCharactersAndPairs) {
  EXPECT_THAT(Terms("员工卡"), testing::UnorderedElementsAre("员", "工", "卡", "员工", "工卡"));
}

TEST(Units, AreTheSameInBothScripts) { EXPECT_EQ(Terms("應當遵守"), Terms("应当遵守")); }

TEST(Units, OfEnglishAreStems) { EXPECT_EQ(Terms("Tightening"), Terms("tightened")); }

TEST(Units, OfAnIrregularPastAreTheVerbs) {
  EXPECT_EQ(Terms("kept"), Terms("keeps"));
  EXPECT_EQ(Terms("began written"), Terms("begin write"));  // the first and the last of the list
}

TEST(Units, KeepACodeWhole) {
  EXPECT_NE(Terms("PPR-9087"), Terms("PPR-9078"));
  EXPECT_THAT(Terms("PPR-9087"), testing::Contains(testing::HasSubstr("9087")));
}

TEST(Units, StandInOrderAndInsideTheText) {
  const std::string text = "PPR-9087减压阀 costs 128 元。";
  std::uint32_t last = 0;
  for (const Unit& unit : UnitsOf(SharedAnalyzer(), text)) {
    EXPECT_LE(last, unit.begin);
    EXPECT_LT(unit.begin, unit.end);
    EXPECT_LE(unit.end, text.size());
    last = unit.begin;
  }
}

}  // namespace
}  // namespace wenyuan::answer
