#include "list_order.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace wenyuan::vectors {
namespace {

constexpr std::size_t kFirstTaken = 64;
constexpr std::size_t kFirstChosen = 256;  // four times as many when those are opened

}  // namespace

OpenList OpenList::Of(const Codebook& codebook, const Query& query, std::uint32_t list) {
  OpenList open{list, 0, static_cast<float>(codebook.Dot(list, query)), 0};
  const double squared = query.squared_length - 2 * static_cast<double>(open.dot) +
                         static_cast<double>(codebook.squared_length(list));
  open.distance = static_cast<float>(std::sqrt(std::max(squared, 0.0)));
  return open;
}

float OpenList::Bound(const Codebook& codebook, const Query& query, float reach) const {
  const float spread = codebook.spread(list);
  if (query.metric == Metric::kL2) {
    return 2 * reach * distance * std::sqrt(spread) - distance * distance - spread;
  }
  return dot + reach * query.length * std::sqrt(spread);
}

ListOrder::ListOrder(const Codebook& codebook, const Query& query, std::size_t most)
    : codebook_(codebook), query_(query), most_(std::max<std::size_t>(most, 1)) {
  best_.emplace_back(std::numeric_limits<float>::infinity(), 0);
  taken_ = 1;
}

// The best of those behind the last one chosen.
void ListOrder::Estimate() {
  const Estimated last = *std::min_element(best_.begin(), best_.end());
  wanted_ = std::min(wanted_ == 0 ? kFirstChosen : 4 * wanted_, most_ - chosen_);
  best_.clear();
  taken_ = 0;
  const Kernels& kernels = BestKernels();
  const std::size_t dimension = codebook_.dimension();
  // Sketches hold offsets for a question of length 1; the order does not depend on its length.
  const float length = query_.length > 0 ? query_.length : 1;
  SketchQuery sketch = query_.sketch;
  if (query_.metric != Metric::kL2) sketch.scale /= length;
  std::vector<Estimated> cells(codebook_.cells());
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
    const float dot =
        kernels.dot(codebook_.upper().data() + cell * dimension, query_.vector.data(), dimension);
    cells[cell] = {query_.metric == Metric::kL2 ? 2 * dot : dot / length, cell};
  }
  std::sort(cells.begin(), cells.end(), std::greater<>());  // the floor rises early
  float floor = -std::numeric_limits<float>::infinity();
  std::vector<float> estimates;
  std::vector<std::uint8_t> above;
  best_.reserve(2 * wanted_ + kGroup);
  for (const auto& [base, cell] : cells) {
    const Sketches::List& list = codebook_.sketches().lists()[cell];
    const SketchGroups groups = codebook_.sketches().Groups(list);
    estimates.resize(groups.groups * kGroup);
    above.resize(groups.groups);
    kernels.estimate(groups, sketch, {base, 0, floor}, estimates.data(), above.data());
    for (std::size_t group = 0; group < groups.groups; ++group) {
      for (unsigned mask = above[group]; mask != 0; mask &= mask - 1) {
        const std::size_t place = group * kGroup + static_cast<std::size_t>(__builtin_ctz(mask));
        const Estimated one(estimates[place], list.begin + static_cast<std::uint32_t>(place));
        if (one < last) best_.push_back(one);
      }
    }
    if (best_.size() < 2 * wanted_) continue;
    Cut();
    floor = best_.back().first;
  }
  if (best_.size() > wanted_) Cut();
  chosen_ += best_.size();
}

void ListOrder::Cut() {
  const auto last = best_.begin() + static_cast<std::ptrdiff_t>(wanted_);
  std::nth_element(best_.begin(), last - 1, best_.end(), std::greater<>());
  best_.erase(last, best_.end());
}

void ListOrder::Refill() {
  const auto begin = best_.begin() + static_cast<std::ptrdiff_t>(taken_);
  const std::size_t before = chosen_ - best_.size() + taken_;
  const std::size_t count = std::min(best_.size() - taken_, std::max(kFirstTaken, before));
  const auto end = begin + static_cast<std::ptrdiff_t>(count);
  if (end != best_.end()) std::nth_element(begin, end, best_.end(), std::greater<>());
  taken_ += count;
  ready_.clear();
  next_ = 0;
  for (auto at = begin; at != end; ++at) {
    OpenList open = OpenList::Of(codebook_, query_, at->second);
    open.promise = query_.metric == Metric::kL2 ? -open.distance
                                                : open.Bound(codebook_, query_, kPromisedReach);
    ready_.push_back(open);
  }
  std::sort(ready_.begin(), ready_.end(), [](const OpenList& left, const OpenList& right) {
    return left.promise != right.promise ? left.promise > right.promise : left.list < right.list;
  });
}

const OpenList* ListOrder::Next() {
  if (next_ == ready_.size()) {
    if (taken_ == best_.size() && chosen_ < most_) Estimate();
    if (taken_ == best_.size()) return nullptr;
    Refill();
  }
  return &ready_[next_++];
}

}  // namespace wenyuan::vectors
