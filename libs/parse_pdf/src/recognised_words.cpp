#include "recognised_words.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "pdfium_handles.h"

namespace wenyuan::parse_pdf {
namespace {

// The boxes of detection hold a margin around the letters.
constexpr double kFontSize = 0.72;  // of the box's height
constexpr double kDegree = std::numbers::pi / 180;
constexpr double kStraight = 0.2 * kDegree;  // less than this is not worth turning

constexpr float kOneSize = 1.2F;  // heights that differ by less are of one type size

struct Spot {
  double x = 0;
  double y = 0;
};

// Quarters of a circle that most of the text is turned by, and the slant on top of it.
double DirectionOf(const std::vector<parse::RecognisedLine>& lines) {
  std::vector<std::pair<double, double>> slants;  // degrees from the quarter, length of line
  double lengths[4] = {};
  const auto quarter_of = [](double degrees) {
    return static_cast<std::size_t>(std::lround(degrees / 90) & 3);
  };
  for (const parse::RecognisedLine& line : lines) {
    lengths[quarter_of(line.angle)] += line.length;
  }
  const auto main = static_cast<std::size_t>(std::max_element(lengths, lengths + 4) - lengths);
  double all = 0;
  for (const parse::RecognisedLine& line : lines) {
    if (quarter_of(line.angle) != main || line.length < 4 * line.height) continue;
    slants.emplace_back(line.angle - 90 * std::round(line.angle / 90), line.length);
    all += line.length;
  }
  std::sort(slants.begin(), slants.end());
  double slant = 0;
  double passed = 0;
  for (const auto& [degrees, length] : slants) {  // the median by length
    passed += length;
    if (passed * 2 < all) continue;
    slant = degrees * kDegree;
    break;
  }
  if (std::abs(slant) < kStraight) slant = 0;
  return static_cast<double>(main) * std::numbers::pi / 2 + slant;
}

bool LiesAcross(double angle) { return (std::lround(angle * 2 / std::numbers::pi) & 1) != 0; }

// By `angle` counter-clockwise, from the middle of one page to the middle of the other.
Spot RotateSpot(Spot spot, double angle, Spot from, Spot to) {
  const double x = spot.x - from.x;
  const double y = spot.y - from.y;
  return {x * std::cos(angle) + y * std::sin(angle) + to.x,
          y * std::cos(angle) - x * std::sin(angle) + to.y};
}

// The heights of boxes vary with the letters in them; type comes in few sizes. Lines of about the
// same height get the median of them, the most frequent height first.
std::vector<float> EvenHeights(const std::vector<parse::RecognisedLine>& lines) {
  std::vector<float> heights(lines.size(), 0);
  std::vector<std::size_t> open(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) open[i] = i;
  std::sort(open.begin(), open.end(),
            [&](std::size_t a, std::size_t b) { return lines[a].height < lines[b].height; });
  while (!open.empty()) {
    std::size_t begin = 0;
    std::size_t end = 0;
    float best = -1;
    float inside = 0;
    for (std::size_t from = 0, to = 0; from < open.size(); ++from) {
      while (to < open.size() && lines[open[to]].height <= kOneSize * lines[open[from]].height) {
        inside += lines[open[to++]].length;
      }
      if (inside > best) {
        best = inside;
        begin = from;
        end = to;
      }
      inside -= lines[open[from]].length;
    }
    const float height = lines[open[begin + (end - begin) / 2]].height;
    for (std::size_t i = begin; i < end; ++i) heights[open[i]] = height;
    open.erase(open.begin() + static_cast<std::ptrdiff_t>(begin),
               open.begin() + static_cast<std::ptrdiff_t>(end));
  }
  return heights;
}

char32_t FirstCharacter(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t character = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length && i < text.size(); ++i) {
    character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  return character;
}

char32_t LastCharacter(std::string_view text) {
  std::size_t begin = text.size() - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80) --begin;
  return FirstCharacter(text.substr(begin));
}

}  // namespace

