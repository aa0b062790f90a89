#include "metafile_bitmap.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace wenyuan::parse {
namespace {

std::string Little(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i, value >>= 8U) out += static_cast<char>(value & 0xFFU);
  return out;
}

// 24 bits a pixel, `pixels` bytes of them.
std::string Head() {
  return Little(40, 4) + Little(1, 4) + Little(1, 4) + Little(1, 2) + Little(24, 2) +
         std::string(24, '\0');
}

std::string FileOf(const std::string& pixels) {
  return "BM" + Little(54 + pixels.size(), 4) + Little(0, 4) + Little(54, 4) + Head() + pixels;
}

std::string Wmf(const std::string& records) {
  return Little(0x00090001, 4) + std::string(14, '\0') + records + Little(3, 4) + Little(0, 2);
}

// META_STRETCHDIB.
std::string WmfPicture(const std::string& pixels) {
  return Little((28 + 40 + pixels.size()) / 2, 4) + Little(0x0F43, 2) + std::string(22, '\0') +
         Head() + pixels;
}

// EMR_STRETCHDIBITS, its pixels behind a gap.
std::string Emf(const std::string& pixels) {
  return Little(1, 4) + Little(88, 4) + std::string(32, '\0') + " EMF" + std::string(44, '\0') +
         Little(81, 4) + Little(80 + 40 + 8 + pixels.size(), 4) + std::string(40, '\0') +
         Little(80, 4) + Little(40, 4) + Little(128, 4) + Little(pixels.size(), 4) +
         std::string(16, '\0') + Head() + std::string(8, 'g') + pixels + Little(14, 4) +
         Little(20, 4);
}

TEST(MetafileBitmap, IsTheLargestThatTheMetafileDraws) {
  EXPECT_EQ(MetafileBitmap(Wmf(WmfPicture("ab") + WmfPicture("abcdef") + WmfPicture("abcd"))),
            FileOf("abcdef"));
  EXPECT_EQ(MetafileBitmap(Emf("abcd")), FileOf("abcd"));
}

TEST(MetafileBitmap, IsEmptyWithoutOne) {
  EXPECT_EQ(MetafileBitmap(Wmf("")), "");
  EXPECT_EQ(MetafileBitmap("\x89PNG\r\n"), "");
  EXPECT_EQ(MetafileBitmap(Wmf(WmfPicture(""))), "");
}

TEST(MetafileBitmap, SurvivesDamage) {
  const unsigned seed = std::random_device()();
  RecordProperty("seed", static_cast<int>(seed));
  std::mt19937 random(seed);
  for (const std::string& good : {Emf("abcd"), Wmf(WmfPicture("abcdef"))}) {
    for (int round = 0; round < 10'000; ++round) {
      std::string bytes = good.substr(0, 20 + random() % (good.size() - 20));
      for (auto i = random() % 6; i > 0; --i)
        bytes[random() % bytes.size()] = static_cast<char>(random());
      EXPECT_LE(MetafileBitmap(bytes).size(), 2 * good.size() + 14) << seed;
    }
  }
}

}  // namespace
}  // namespace wenyuan::parse
