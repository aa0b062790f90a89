#include "wenyuan/text/normalise.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "random_text.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

std::string Text(std::string_view text) { return Normalise(text, {}).text; }

TEST(Normalise, NarrowsLettersAndDigits) { EXPECT_EQ(Text("ＡＢｃ１２％"), "ABc12%"); }

TEST(Normalise, ReplacesCompatibilityForms) {
  EXPECT_EQ(Text("ﬁne ㎏ ℃ ⼈ ｶﾞ"), "fine kg °C 人 ガ");
}

TEST(Normalise, KeepsChinesePunctuation) {
  const std::string text = "他说：“好，（真的）！”……是吗？；～【注】《书》";
  EXPECT_EQ(Text(text), text);
}

TEST(Normalise, KeepsSignsThatWouldBecomeAnotherNumber) {
  EXPECT_EQ(Text("10⁵ H₂O 1½ ①②"), "10⁵ H₂O 1½ ①②");
}

TEST(Normalise, KeepsCaseAndTraditionalCharacters) { EXPECT_EQ(Text("資料庫 ABC"), "資料庫 ABC"); }

TEST(Normalise, ComposesAccents) { EXPECT_EQ(Text("e\u0301\u200B a\u200B\u0308"), "é ä"); }

TEST(Normalise, EndsLinesOneWay) { EXPECT_EQ(Text("a\r\nb\rc\fd\u2028e"), "a\nb\nc\nd\ne"); }

TEST(Normalise, RemovesWhatNobodySees) {
  EXPECT_EQ(Text("\uFEFFa\u200Bb\u00ADc\u202Ed\x01"
                 "e\x7F"),
            "abcde");
}

TEST(Normalise, MakesOneBlankOfMany) {
  EXPECT_EQ(Text("a \u00A0 b\u3000\u3000c \t d  \n  e  "), "a b c\td\n e");
}

TEST(Normalise, DoesOnlyWhatIsAsked) {
  const std::string text = "Ａ\x01\u200B  b";
  EXPECT_EQ(Normalise(text, {false, false, false, false}).text, text);
  EXPECT_EQ(Normalise(text, {true, false, false, false}).text, "A\x01\u200B  b");
  EXPECT_EQ(Normalise(text, {false, true, false, false}).text, "Ａ\u200B  b");
  EXPECT_EQ(Normalise(text, {false, false, true, false}).text, "Ａ\x01  b");
  EXPECT_EQ(Normalise(text, {false, false, false, true}).text, "Ａ\x01\u200B b");
}

TEST(Normalise, CountsItsChanges) {
  using Change = std::pair<std::string, std::size_t>;
  EXPECT_THAT(Normalise("Ａ１\r\n\u200B\u200B\u200Bb  c", {}).changes,
              testing::UnorderedElementsAre(Change("nfkc", 2), Change("control_characters", 1),
                                            Change("zero_width", 3), Change("white_space", 1)));
  EXPECT_TRUE(Normalise("nothing 要改。\n", {}).changes.empty());
}

TEST(Normalise, KnowsWhereEachByteCameFrom) {
  const std::string text = "\u200BＡ  中é";
  const Normalised normalised = Normalise(text, {});
  ASSERT_EQ(normalised.text, "A 中é");
  EXPECT_EQ(normalised.origin, (std::vector<std::uint32_t>{3, 7, 8, 9, 10, 11, 12, 13}));
}

TEST(Normalise, HoldsItsPromisesForAnyText) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  for (int round = 0; round < 1000; ++round) {
    const std::string text = random.Text(60);
    const auto bit = [&] { return random.Number(4) != 0; };
    const NormaliseRules rules{bit(), bit(), bit(), bit()};
    const Normalised once = Normalise(text, rules);
    ASSERT_TRUE(IsValidUtf8(once.text)) << text;
    ASSERT_EQ(Normalise(once.text, rules).text, once.text) << text;
    ASSERT_EQ(once.origin.size(), once.text.size() + 1);
    EXPECT_TRUE(std::is_sorted(once.origin.begin(), once.origin.end())) << text;
    EXPECT_EQ(once.origin.back(), text.size());
  }
}

}  // namespace
}  // namespace wenyuan::text
