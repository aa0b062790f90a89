#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wenyuan::ocr {

struct Point {
  double x = 0;
  double y = 0;
};

// A rectangle that may be turned, in pixels: `length` runs along `angle` (radians, clockwise as
// seen, 0 to the right), `height` across.
struct TextBox {
  Point middle;
  double length = 0;
  double height = 0;
  double angle = 0;
};

// The smallest rectangle around the points, lying: its angle is above -45 degrees and at most 45.
TextBox SmallestRectangle(std::vector<Point> points);

struct BoxRules {
  float ink = 0.3F;          // a pixel that belongs to text has at least this probability
  float score = 0.5F;        // a box has at least this on average
  double unclip = 1.6;       // the model shrinks lines by area over perimeter; this undoes it
  double smallest = 3;       // pixels of the lower side, before
  std::size_t most = 2'000;  // boxes
};

// From the map of how probable text is at each pixel to the rectangles around lines.
std::vector<TextBox> FindTextBoxes(std::span<const float> map, std::size_t width,
                                   std::size_t height, const BoxRules& rules = {});

}  // namespace wenyuan::ocr
