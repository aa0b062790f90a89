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
constexpr std::uint32_t kNoWindow = 0xFFFFFFFF;
constexpr std::uint32_t kRunChunks = FrequentTerm::kRunChunks;

std::uint16_t Saturated(std::uint32_t value) {
  return static_cast<std::uint16_t>(std::min(value, 0xFFFFU));
}

}  // namespace

std::uint32_t WindowSearch::BoundOf(std::uint32_t units) {
  return (units >> kBoundShift) + ((units & ((1U << kBoundShift) - 1)) != 0 ? 1 : 0);
}

void WindowSearch::Begin(const Segment& segment, const OrdinalSet* permitted,
                         const SegmentLengths& lengths, const FieldWeights& weights) {
  permitted_ = permitted;
  lengths_ = &lengths;
  weights_ = weights;
  chunks_ = segment.chunks().chunks();
  const std::size_t windows = PaddedWindows(chunks_);
  bounds_.assign(windows, 0);
  present_.assign(windows, 0);
  visited_.assign(windows, 0);
  rare_.clear();
  rare_ordinals_.clear();
  rare_frequencies_.clear();
  rare_runs_.clear();
}

void WindowSearch::BeginRare(const Contribution& contribution, std::uint32_t fixed) {
  rare_.push_back({contribution, fixed, rare_runs_.size()});
  rare_window_ = kNoWindow;
}

void WindowSearch::TakeRare(std::uint32_t ordinal, float frequency, std::uint32_t units) {
  const std::size_t run = rare_.back().runs + ordinal / kRunChunks;
  while (rare_runs_.size() <= run) {
    rare_runs_.push_back(static_cast<std::uint32_t>(rare_ordinals_.size()));
  }
  rare_ordinals_.push_back(ordinal);
  rare_frequencies_.push_back(frequency);
  const std::uint32_t window = ordinal / kWindowChunks;
  std::uint32_t bound = BoundOf(units);
  if (window == rare_window_) {
    if (bound <= rare_bound_) return;
    bound -= rare_bound_;  // only the largest of a window counts
    rare_bound_ += bound;
  } else {
    rare_window_ = window;
    rare_bound_ = bound;
    present_[window] |= 1U << (rare_.size() - 1) % 32;
  }
  bounds_[window] = Saturated(bounds_[window] + bound);
}

void WindowSearch::EndRare() {
  const std::size_t end = rare_.back().runs + chunks_ / kRunChunks + 2;
  rare_runs_.resize(end, static_cast<std::uint32_t>(rare_ordinals_.size()));
}

Result<void> WindowSearch::AddRare(QueryList& term) {
  BeginRare(term.contribution, 0);
  alignas(32) std::array<float, kBlockPostings> frequencies;
  alignas(32) std::array<std::uint32_t, kBlockPostings> windows;
  alignas(32) std::array<std::uint32_t, kBlockPostings> units;
  const float* const shortest = lengths_->shortest.data();
  for (std::uint32_t block = 0; block < term.list.blocks(); ++block) {
    if (permitted_ != nullptr &&
        !permitted_->AnyIn(static_cast<std::uint32_t>(term.list.Before(block) + 1),
                           term.list.Last(block) + 1)) {
      continue;
    }
    WY_CHECK(term.list.Load(block));
    const PostingsBlock& postings = term.list.current();
    const auto ordinals = postings.ordinals();
    postings.AllWeighted(weights_, frequencies.data());
    for (std::size_t i = 0; i < ordinals.size(); ++i) windows[i] = ordinals[i] / kWindowChunks;
    if (ordinals.size() == kBlockPostings) {
      ThisProcessor().contributions(term.contribution, windows.data(), frequencies.data(), shortest,
                                    units.data());
    } else {
      for (std::size_t i = 0; i < ordinals.size(); ++i) {
        units[i] = term.contribution.Of(frequencies[i], shortest[windows[i]]);
      }
    }
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      if (permitted_ != nullptr && !permitted_->Has(ordinals[i])) continue;
      TakeRare(ordinals[i], frequencies[i], units[i]);
    }
  }
  EndRare();
  return {};
}

void WindowSearch::AddBonus(const std::vector<std::uint32_t>& chunks, std::uint32_t units) {
  BeginRare({}, units);
  for (const std::uint32_t ordinal : chunks) TakeRare(ordinal, 0, units);
  EndRare();
}

