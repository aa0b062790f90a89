#include "window_search.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace wenyuan::index {
namespace {

constexpr unsigned kBoundShift = 15;
constexpr std::size_t kFirstRound = 32;
// A block read for a window costs more than one read in order.
constexpr std::uint64_t kWindowWork = 2;

std::uint16_t Saturated(std::uint32_t value) {
  return static_cast<std::uint16_t>(std::min(value, 0xFFFFU));
}

}  // namespace

std::uint32_t WindowSearch::BoundOf(std::uint32_t units) {
  return (units >> kBoundShift) + ((units & ((1U << kBoundShift) - 1)) != 0 ? 1 : 0);
}

void WindowSearch::Begin(std::uint32_t chunks, const OrdinalSet* permitted,
                         const std::vector<BoundedTerm>& terms, SegmentScorer& scorer) {
  const Kernels& kernels = ThisProcessor();
  const std::size_t windows = PaddedWindows(chunks);
  bounds_.assign(windows, 0);
  visited_.assign(windows, 0);
  work_ = 0;
  most_work_ = 0;
  for (const BoundedTerm& term : terms) {
    const float factor = std::ceil(term.units_per_byte * 256 / (1U << kBoundShift));
    kernels.add_bounds(term.frequent->bytes(),
                       Saturated(static_cast<std::uint32_t>(std::min(factor, 65535.0F))), windows,
                       bounds_.data());
    most_work_ += term.list.blocks();
  }
  most_work_ /= kWindowWork;
  scorer.ForTouched([&](std::uint32_t window) {
    const std::uint32_t sum = kernels.largest_sum(scorer.SumsOf(window));
    bounds_[window] = Saturated(bounds_[window] + BoundOf(sum));
  });
  if (permitted != nullptr) {
    const std::vector<std::uint64_t>& words = permitted->words();
    for (std::size_t word = 0; word < words.size(); ++word) {
      if ((words[word] & 0xFFFFFFFFU) == 0) bounds_[2 * word] = 0;
      if (words[word] >> 32U == 0) bounds_[2 * word + 1] = 0;
    }
  }
  largest_.clear();
  for (std::size_t first = 0; first < windows; first += kGroupWindows) {
    largest_.push_back(kernels.largest_bound(bounds_.data() + first));
  }
  ranked_groups_ = largest_;
  std::sort(ranked_groups_.begin(), ranked_groups_.end(), std::greater<>());
  cut_ = 0x10000;
  round_groups_ = kFirstRound;
}

// Each round takes the windows that are at least as good as the best of the 32, 64, … best groups.
bool WindowSearch::CollectRound(std::uint32_t least) {
  const std::uint32_t lowest = std::max(BoundOf(least), 1U);
  if (cut_ <= lowest) return false;
  const std::uint32_t before = cut_;
  cut_ = lowest;
  if (round_groups_ <= ranked_groups_.size()) {
    cut_ = std::max<std::uint32_t>(cut_, ranked_groups_[round_groups_ - 1]);
  }
  round_groups_ *= 2;
  round_.clear();
  for (std::size_t group = 0; group < largest_.size(); ++group) {
    if (largest_[group] < cut_) continue;
    for (std::size_t i = group * kGroupWindows; i < (group + 1) * kGroupWindows; ++i) {
      if (bounds_[i] < cut_ || bounds_[i] >= before) continue;
      round_.push_back({bounds_[i], static_cast<std::uint32_t>(i)});
    }
  }
  std::sort(round_.begin(), round_.end(), [](const Ranked& left, const Ranked& right) {
    return left.bound != right.bound ? left.bound > right.bound : left.window < right.window;
  });
  return true;
}

Result<bool> WindowSearch::Visit(std::uint32_t window, const OrdinalSet* permitted,
                                 std::vector<BoundedTerm>& terms, SegmentScorer& scorer,
                                 std::uint32_t threshold) {
  visited_[window] = 1;
  scorer.Touch(window);
  const std::uint32_t allowed = permitted == nullptr ? ~0U : permitted->Window(window);
  order_.clear();
  std::uint64_t rest = 0;
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const std::uint8_t byte = terms[i].frequent->bytes()[window];
    if (byte == 0) continue;
    // Two for what rounding adds: here, and to each contribution.
    const std::uint32_t bound =
        static_cast<std::uint32_t>(static_cast<float>(byte) * terms[i].units_per_byte) + 2;
    rest += bound;
    std::size_t at = order_.size();
    order_.push_back({bound, i});
    for (; at > 0 && order_[at - 1].bound < bound; --at) order_[at] = order_[at - 1];
    order_[at] = {bound, i};
  }
  const Kernels& kernels = ThisProcessor();
  const std::uint32_t* const sums = scorer.SumsOf(window);
  for (const Ordered& next : order_) {
    if (kernels.largest_sum(sums) + rest < threshold) return false;
    rest -= next.bound;
    WY_CHECK(AddFrom(terms[next.term], window, allowed, scorer));
  }
  return true;
}

Result<void> WindowSearch::AddFrom(BoundedTerm& term, std::uint32_t window, std::uint32_t allowed,
                                   SegmentScorer& scorer) {
  const std::uint32_t first = window * kWindowChunks;
  const std::uint32_t last = first + kWindowChunks - 1;
  std::uint32_t* const sums = scorer.SumsOf(window);
  PostingsList& list = term.list;
  std::uint32_t block =
      list.FirstReaching(first, term.frequent->blocks[first / FrequentTerm::kRunChunks]);
  for (; block < list.blocks() && list.Before(block) < static_cast<std::int64_t>(last); ++block) {
    WY_CHECK(list.Load(block));
    ++work_;
    const PostingsBlock& postings = list.current();
    const auto ordinals = postings.ordinals();
    for (std::size_t i = PlaceOf(ordinals, first); i < ordinals.size() && ordinals[i] <= last;
         ++i) {
      const std::uint32_t place = ordinals[i] - first;
      if ((allowed >> place & 1U) == 0) continue;
      sums[place] += term.contribution.Of(postings.Weighted(i, scorer.weights()),
                                          scorer.lengths()[ordinals[i]]);
    }
    if (list.Last(block) >= last) break;
  }
  return {};
}

}  // namespace wenyuan::index
