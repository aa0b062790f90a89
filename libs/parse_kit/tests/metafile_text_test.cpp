#include "metafile_text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

std::string Little(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i, value >>= 8U) out += static_cast<char>(value & 0xFFU);
  return out;
}

std::string EmfHead() {
  return Little(1, 4) + Little(88, 4) + std::string(32, '\0') + " EMF" + std::string(44, '\0');
}

std::string EmfText(const std::string& text, std::uint32_t height, std::uint32_t options = 0) {
  const std::string wide = Utf8ToWide(text);
  const std::string padded = wide + std::string(wide.size() % 4, '\0');
  return Little(84, 4) + Little(76 + padded.size(), 4) + std::string(28, '\0') + Little(0, 4) +
         Little(height, 4) + Little(wide.size() / 2, 4) + Little(76, 4) + Little(options, 4) +
         std::string(20, '\0') + padded;
}

std::string Emf(const std::string& records) {
  return EmfHead() + records + Little(14, 4) + Little(20, 4);
}

TEST(MetafileText, ReadsTheTextsOfAnEnhancedMetafile) {
  EXPECT_EQ(MetafileText(Emf(EmfText("销售", 10) + EmfText("2025", 10) + EmfText("Total", 30))),
            "销售 2025\nTotal");
}

TEST(MetafileText, LeavesOutNumbersOfGlyphs) {
  EXPECT_EQ(MetafileText(Emf(EmfText("Total", 10) + EmfText("!!!!", 10, 0x10))), "Total");
}

TEST(MetafileText, ReadsAWindowsMetafile) {
  const std::string record = Little(8, 4) + Little(0x0521, 2) + Little(5, 2) + "Price" +
                             std::string(1, '\0') + Little(7, 2);
  EXPECT_EQ(MetafileText(Little(0x00090001, 4) + std::string(14, '\0') + record + Little(3, 4) +
                         Little(0, 2)),
            "Price");
}

TEST(MetafileText, TakesNoFormulaForText) {
  EXPECT_EQ(MetafileText(Emf(EmfText("a+b=(c-d)*2", 10))), "");
  EXPECT_EQ(MetafileText(Emf(EmfText("var", 10) + EmfText("y n", 20) + EmfText("(y) x", 30))), "");
  EXPECT_EQ(MetafileText(Emf(EmfText("Plan A", 10) + EmfText("Start: 1", 20))), "Plan A\nStart: 1");
}

TEST(MetafileText, IsEmptyForOtherPictures) {
  EXPECT_EQ(MetafileText("\x89PNG\r\n"), "");
  EXPECT_EQ(MetafileText(""), "");
}

TEST(MetafileText, SurvivesDamage) {
  const unsigned seed = std::random_device()();
  RecordProperty("seed", static_cast<int>(seed));
  std::mt19937 random(seed);
  const std::string good = Emf(EmfText("销售", 10) + EmfText("Total", 30));
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good.substr(0, 40 + random() % (good.size() - 40));
    for (auto i = random() % 6; i > 0; --i)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    EXPECT_LE(MetafileText(bytes).size(), 200'000U) << seed;
  }
}

}  // namespace
}  // namespace wenyuan::parse