PageTurn PutWords(const parse::RecognisedPage& read, PageContent& content) {
  PageTurn turn{read.number, content.width, content.height, DirectionOf(read.lines)};
  content.words.clear();
  content.rectangles.clear();
  if (LiesAcross(turn.angle)) std::swap(content.width, content.height);
  const Spot from{turn.width / 2.0, turn.height / 2.0};
  const Spot to{content.width / 2.0, content.height / 2.0};
  const std::vector<float> heights = EvenHeights(read.lines);
  for (std::size_t i = 0; i < read.lines.size(); ++i) {
    const parse::RecognisedLine& line = read.lines[i];
    const double scale = read.points_per_pixel;
    const Spot middle =
        RotateSpot({line.middle_x * scale, line.middle_y * scale}, turn.angle, from, to);
    const double left = middle.x - line.length * scale / 2;
    const double size = heights[i] * scale * kFontSize;
    double angle = line.angle - turn.angle / kDegree;
    angle -= 360 * std::round(angle / 360);
    for (const parse::RecognisedLine::Word& one : line.words) {
      Word word;
      word.text = one.text;
      word.box = {static_cast<float>(left + one.begin * line.length * scale),
                  static_cast<float>(middle.y - size / 2),
                  static_cast<float>(left + one.end * line.length * scale),
                  static_cast<float>(middle.y + size / 2)};
      word.size = static_cast<float>(size);
      word.angle = std::abs(angle) < 10 ? 0 : static_cast<float>(-angle);
      word.wide_start = IsWide(FirstCharacter(one.text));
      word.wide = IsWide(LastCharacter(one.text));
      word.space_before = &one != line.words.data();
      word.hyphen_end = one.text.ends_with('-');
      word.confidence = static_cast<std::uint8_t>(
          std::clamp(std::lround(line.confidence * 100), 0L, long{parse::kCertain} - 1));
      content.words.push_back(std::move(word));
    }
  }
  for (const parse::Ruling& ruling : read.rulings) {
    const double scale = read.points_per_pixel;
    const Spot a = RotateSpot({ruling.x1 * scale, ruling.y1 * scale}, turn.angle, from, to);
    const Spot b = RotateSpot({ruling.x2 * scale, ruling.y2 * scale}, turn.angle, from, to);
    content.rectangles.push_back(
        {{static_cast<float>(std::min(a.x, b.x)), static_cast<float>(std::min(a.y, b.y)),
          static_cast<float>(std::max(a.x, b.x)), static_cast<float>(std::max(a.y, b.y))},
         true,
         false});
  }
  std::stable_sort(content.words.begin(), content.words.end(),
                   [](const Word& a, const Word& b) { return a.box.top < b.box.top; });
  return turn;
}

void TurnBack(const PageTurn& turn, std::vector<parse::Block>& blocks) {
  if (turn.angle == 0) return;
  const bool across = LiesAcross(turn.angle);
  const Spot to{turn.width / 2.0, turn.height / 2.0};
  const Spot from = across ? Spot{to.y, to.x} : to;
  const auto turn_box = [&](PageBox& box) {
    if (box.page != turn.page) return;
    const Spot middle = RotateSpot({(box.left + box.right) / 2.0, (box.top + box.bottom) / 2.0},
                                   -turn.angle, from, to);
    double half_width = (box.right - box.left) / 2.0;
    double half_height = (box.bottom - box.top) / 2.0;
    if (across) std::swap(half_width, half_height);
    box.left = static_cast<float>(middle.x - half_width);
    box.right = static_cast<float>(middle.x + half_width);
    box.top = static_cast<float>(middle.y - half_height);
    box.bottom = static_cast<float>(middle.y + half_height);
  };
  for (parse::Block& block : blocks) {
    for (TextSpan& span : block.spans) turn_box(span.box);
    for (parse::TableCell& cell : block.table.cells) {
      for (PageBox& box : cell.boxes) turn_box(box);
    }
  }
}

}  // namespace wenyuan::parse_pdf
