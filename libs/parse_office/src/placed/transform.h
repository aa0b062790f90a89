#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse {

// x' = a * x + c * y + e; y' = b * x + d * y + f: as XPS and OFD write their matrices.
struct Transform {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

  // What `inner` does first and this one then.
  [[nodiscard]] Transform After(const Transform& inner) const {
    return {a * inner.a + c * inner.b,     b * inner.a + d * inner.b,
            a * inner.c + c * inner.d,     b * inner.c + d * inner.d,
            a * inner.e + c * inner.f + e, b * inner.e + d * inner.f + f};
  }
  [[nodiscard]] double X(double x, double y) const { return a * x + c * y + e; }
  [[nodiscard]] double Y(double x, double y) const { return b * x + d * y + f; }
  // The bounds of a mapped rectangle.
  [[nodiscard]] PlacedBox Map(double left, double top, double right, double bottom) const {
    const double xs[] = {X(left, top), X(right, top), X(left, bottom), X(right, bottom)};
    const double ys[] = {Y(left, top), Y(right, top), Y(left, bottom), Y(right, bottom)};
    const auto [x0, x1] = std::minmax_element(std::begin(xs), std::end(xs));
    const auto [y0, y1] = std::minmax_element(std::begin(ys), std::end(ys));
    return {static_cast<float>(*x0), static_cast<float>(*y0), static_cast<float>(*x1),
            static_cast<float>(*y1)};
  }
  // Of what ran from left to right.
  [[nodiscard]] float Angle() const {
    constexpr double kDegrees = 57.29577951308232;
    return static_cast<float>(std::atan2(-b, a) * kDegrees);
  }
  // How much higher things become.
  [[nodiscard]] double Scale() const { return std::hypot(c, d); }
};

// "1 0 0 1 3.5 7" or with commas; at most `most` of them.
std::vector<double> Numbers(std::string_view text, std::size_t most);

// Of six numbers; no change when there are fewer.
Transform TransformOf(std::string_view text);

}  // namespace wenyuan::parse
