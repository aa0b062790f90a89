#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "text_box.h"

namespace wenyuan::ocr {
namespace {

constexpr std::size_t kWidth = 400;
constexpr std::size_t kHeight = 300;
constexpr double kDegree = std::numbers::pi / 180;

void Draw(const TextBox& box, float value, std::vector<float>& map) {
  for (std::size_t y = 0; y < kHeight; ++y) {
    for (std::size_t x = 0; x < kWidth; ++x) {
      const double from_x = static_cast<double>(x) + 0.5 - box.middle.x;
      const double from_y = static_cast<double>(y) + 0.5 - box.middle.y;
      const double along = from_x * std::cos(box.angle) + from_y * std::sin(box.angle);
      const double across = from_y * std::cos(box.angle) - from_x * std::sin(box.angle);
      if (std::abs(along) <= box.length / 2 && std::abs(across) <= box.height / 2) {
        map[y * kWidth + x] = value;
      }
    }
  }
}

std::vector<float> Empty() { return std::vector<float>(kWidth * kHeight, 0.0F); }

TEST(TextBoxes, ABoxIsUnclippedByAreaOverPerimeter) {
  std::vector<float> map = Empty();
  Draw({{100, 50}, 120, 10, 0}, 0.9F, map);
  const auto boxes = FindTextBoxes(map, kWidth, kHeight);
  ASSERT_EQ(boxes.size(), 1U);
  const double grow = 1.6 * 120 * 10 / (2 * (120 + 10));
  EXPECT_NEAR(boxes[0].length, 120 + 2 * grow, 0.01);
  EXPECT_NEAR(boxes[0].height, 10 + 2 * grow, 0.01);
  EXPECT_NEAR(boxes[0].middle.x, 100, 0.01);
  EXPECT_NEAR(boxes[0].middle.y, 50, 0.01);
  EXPECT_EQ(boxes[0].angle, 0);
}

TEST(TextBoxes, ASlantedLineGetsASlantedBox) {
  const unsigned seed = std::random_device()();
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> degrees(-40, 40);
  for (int i = 0; i < 10; ++i) {
    const double angle = degrees(random) * kDegree;
    std::vector<float> map = Empty();
    Draw({{200, 150}, 150, 12, angle}, 0.9F, map);
    const auto boxes = FindTextBoxes(map, kWidth, kHeight);
    ASSERT_EQ(boxes.size(), 1U) << "seed " << seed;
    EXPECT_NEAR(boxes[0].angle, angle, 2 * kDegree) << "seed " << seed;
    EXPECT_NEAR(boxes[0].middle.x, 200, 1) << "seed " << seed;
  }
}

TEST(TextBoxes, LinesAreToldApartByOneEmptyRow) {
  std::vector<float> map = Empty();
  Draw({{100, 50}, 120, 10, 0}, 0.9F, map);
  Draw({{100, 61}, 120, 10, 0}, 0.9F, map);
  EXPECT_EQ(FindTextBoxes(map, kWidth, kHeight).size(), 2U);
  std::fill_n(map.begin() + 55 * kWidth + 90, 2, 0.9F);  // a bridge between them
  EXPECT_EQ(FindTextBoxes(map, kWidth, kHeight).size(), 1U);
}

TEST(TextBoxes, RegionsThatMeetLateAreOne) {
  std::vector<float> map = Empty();  // a U: two arms and what joins them below
  Draw({{50, 60}, 10, 60, 0}, 0.9F, map);
  Draw({{150, 60}, 10, 60, 0}, 0.9F, map);
  Draw({{100, 90}, 110, 10, 0}, 0.9F, map);
  BoxRules rules;
  rules.score = 0.1F;
  EXPECT_EQ(FindTextBoxes(map, kWidth, kHeight, rules).size(), 1U);
}

TEST(TextBoxes, WeakAndTinyRegionsAreNoText) {
  std::vector<float> map = Empty();
  Draw({{100, 50}, 120, 10, 0}, 0.4F, map);   // above the threshold, below the score
  Draw({{100, 150}, 120, 2, 0}, 0.9F, map);   // too low
  Draw({{100, 250}, 120, 10, 0}, 0.2F, map);  // below the threshold
  EXPECT_TRUE(FindTextBoxes(map, kWidth, kHeight).empty());
}

TEST(SmallestRectangle, OfAPointAndALineHasNoArea) {
  EXPECT_EQ(SmallestRectangle({{3, 4}}).length, 0);
  const TextBox line = SmallestRectangle({{0, 0}, {5, 5}, {10, 10}});
  EXPECT_NEAR(line.length * line.height, 0, 1e-9);
  EXPECT_EQ(SmallestRectangle({}).length, 0);
}

}  // namespace
}  // namespace wenyuan::ocr
