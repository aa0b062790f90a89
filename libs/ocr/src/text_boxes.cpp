#include <algorithm>
#include <cmath>
#include <numeric>

#include "text_box.h"

namespace wenyuan::ocr {
namespace {

// Pixels side by side in one row that belong to text.
struct Run {
  std::size_t row = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Joins what touches, corners included.
class Groups {
 public:
  std::size_t Add() {
    parent_.push_back(parent_.size());
    return parent_.size() - 1;
  }
  std::size_t Root(std::size_t one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }
  void Join(std::size_t a, std::size_t b) { parent_[Root(a)] = Root(b); }

 private:
  std::vector<std::size_t> parent_;
};

std::vector<std::vector<Run>> FindRegions(std::span<const float> map, std::size_t width,
                                          std::size_t height, float ink) {
  std::vector<Run> runs;
  Groups groups;
  std::size_t above = 0;  // the first run of the row above that may still touch
  std::size_t above_end = 0;
  for (std::size_t y = 0; y < height; ++y) {
    const std::size_t row_begin = runs.size();
    const float* const row = map.data() + y * width;
    for (std::size_t x = 0; x < width;) {
      if (row[x] < ink) {
        ++x;
        continue;
      }
      Run run{y, x, x};
      while (run.end < width && row[run.end] >= ink) ++run.end;
      x = run.end;
      const std::size_t group = groups.Add();
      runs.push_back(run);
      while (above < above_end && runs[above].end < run.begin) ++above;
      for (std::size_t i = above; i < above_end && runs[i].begin <= run.end; ++i) {
        groups.Join(i, group);
      }
    }
    above = row_begin;
    above_end = runs.size();
  }
  std::vector<std::vector<Run>> regions;
  std::vector<std::size_t> place(runs.size(), SIZE_MAX);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    std::size_t& region = place[groups.Root(i)];
    if (region == SIZE_MAX) {
      region = regions.size();
      regions.emplace_back();
    }
    regions[region].push_back(runs[i]);
  }
  return regions;
}

TextBox BoxOf(const std::vector<Run>& region) {
  std::vector<Point> corners;
  corners.reserve(region.size() * 4);
  for (const Run& run : region) {
    for (const std::size_t x : {run.begin, run.end}) {
      for (const std::size_t y : {run.row, run.row + 1}) {
        corners.push_back({static_cast<double>(x), static_cast<double>(y)});
      }
    }
  }
  return SmallestRectangle(std::move(corners));
}

// Mean probability of the pixels whose middles lie in the box.
float Score(std::span<const float> map, std::size_t width, std::size_t height, const TextBox& box) {
  const double cosine = std::cos(box.angle);
  const double sine = std::sin(box.angle);
  const double reach_x = (std::abs(box.length * cosine) + std::abs(box.height * sine)) / 2;
  const double reach_y = (std::abs(box.length * sine) + std::abs(box.height * cosine)) / 2;
  const auto clip = [](double value, std::size_t end) {
    return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(end)));
  };
  double sum = 0;
  double count = 0;
  const std::size_t right = clip(std::ceil(box.middle.x + reach_x), width);
  const std::size_t bottom = clip(std::ceil(box.middle.y + reach_y), height);
  for (std::size_t y = clip(box.middle.y - reach_y, height); y < bottom; ++y) {
    const double from_y = static_cast<double>(y) + 0.5 - box.middle.y;
    for (std::size_t x = clip(box.middle.x - reach_x, width); x < right; ++x) {
      const double from_x = static_cast<double>(x) + 0.5 - box.middle.x;
      if (std::abs(from_x * cosine + from_y * sine) > box.length / 2 ||
          std::abs(from_y * cosine - from_x * sine) > box.height / 2) {
        continue;
      }
      sum += static_cast<double>(map[y * width + x]);
      ++count;
    }
  }
  return count == 0 ? 0 : static_cast<float>(sum / count);
}

}  // namespace

std::vector<TextBox> FindTextBoxes(std::span<const float> map, std::size_t width,
                                   std::size_t height, const BoxRules& rules) {
  std::vector<TextBox> boxes;
  for (const std::vector<Run>& region : FindRegions(map, width, height, rules.ink)) {
    if (boxes.size() >= rules.most) break;
    TextBox box = BoxOf(region);
    if (std::min(box.length, box.height) < rules.smallest) continue;
    if (Score(map, width, height, box) < rules.score) continue;
    const double grow = rules.unclip * box.length * box.height / (2 * (box.length + box.height));
    box.length += 2 * grow;
    box.height += 2 * grow;
    boxes.push_back(box);
  }
  return boxes;
}

}  // namespace wenyuan::ocr
