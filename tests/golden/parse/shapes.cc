// Copyright nobody.
//
// Shapes and their areas.

#include <string>
#include <vector>

namespace shapes {

constexpr int kSides = 4;

// A thing with an area.
class Shape {
 public:
  virtual ~Shape() = default;
  virtual double Area() const = 0;  // '{' is not a brace
};

/* The area of a square.
 * Never negative. */
double Square(double side,
              double scale)
{
  const char* text = "}";
  return side * side * scale;
}

std::vector<int> Shape::Sides() const { return {1, 2}; }

}  // namespace shapes

class Circle {
 public:
  explicit Circle(double radius)
      : radius_(radius) {}
};

Circle::Circle(double radius, int)
    : radius_(radius) {
  Check();
}