void WindowSearch::AddFrequent(const std::vector<QueryList>& frequent) {
  const Kernels& kernels = ThisProcessor();
  work_ = 0;
  most_work_ = 0;
  for (const QueryList& term : frequent) {
    const float factor = std::ceil(term.units_per_byte * 256 / (1U << kBoundShift));
    kernels.add_bounds(term.frequent->bytes(),
                       Saturated(static_cast<std::uint32_t>(std::min(factor, 65535.0F))),
                       bounds_.size(), bounds_.data());
    most_work_ += term.list.blocks();
  }
  most_work_ = frequent.empty() ? ~std::uint64_t{0} : most_work_ / kWindowWork;
  if (permitted_ != nullptr) {
    const std::vector<std::uint64_t>& words = permitted_->words();
    for (std::size_t word = 0; word < words.size(); ++word) {
      if ((words[word] & 0xFFFFFFFFU) == 0) bounds_[2 * word] = 0;
      if (words[word] >> 32U == 0) bounds_[2 * word + 1] = 0;
    }
  }
  largest_.clear();
  for (std::size_t first = 0; first < bounds_.size(); first += kGroupWindows) {
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

Result<bool> WindowSearch::Visit(std::uint32_t window, std::vector<QueryList>& frequent,
                                 std::uint32_t threshold) {
  visited_[window] = 1;
  sums_.fill(0);
  const std::uint32_t allowed = permitted_ == nullptr ? ~0U : permitted_->Window(window);
  SumRare(window, allowed);
  order_.clear();
  std::uint64_t rest = 0;
  for (std::uint32_t i = 0; i < frequent.size(); ++i) {
    const std::uint8_t byte = frequent[i].frequent->bytes()[window];
    if (byte == 0) continue;
    // Two for what rounding adds: here, and to each contribution.
    const std::uint32_t bound =
        static_cast<std::uint32_t>(static_cast<float>(byte) * frequent[i].units_per_byte) + 2;
    rest += bound;
    std::size_t at = order_.size();
    order_.push_back({bound, i});
    for (; at > 0 && order_[at - 1].bound < bound; --at) order_[at] = order_[at - 1];
    order_[at] = {bound, i};
  }
  const Kernels& kernels = ThisProcessor();
  for (const Ordered& next : order_) {
    if (kernels.largest_sum(sums_.data()) + rest < threshold) return false;
    rest -= next.bound;
    WY_CHECK(SumFrequent(frequent[next.term], window, allowed));
  }
  return true;
}

void WindowSearch::SumRare(std::uint32_t window, std::uint32_t allowed) {
  const std::uint32_t first = window * kWindowChunks;
  for (std::uint32_t bits = present_[window]; bits != 0; bits &= bits - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
    for (std::size_t i = bit; i < rare_.size(); i += 32) {
      const Rare& rare = rare_[i];
      const std::size_t run = rare.runs + first / kRunChunks;
      const std::size_t end = rare_runs_[run + 1];
      const std::size_t begin = rare_runs_[run];
      std::size_t at = begin + PlaceOf({rare_ordinals_.data() + begin, end - begin}, first);
      for (; at < end && rare_ordinals_[at] < first + kWindowChunks; ++at) {
        const std::uint32_t ordinal = rare_ordinals_[at];
        if ((allowed >> (ordinal - first) & 1U) == 0) continue;
        sums_[ordinal - first] +=
            rare.fixed != 0
                ? rare.fixed
                : rare.contribution.Of(rare_frequencies_[at], lengths_->of_chunk[ordinal]);
      }
    }
  }
}

Result<void> WindowSearch::SumFrequent(QueryList& term, std::uint32_t window,
                                       std::uint32_t allowed) {
  const std::uint32_t first = window * kWindowChunks;
  const std::uint32_t last = first + kWindowChunks - 1;
  PostingsList& list = term.list;
  std::uint32_t block = list.FirstReaching(first, term.frequent->blocks[first / kRunChunks]);
  for (; block < list.blocks() && list.Before(block) < static_cast<std::int64_t>(last); ++block) {
    WY_CHECK(list.Load(block));
    ++work_;
    const PostingsBlock& postings = list.current();
    const auto ordinals = postings.ordinals();
    for (std::size_t i = PlaceOf(ordinals, first); i < ordinals.size() && ordinals[i] <= last;
         ++i) {
      const std::uint32_t place = ordinals[i] - first;
      if ((allowed >> place & 1U) == 0) continue;
      sums_[place] +=
          term.contribution.Of(postings.Weighted(i, weights_), lengths_->of_chunk[ordinals[i]]);
    }
    if (list.Last(block) >= last) break;
  }
  return {};
}

}  // namespace wenyuan::index
