#include "wenyuan/text/utf8.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace wenyuan::text {
namespace {

TEST(Utf8, KnowsWhatIsValid) {
  for (const char* valid : {"", "a", "é", "中", "𠀀", "\xF4\x8F\xBF\xBF", "\xEE\x80\x80"}) {
    EXPECT_TRUE(IsValidUtf8(valid)) << valid;
  }
  for (const char* invalid :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xE4\xB8",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_FALSE(IsValidUtf8(invalid)) << invalid;
  }
}

// The example of Unicode 3.9, table 3-8: one U+FFFD for each longest start of a character.
TEST(Utf8, RepairsAsUnicodeRecommends) {
  EXPECT_EQ(RepairUtf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"),
            "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
  EXPECT_EQ(RepairUtf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(RepairUtf8("中\xE4\xB8"), "中\uFFFD");
  EXPECT_EQ(RepairUtf8("全部正常"), "全部正常");
}

TEST(Utf8, RepairsAnyBytesToValidText) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 generator(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 20; ++i) bytes += static_cast<char>(generator() | (generator() & 0x80U));
    EXPECT_TRUE(IsValidUtf8(RepairUtf8(bytes)));
    EXPECT_EQ(IsValidUtf8(bytes), RepairUtf8(bytes) == bytes);
  }
}

TEST(Utf8, ReadsAndWritesEveryCharacter) {
  std::string text;
  for (char32_t character = 0; character <= 0x10FFFF; ++character) {
    if (character == 0xD800) character = 0xE000;
    text.clear();
    AppendCharacter(text, character);
    std::size_t at = 0;
    const bool same = IsValidUtf8(text) && CountCharacters(text) == 1 &&
                      NextCharacter(text, at) == character && at == text.size();
    if (!same) FAIL() << static_cast<unsigned>(character);
  }
}

TEST(Utf8, KnowsHanOfEveryBlock) {
  for (const char32_t han : std::u32string(U"一龥㐀𠀀𪜀𫝀𫠠𬺰𰀀𱍐〇々豈")) {
    EXPECT_TRUE(IsHan(han)) << static_cast<unsigned>(han);
  }
  for (const char32_t other : std::u32string(U"aあア한。（1①")) {
    EXPECT_FALSE(IsHan(other)) << static_cast<unsigned>(other);
  }
}

}  // namespace
}  // namespace wenyuan::text
