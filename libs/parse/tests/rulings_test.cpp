#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kWidth = 1'000;
constexpr std::uint32_t kHeight = 1'400;

GreyPicture Paper() {
  return {kWidth, kHeight, std::vector<std::uint8_t>(std::size_t{kWidth} * kHeight, 250)};
}

void Dot(GreyPicture& picture, std::int64_t x, std::int64_t y, std::uint8_t level = 20) {
  if (x < 0 || y < 0 || x >= kWidth || y >= kHeight) return;
  picture.pixels[static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)] = level;
}

// `thick` pixels thick, between points that are turned by `slant` around the middle of the page.
void Draw(GreyPicture& picture, double x1, double y1, double x2, double y2, double slant = 0,
          int thick = 2) {
  const double steps = std::max(std::abs(x2 - x1), std::abs(y2 - y1)) * 2;
  const bool level = std::abs(x2 - x1) > std::abs(y2 - y1);
  for (double i = 0; i <= steps; ++i) {
    const double x = x1 + (x2 - x1) * i / steps - kWidth / 2.0;
    const double y = y1 + (y2 - y1) * i / steps - kHeight / 2.0;
    const double turned_x = x * std::cos(slant) - y * std::sin(slant) + kWidth / 2.0;
    const double turned_y = x * std::sin(slant) + y * std::cos(slant) + kHeight / 2.0;
    for (int k = 0; k < thick; ++k) {
      Dot(picture, std::lround(turned_x) + (level ? 0 : k),
          std::lround(turned_y) + (level ? k : 0));
    }
  }
}

// Three rows and two columns from (200, 300) to (800, 600).
void DrawGrid(GreyPicture& picture, double slant = 0) {
  for (const double y : {300, 400, 500, 600}) Draw(picture, 200, y, 800, y, slant);
  for (const double x : {200, 450, 800}) Draw(picture, x, 300, x, 600, slant);
}

std::vector<RecognisedLine> LinesAt(double degrees) {
  RecognisedLine line;
  line.length = 500;
  line.height = 30;
  line.angle = static_cast<float>(degrees);
  return {line, line, line};
}

TEST(Rulings, TheLinesOfAGridAreFoundWhereTheyAre) {
  GreyPicture picture = Paper();
  DrawGrid(picture);
  const auto rulings = FindRulings(picture, LinesAt(0));
  ASSERT_EQ(rulings.size(), 7U);
  const auto& top = rulings.front();
  EXPECT_NEAR(top.y1, 301, 1);
  EXPECT_FLOAT_EQ(top.y1, top.y2);
  EXPECT_NEAR(top.x1, 200, 1);
  EXPECT_NEAR(top.x2, 802, 2);
  const auto& right = rulings.back();
  EXPECT_NEAR(right.x1, 801, 1);
  EXPECT_NEAR(right.y1, 300, 1);
  EXPECT_NEAR(right.y2, 602, 2);
}

TEST(Rulings, APageThatSlantsHasThemAsWell) {
  for (const double degrees : {-3.0, 1.5, 91.5}) {
    GreyPicture picture = Paper();
    const double slant = (degrees > 45 ? degrees - 90 : degrees) * std::numbers::pi / 180;
    DrawGrid(picture, slant);
    const auto rulings = FindRulings(picture, LinesAt(degrees));
    ASSERT_EQ(rulings.size(), 7U) << degrees;
    for (const Ruling& ruling : rulings) {
      const double across =
          std::min(std::abs(ruling.x2 - ruling.x1), std::abs(ruling.y2 - ruling.y1));
      const double along = std::hypot(ruling.x2 - ruling.x1, ruling.y2 - ruling.y1);
      EXPECT_NEAR(std::asin(across / along), std::abs(slant), 0.01);
    }
  }
}

TEST(Rulings, NoiseDoesNotBreakThem) {
  constexpr unsigned kSeed = 7;
  std::mt19937 random(kSeed);
  GreyPicture picture = Paper();
  DrawGrid(picture);
  for (std::size_t i = 0; i < picture.pixels.size() / 200; ++i) {
    picture.pixels[random() % picture.pixels.size()] = random() % 2 == 0 ? 0 : 255;
  }
  EXPECT_EQ(FindRulings(picture, {}).size(), 7U) << "seed " << kSeed;
}

TEST(Rulings, LettersBarsAndPhotographsAreNone) {
  GreyPicture picture = Paper();
  for (std::uint32_t y = 100; y < 900; y += 40) {  // strokes of letters
    for (std::uint32_t x = 100; x < 900; x += 30) {
      Draw(picture, x, y, x + 22, y);
      Draw(picture, x + 11, y, x + 11, y + 22);
    }
  }
  for (std::int64_t y = 1'000; y < 1'060; ++y) {  // a bar
    for (std::int64_t x = 100; x < 900; ++x) Dot(picture, x, y);
  }
  EXPECT_TRUE(FindRulings(picture, {}).empty());
  std::fill(picture.pixels.begin(), picture.pixels.end(), std::uint8_t{60});
  DrawGrid(picture);
  EXPECT_TRUE(FindRulings(picture, {}).empty());
  EXPECT_TRUE(FindRulings({}, {}).empty());
}

}  // namespace
}  // namespace wenyuan::parse
