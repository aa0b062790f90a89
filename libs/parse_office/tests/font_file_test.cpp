#include "placed/font_file.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace wenyuan::parse {
namespace {

std::string Big(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = bytes; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

// Glyph 1 is "A" and half an em wide, glyph 2 is "文" and one em; 1,000 units an em, bold.
std::string TinyFont() {
  std::string head(54, '\0');
  head.replace(18, 2, Big(1'000, 2)).replace(44, 2, Big(1, 2));
  std::string hhea(36, '\0');
  hhea.replace(34, 2, Big(3, 2));
  const std::string hmtx = Big(0, 4) + Big(500, 2) + Big(0, 2) + Big(1'000, 2) + Big(0, 2);
  // Segments "A"-"A" by a delta, "文" by an index, and the last.
  std::string segments = Big(4, 2) + Big(0, 4) + Big(6, 2) + Big(0, 6);
  for (const std::uint32_t end : {0x41U, 0x6587U, 0xFFFFU}) segments += Big(end, 2);
  segments += Big(0, 2);
  for (const std::uint32_t start : {0x41U, 0x6587U, 0xFFFFU}) segments += Big(start, 2);
  for (const std::uint32_t delta : {0x10000U - 0x40U, 0U, 1U}) segments += Big(delta, 2);
  for (const std::uint32_t offset : {0U, 4U, 0U}) segments += Big(offset, 2);
  segments += Big(2, 2);
  const std::string cmap = Big(0, 2) + Big(1, 2) + Big(3, 2) + Big(1, 2) + Big(12, 4) + segments;
  const std::vector<std::pair<std::string, std::string>> tables = {
      {"cmap", cmap}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}};
  std::string font = Big(0x10000, 4) + Big(4, 2) + Big(0, 6);
  std::size_t at = 12 + 16 * tables.size();
  for (const auto& [tag, bytes] : tables) {
    font += tag + Big(0, 4) + Big(static_cast<std::uint32_t>(at), 4) +
            Big(static_cast<std::uint32_t>(bytes.size()), 4);
    at += bytes.size();
  }
  for (const auto& [tag, bytes] : tables) font += bytes;
  return font;
}

TEST(FontFile, KnowsWidthsAndCharacters) {
  const FontFile font(TinyFont());
  EXPECT_TRUE(font.IsBold());
  EXPECT_EQ(font.GlyphOf(U'A'), 1U);
  EXPECT_EQ(font.GlyphOf(U'文'), 2U);
  EXPECT_EQ(font.GlyphOf(U'B'), 0U);
  EXPECT_EQ(font.CharacterOf(2), U'文');
  EXPECT_DOUBLE_EQ(font.Advance(1), .5);
  EXPECT_DOUBLE_EQ(font.Advance(2), 1);
  EXPECT_DOUBLE_EQ(font.Advance(99), 1) << "the last width goes on";
}

TEST(FontFile, KnowsNothingOfAFontThatIsCutOff) {
  const std::string whole = TinyFont();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const FontFile font(whole.substr(0, size));
    (void)font.GlyphOf(U'A');
  }
  EXPECT_LT(FontFile("").Advance(1), 0);
}

TEST(FontFile, GivesUpOnRangesThatCoverEverythingAgainAndAgain) {
  std::string groups = Big(12, 2) + Big(0, 10) + Big(50'000, 4);
  for (int i = 0; i < 50'000; ++i) groups += Big(0, 4) + Big(0x10FFFF, 4) + Big(1, 4);
  const std::string cmap = Big(0, 2) + Big(1, 2) + Big(3, 2) + Big(10, 2) + Big(12, 4) + groups;
  const std::string font = Big(0x10000, 4) + Big(1, 2) + Big(0, 6) + "cmap" + Big(0, 4) +
                           Big(28, 4) + Big(static_cast<std::uint32_t>(cmap.size()), 4) + cmap;
  EXPECT_LE(FontFile(font).Steps(), 400'000U);
}

TEST(UnscrambledFont, TakesTheKeyFromTheName) {
  const std::string plain(40, 'x');
  std::string scrambled = plain;
  // The last byte of the name's number comes first.
  for (std::size_t i = 0; i < 32; ++i) {
    scrambled[i] = static_cast<char>(plain[i] ^ static_cast<char>(15 - i % 16));
  }
  const std::string name = "/Fonts/00010203-0405-0607-0809-0A0B0C0D0E0F.odttf";
  EXPECT_EQ(UnscrambledFont(scrambled, name), plain);
  EXPECT_EQ(UnscrambledFont(scrambled, "/Fonts/plain.ttf"), scrambled);
  EXPECT_EQ(UnscrambledFont("short", name), "short");
}

}  // namespace
}  // namespace wenyuan::parse
