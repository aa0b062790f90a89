#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "text_box.h"

namespace wenyuan::ocr {
namespace {

double Turn(const Point& a, const Point& b, const Point& c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

std::vector<Point> ConvexHull(std::vector<Point> points) {
  std::sort(points.begin(), points.end(),
            [](const Point& a, const Point& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  std::vector<Point> hull;
  const auto add = [&hull](const Point& point, std::size_t begin) {
    while (hull.size() >= begin + 2 && Turn(hull[hull.size() - 2], hull.back(), point) <= 0) {
      hull.pop_back();
    }
    hull.push_back(point);
  };
  for (const Point& point : points) add(point, 0);
  const std::size_t upper = hull.size() - 1;
  for (auto point = points.rbegin() + 1; point < points.rend(); ++point) add(*point, upper);
  if (hull.size() > 1) hull.pop_back();
  return hull;
}

TextBox RectangleAlong(const std::vector<Point>& hull, double angle) {
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  double left = std::numeric_limits<double>::max();
  double right = std::numeric_limits<double>::lowest();
  double top = left;
  double bottom = right;
  for (const Point& point : hull) {
    const double along = point.x * cosine + point.y * sine;
    const double across = point.y * cosine - point.x * sine;
    left = std::min(left, along);
    right = std::max(right, along);
    top = std::min(top, across);
    bottom = std::max(bottom, across);
  }
  const double along = (left + right) / 2;
  const double across = (top + bottom) / 2;
  return {{along * cosine - across * sine, along * sine + across * cosine},
          right - left,
          bottom - top,
          angle};
}

}  // namespace

TextBox SmallestRectangle(std::vector<Point> points) {
  if (points.empty()) return {};
  const std::vector<Point> hull = ConvexHull(std::move(points));
  TextBox best = RectangleAlong(hull, 0);
  // One of its sides lies along an edge of the hull.
  for (std::size_t i = 0; i < hull.size() && hull.size() > 1; ++i) {
    const Point& a = hull[i];
    const Point& b = hull[(i + 1) % hull.size()];
    constexpr double kQuarter = std::numbers::pi / 2;
    double angle = std::atan2(b.y - a.y, b.x - a.x);
    angle -= kQuarter * std::round(angle / kQuarter);
    const TextBox box = RectangleAlong(hull, angle);
    if (box.length * box.height < best.length * best.height) best = box;
  }
  return best;
}

}  // namespace wenyuan::ocr
