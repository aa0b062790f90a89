#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse {
namespace {

constexpr int kInk = 80;            // grey levels darker than the paper
constexpr int kPaperAtLeast = 120;  // a page that is darker is a photograph
constexpr std::int64_t kGap = 2;    // pixels that noise may take out of a line
constexpr double kShortest =
    1.0 / 36;  // of the picture's longer side: longer than strokes of letters
constexpr double kThickest = 1.0 / 200;
constexpr std::size_t kMost = 2'000;
constexpr double kMostSlant = 8 * std::numbers::pi / 180;

// The picture along lines that run as the page does: `along` from 0 to length(), in row `row`.
class SlantedRows {
 public:
  SlantedRows(const GreyPicture& picture, double slant, bool upright)
      : picture_(picture), upright_(upright) {
    // Of lines that run down, the slant goes to the other side.
    const double rise = std::tan(upright ? -slant : slant);
    offsets_.resize(static_cast<std::size_t>(length()));
    for (std::int64_t along = 0; along < length(); ++along) {
      offsets_[static_cast<std::size_t>(along)] =
          std::lround(static_cast<double>(along - length() / 2) * rise);
    }
  }
  [[nodiscard]] std::int64_t length() const { return upright_ ? picture_.height : picture_.width; }
  [[nodiscard]] std::int64_t rows() const { return upright_ ? picture_.width : picture_.height; }
  [[nodiscard]] std::int64_t RowAt(std::int64_t row, std::int64_t along) const {
    return row + offsets_[static_cast<std::size_t>(along)];
  }
  // Paper outside of the picture.
  [[nodiscard]] std::uint8_t At(std::int64_t row, std::int64_t along) const {
    const std::int64_t across = RowAt(row, along);
    if (across < 0 || across >= rows()) return 255;
    const auto x = static_cast<std::size_t>(upright_ ? across : along);
    const auto y = static_cast<std::size_t>(upright_ ? along : across);
    return picture_.pixels[y * picture_.width + x];
  }
  [[nodiscard]] Ruling Between(double row, std::int64_t begin, std::int64_t end) const {
    const auto across = [&](std::int64_t along) {
      return static_cast<float>(
          row + static_cast<double>(offsets_[static_cast<std::size_t>(along)]) + 0.5);
    };
    const auto from = static_cast<float>(begin);
    const auto to = static_cast<float>(end);
    return upright_ ? Ruling{across(begin), from, across(end - 1), to}
                    : Ruling{from, across(begin), to, across(end - 1)};
  }

 private:
  const GreyPicture& picture_;
  const bool upright_;
  std::vector<std::int64_t> offsets_;
};

// Dark pixels in a row, and the rows below that go on with it.
struct Stroke {
  std::int64_t first_row = 0;
  std::int64_t last_row = 0;
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

bool Overlap(const Stroke& stroke, std::int64_t begin, std::int64_t end) {
  const std::int64_t common = std::min(stroke.end, end) - std::max(stroke.begin, begin);
  return common * 2 > std::min(stroke.end - stroke.begin, end - begin);
}

void Find(const SlantedRows& rows, int dark, std::int64_t shortest, std::int64_t thickest,
          std::vector<Ruling>& rulings) {
  std::vector<Stroke> open;
  const auto close = [&](const Stroke& stroke) {
    if (stroke.last_row - stroke.first_row >= thickest || rulings.size() >= kMost) return;
    const double middle = static_cast<double>(stroke.first_row + stroke.last_row) / 2;
    rulings.push_back(rows.Between(middle, stroke.begin, stroke.end));
  };
  const auto add = [&](std::int64_t row, std::int64_t begin, std::int64_t end) {
    for (Stroke& stroke : open) {
      if (!Overlap(stroke, begin, end)) continue;
      stroke.last_row = row;
      stroke.begin = std::min(stroke.begin, begin);
      stroke.end = std::max(stroke.end, end);
      return;
    }
    open.push_back({row, row, begin, end});
  };
  for (std::int64_t row = 0; row < rows.rows(); ++row) {
    std::int64_t begin = -1;
    std::int64_t last = -1;
    for (std::int64_t along = 0; along < rows.length(); ++along) {
      if (rows.At(row, along) > dark) continue;
      if (begin < 0 || along - last > kGap + 1) {
        if (begin >= 0 && last + 1 - begin >= shortest) add(row, begin, last + 1);
        begin = along;
      }
      last = along;
    }
    if (begin >= 0 && last + 1 - begin >= shortest) add(row, begin, last + 1);
    std::erase_if(open, [&](const Stroke& stroke) {
      if (stroke.last_row >= row - 1) return false;
      close(stroke);
      return true;
    });
  }
  for (const Stroke& stroke : open) close(stroke);
}

int PaperOf(const GreyPicture& picture) {
  std::array<std::size_t, 256> levels{};
  for (const std::uint8_t pixel : picture.pixels) ++levels[pixel];
  return static_cast<int>(std::max_element(levels.begin(), levels.end()) - levels.begin());
}

// From the nearest quarter of a circle, the median by length, in radians.
double SlantOf(const std::vector<RecognisedLine>& lines) {
  std::vector<std::pair<double, double>> slants;
  double all = 0;
  for (const RecognisedLine& line : lines) {
    if (line.length < 4 * line.height) continue;
    const double degrees = line.angle;
    slants.emplace_back((degrees - 90 * std::round(degrees / 90)) * std::numbers::pi / 180,
                        line.length);
    all += slants.back().second;
  }
  std::sort(slants.begin(), slants.end());
  double passed = 0;
  for (const auto& [slant, length] : slants) {
    passed += length;
    if (passed * 2 >= all) return slant;
  }
  return 0;
}

}  // namespace

std::vector<Ruling> FindRulings(const GreyPicture& picture,
                                const std::vector<RecognisedLine>& lines) {
  std::vector<Ruling> rulings;
  const int paper = PaperOf(picture);
  const double slant = SlantOf(lines);
  if (picture.pixels.empty() || paper < kPaperAtLeast || std::abs(slant) > kMostSlant) {
    return rulings;
  }
  const double side = std::max(picture.width, picture.height);
  const auto shortest = static_cast<std::int64_t>(std::max(24.0, side * kShortest));
  const auto thickest = static_cast<std::int64_t>(std::max(4.0, side * kThickest));
  for (const bool upright : {false, true}) {
    Find(SlantedRows(picture, slant, upright), paper - kInk, shortest, thickest, rulings);
  }
  return rulings;
}

}  // namespace wenyuan::parse
