#pragma once

#include <algorithm>

namespace wenyuan::parse_pdf {

// In points from the top left corner of the page as displayed.
struct Box {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;

  [[nodiscard]] float width() const { return right - left; }
  [[nodiscard]] float height() const { return bottom - top; }
  [[nodiscard]] float middle_x() const { return (left + right) / 2; }
  [[nodiscard]] float middle_y() const { return (top + bottom) / 2; }
  [[nodiscard]] bool Contains(float x, float y) const {
    return x >= left && x <= right && y >= top && y <= bottom;
  }
  void Add(const Box& other) {
    left = std::min(left, other.left);
    top = std::min(top, other.top);
    right = std::max(right, other.right);
    bottom = std::max(bottom, other.bottom);
  }
};

inline float Overlap(float begin, float end, float other_begin, float other_end) {
  return std::min(end, other_end) - std::max(begin, other_begin);
}

// From PDF coordinates to displayed ones.
struct Affine {
  double xx = 1, xy = 0, x0 = 0;  // x' = xx * x + xy * y + x0
  double yx = 0, yy = 1, y0 = 0;

  [[nodiscard]] Box Map(double left, double bottom, double right, double top) const {
    const double ax = xx * left + xy * bottom + x0;
    const double ay = yx * left + yy * bottom + y0;
    const double bx = xx * right + xy * top + x0;
    const double by = yx * right + yy * top + y0;
    return {static_cast<float>(std::min(ax, bx)), static_cast<float>(std::min(ay, by)),
            static_cast<float>(std::max(ax, bx)), static_cast<float>(std::max(ay, by))};
  }
  // This one after `inner`.
  [[nodiscard]] Affine After(const Affine& inner) const {
    return {xx * inner.xx + xy * inner.yx,      xx * inner.xy + xy * inner.yy,
            xx * inner.x0 + xy * inner.y0 + x0, yx * inner.xx + yy * inner.yx,
            yx * inner.xy + yy * inner.yy,      yx * inner.x0 + yy * inner.y0 + y0};
  }
};

}  // namespace wenyuan::parse_pdf
