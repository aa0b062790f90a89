#include "placed/path_shapes.h"

#include <charconv>
#include <cmath>

namespace wenyuan::parse {
namespace {

constexpr float kSlant = 0.5F;  // points

class Tokens {
 public:
  explicit Tokens(std::string_view data) : data_(data) {}

  // The next letter, or 0 when numbers or nothing follow.
  char Letter() {
    Space();
    if (at_ >= data_.size()) return 0;
    const char c = data_[at_];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter) return 0;
    ++at_;
    return c;
  }
  bool Number(double& value) {
    Space();
    if (at_ < data_.size() && data_[at_] == '+') ++at_;
    const auto end = std::from_chars(data_.data() + at_, data_.data() + data_.size(), value);
    if (end.ec != std::errc()) return false;
    at_ = static_cast<std::size_t>(end.ptr - data_.data());
    return true;
  }
  void SkipOne() { ++at_; }
  [[nodiscard]] bool AtEnd() {
    Space();
    return at_ >= data_.size();
  }

 private:
  void Space() {
    while (at_ < data_.size() && (data_[at_] == ' ' || data_[at_] == ',' || data_[at_] == '\n' ||
                                  data_[at_] == '\r' || data_[at_] == '\t')) {
      ++at_;
    }
  }
  std::string_view data_;
  std::size_t at_ = 0;
};

class PathReader {
 public:
  PathReader(const Transform& transform, const PlacedShape& look, std::vector<PlacedShape>& shapes)
      : transform_(transform), look_(look), shapes_(shapes) {}

  void Run(std::string_view data, PathDialect dialect) {
    Tokens tokens(data);
    char command = 0;
    while (!tokens.AtEnd()) {
      if (const char letter = tokens.Letter(); letter != 0) {
        command = letter;
        const bool close = dialect == PathDialect::kOfd ? letter == 'C' : (letter | 0x20) == 'z';
        if (close) {
          x_ = start_x_;
          y_ = start_y_;
          command = 0;
          continue;
        }
      }
      if (!Step(tokens, command, dialect)) tokens.SkipOne();
    }
    Finish();
  }

 private:
  // One set of numbers of a command; false when they are not there.
  bool Step(Tokens& tokens, char command, PathDialect dialect) {
    const bool relative = dialect == PathDialect::kXps && command >= 'a';
    const char name = dialect == PathDialect::kXps ? static_cast<char>(command & ~0x20) : command;
    int count = 0;
    switch (name) {
      case 'M':
      case 'L':
        count = 2;
        break;
      case 'S':
        count = dialect == PathDialect::kOfd ? 2 : 4;
        break;
      case 'H':
      case 'V':
      case 'F':  // the rule of filling
        count = 1;
        break;
      case 'Q':
        count = 4;
        break;
      case 'C':
      case 'B':
        count = 6;
        break;
      case 'A':
        count = 7;
        break;
      default:
        return false;
    }
    double n[7] = {};
    for (int i = 0; i < count; ++i) {
      if (!tokens.Number(n[i])) return false;
    }
    if (name == 'F') return true;
    double x = count > 1 ? n[count - 2] : n[0];
    double y = n[count - 1];
    if (relative) {
      x += x_;
      y += y_;
    }
    if (name == 'H') y = y_;
    if (name == 'V') x = x_;
    const bool start = name == 'M' || (name == 'S' && dialect == PathDialect::kOfd);
    if (start) {
      Start(x, y);
    } else {
      Line(x, y, name != 'L' && name != 'H' && name != 'V');
    }
    return true;
  }

  void Start(double x, double y) {
    Finish();
    x_ = start_x_ = x;
    y_ = start_y_ = y;
    shape_ = look_;
    shape_.box = transform_.Map(x, y, x, y);
    straight_ = true;
  }

  void Line(double x, double y, bool curved) {
    const PlacedBox from = transform_.Map(x_, y_, x_, y_);
    const PlacedBox to = transform_.Map(x, y, x, y);
    const bool slanted =
        std::abs(from.left - to.left) > kSlant && std::abs(from.top - to.top) > kSlant;
    if (curved || slanted) straight_ = false;
    shape_.box.left = std::min(shape_.box.left, to.left);
    shape_.box.top = std::min(shape_.box.top, to.top);
    shape_.box.right = std::max(shape_.box.right, to.left);
    shape_.box.bottom = std::max(shape_.box.bottom, to.top);
    x_ = x;
    y_ = y;
  }

  void Finish() {
    if (straight_ && shapes_.size() < kMaxShapes) shapes_.push_back(shape_);
    straight_ = false;
  }

  const Transform& transform_;
  const PlacedShape& look_;
  std::vector<PlacedShape>& shapes_;
  PlacedShape shape_;
  bool straight_ = false;
  double x_ = 0, y_ = 0, start_x_ = 0, start_y_ = 0;
};

}  // namespace

void AddPathShapes(std::string_view data, PathDialect dialect, const Transform& transform,
                   const PlacedShape& look, std::vector<PlacedShape>& shapes) {
  PathReader(transform, look, shapes).Run(data, dialect);
}

}  // namespace wenyuan::parse
