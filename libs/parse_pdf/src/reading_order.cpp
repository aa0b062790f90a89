#include "reading_order.h"

#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kFewLines = 3;      // a column has more
constexpr float kGutterMargin = 2.0F;     // points free on both sides
constexpr float kMaxCrossing = 0.5F;      // share of lines that may run across the gutter
constexpr float kMinShared = 0.5F;        // of the lower column's height, side by side
constexpr float kMinColumnWidth = 0.15F;  // of the region's width
constexpr int kMaxDepth = 3;

class Orderer {
 public:
  explicit Orderer(const std::vector<LayoutItem>& items) : items_(items) {}

  void Order(std::vector<std::size_t> region, int depth) {
    if (region.empty()) return;
    const std::optional<float> gutter = depth < kMaxDepth ? FindGutter(region) : std::nullopt;
    SortByTop(region);
    if (!gutter) {
      Emit(std::move(region));
      return;
    }
    std::vector<std::size_t> left;
    std::vector<std::size_t> right;
    std::vector<std::size_t> across;
    const auto flush = [&] {
      Order(std::exchange(left, {}), depth + 1);
      Order(std::exchange(right, {}), depth + 1);
    };
    for (const std::size_t item : region) {
      const Box& box = items_[item].box;
      if (box.left < *gutter && box.right > *gutter) {
        flush();
        across.push_back(item);
        continue;
      }
      if (!across.empty()) Emit(std::exchange(across, {}));
      (box.right <= *gutter ? left : right).push_back(item);
    }
    flush();
    if (!across.empty()) Emit(std::move(across));
  }

  std::vector<ColumnGroup> Take() { return std::move(groups_); }

 private:
  void SortByTop(std::vector<std::size_t>& region) const {
    std::stable_sort(region.begin(), region.end(), [&](std::size_t a, std::size_t b) {
      const Box& x = items_[a].box;
      const Box& y = items_[b].box;
      // Side by side counts as one row, from left to right.
      const float shared = Overlap(x.top, x.bottom, y.top, y.bottom);
      if (std::abs(x.middle_y() - y.middle_y()) < 1.0F && shared > 0) return x.left < y.left;
      return x.middle_y() < y.middle_y();
    });
  }

  void Emit(std::vector<std::size_t> region) {
    ColumnGroup group;
    group.box = items_[region.front()].box;
    for (const std::size_t item : region) group.box.Add(items_[item].box);
    group.items = std::move(region);
    groups_.push_back(std::move(group));
  }

  struct Side {
    std::size_t lines = 0;
    float top = 1e9F;
    float bottom = -1e9F;
    float left = 1e9F;
    float right = -1e9F;
    float height = 0;
    void Add(const Box& box) {
      ++lines;
      top = std::min(top, box.top);
      bottom = std::max(bottom, box.bottom);
      left = std::min(left, box.left);
      right = std::max(right, box.right);
      height += box.height();
    }
  };

  // The vertical strip that the fewest lines cross, if it has columns of lines on both sides.
  [[nodiscard]] std::optional<float> FindGutter(const std::vector<std::size_t>& region) const {
    if (region.size() < 2 * kFewLines) return std::nullopt;
    Box all = items_[region.front()].box;
    std::vector<float> edges;
    for (const std::size_t item : region) {
      all.Add(items_[item].box);
      if (!items_[item].atomic) edges.push_back(items_[item].box.left - kGutterMargin - 0.5F);
    }
    std::sort(edges.begin(), edges.end());
    std::optional<float> best;
    float least = kMaxCrossing;
    float last = -1e9F;
    for (const float x : edges) {
      if (x - last < 1) continue;
      last = x;
      if (x < all.left + kMinColumnWidth * all.width() ||
          x > all.right - kMinColumnWidth * all.width()) {
        continue;
      }
      const float crossing = Crossing(region, x);
      if (crossing < least) {
        least = crossing;
        best = x;
      }
    }
    return best;
  }

  // The share of lines that cross `x`, or 1 when it separates no columns.
  [[nodiscard]] float Crossing(const std::vector<std::size_t>& region, float x) const {
    Side left;
    Side right;
    std::size_t crossing = 0;
    for (const std::size_t item : region) {
      const Box& box = items_[item].box;
      if (box.right <= x - kGutterMargin) {
        if (!items_[item].atomic) left.Add(box);
      } else if (box.left >= x + kGutterMargin) {
        if (!items_[item].atomic) right.Add(box);
      } else {
        ++crossing;
      }
    }
    if (left.lines < kFewLines || right.lines < kFewLines) return 1;
    const float lower = std::min(left.bottom - left.top, right.bottom - right.top);
    if (Overlap(left.top, left.bottom, right.top, right.bottom) < kMinShared * lower) return 1;
    // A column is mostly filled with lines; labels beside a drawing are not.
    const auto filled = [](const Side& side) {
      return side.height > 0.3F * (side.bottom - side.top);
    };
    if (!filled(left) || !filled(right)) return 1;
    return static_cast<float>(crossing) / static_cast<float>(region.size());
  }

  const std::vector<LayoutItem>& items_;
  std::vector<ColumnGroup> groups_;
};

}  // namespace

std::vector<ColumnGroup> ReadingOrder(const std::vector<LayoutItem>& items) {
  std::vector<std::size_t> all(items.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  Orderer orderer(items);
  orderer.Order(std::move(all), 0);
  return orderer.Take();
}

}  // namespace wenyuan::parse_pdf
