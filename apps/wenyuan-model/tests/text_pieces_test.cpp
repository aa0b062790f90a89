#include "text_pieces.h"

#include <gtest/gtest.h>

#include <random>

namespace wenyuan::model {
namespace {

std::string Join(const std::vector<std::string>& pieces) {
  Utf8Joiner joiner;
  std::string all;
  for (const std::string& piece : pieces) all += joiner.Take(piece, false);
  return all + joiner.Take("", true);
}

TEST(Utf8Joiner, NeverGivesHalfACharacter) {
  Utf8Joiner joiner;
  EXPECT_EQ(joiner.Take("a\xE6", false), "a");
  EXPECT_EQ(joiner.Take("\x96", false), "");
  EXPECT_EQ(joiner.Take("\x87", false), "文");
  EXPECT_EQ(joiner.Take("\xF0\x9F", false), "");
  EXPECT_EQ(joiner.Take("", true), "\uFFFD");
}

TEST(Utf8Joiner, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(Join({"\xFF", "a"}), "\uFFFDa");
  EXPECT_EQ(Join({"\x80"}), "\uFFFD");
  EXPECT_EQ(Join({"\xC0\xAF"}), "\uFFFD\uFFFD");
  EXPECT_EQ(Join({"\xED\xA0\x80"}), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(Join({"\xE6", "a"}), "\uFFFDa");
}

TEST(Utf8Joiner, GivesTheSameWhereverTheBytesAreCut) {
  std::mt19937 random(6);
  const std::string text = "a文𠮷é\xF0\x9F渊\xC3";
  const std::string whole = Join({text});
  for (int round = 0; round < 200; ++round) {
    const std::size_t first = random() % text.size();
    const std::size_t second = first + random() % (text.size() - first);
    ASSERT_EQ(
        Join({text.substr(0, first), text.substr(first, second - first), text.substr(second)}),
        whole);
  }
}

std::string Shown(const std::vector<std::string>& stops, const std::vector<std::string>& pieces) {
  StopFinder finder(stops);
  std::string all;
  for (const std::string& piece : pieces) all += finder.Take(piece, false);
  return all + finder.Take("", true) + (finder.found() ? "|" : "");
}

TEST(StopFinder, FindsAStopStringThatComesInPieces) {
  EXPECT_EQ(Shown({"END"}, {"abE", "N", "Dcd"}), "ab|");
  EXPECT_EQ(Shown({"END"}, {"abE", "N", "cd"}), "abENcd");
  EXPECT_EQ(Shown({"\n\n", "。停"}, {"一。", "二。", "停三"}), "一。二|");
  EXPECT_EQ(Shown({"END"}, {"ab EN"}), "ab EN");
  EXPECT_EQ(Shown({"aab"}, {"a", "a", "a", "b"}), "a|");
  EXPECT_EQ(Shown({}, {"ab"}), "ab");
}

TEST(StopFinder, HoldsBackOnlyWhatMayBecomeOne) {
  StopFinder finder({"END"});
  EXPECT_EQ(finder.Take("abEN", false), "ab");
  EXPECT_EQ(finder.Take("x", false), "ENx");
  EXPECT_EQ(finder.Take("yE", false), "y");
  EXPECT_EQ(finder.Take("END", false), "E");
  EXPECT_TRUE(finder.found());
  EXPECT_EQ(finder.Take("z", true), "");
}

}  // namespace
}  // namespace wenyuan::model
