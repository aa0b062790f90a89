#include "window_search.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

namespace wenyuan::index {
namespace {

constexpr unsigned kBoundShift = 15;
constexpr std::size_t kFirstRound = 32;
constexpr std::uint32_t kNoWindow = 0xFFFFFFFF;
constexpr std::uint32_t kRunChunks = FrequentTerm::kRunChunks;
constexpr std::size_t kSampled = 64;
// Reading everything costs as much as this many visits or blocks, for each block and each window.
constexpr std::uint64_t kWorkOfBlock = 2;
constexpr std::uint64_t kWindowsInOneWork = 32;
constexpr std::uint64_t kVisitsThatTell = 64;
constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
// Rounding of the single operations must not bring a posting above its bound.
constexpr float kMargin = 1 + 1e-5F;

std::ptrdiff_t Offset(std::size_t at) { return static_cast<std::ptrdiff_t>(at); }

std::uint16_t Saturated(std::uint32_t value) {
  return static_cast<std::uint16_t>(std::min(value, 0xFFFFU));
}

}  // namespace

std::uint32_t WindowSearch::BoundOf(std::uint32_t units) {
  return (units >> kBoundShift) + ((units & ((1U << kBoundShift) - 1)) != 0 ? 1 : 0);
}

void WindowSearch::Begin(const Permitted* permitted, const SegmentImpacts& impacts,
                         const Contribution& norm) {
  permitted_ = permitted;
  impacts_ = &impacts;
  std::transform(impacts.codes().lengths.begin(), impacts.codes().lengths.end(), constants_.begin(),
                 [&](float length) { return norm.constant + norm.per_length * length; });
  const auto chunks = static_cast<std::uint32_t>(impacts.lengths().size());
  begin_ = 0;
  end_ = PaddedWindows(chunks);
  if (bounds_.size() < end_) {
    bounds_.resize(end_);
    present_.resize(end_);
    visited_.resize(end_);
  }
  if (permitted != nullptr) {
    begin_ = permitted->begin / kWindowChunks / kGroupWindows * kGroupWindows;
    end_ = PaddedWindows(permitted->end);
  }
  std::fill(bounds_.begin() + Offset(begin_), bounds_.begin() + Offset(end_), std::uint16_t{0});
  std::fill(present_.begin() + Offset(begin_), present_.begin() + Offset(end_), 0U);
  std::fill(visited_.begin() + Offset(begin_), visited_.begin() + Offset(end_), std::uint8_t{0});
  rare_.clear();
  rare_size_ = 0;
  rare_samples_.clear();
}

void WindowSearch::BeginRare(const Contribution& contribution, std::uint32_t fixed) {
  rare_.push_back({contribution, fixed, rare_size_, rare_size_, rare_samples_.size()});
  rare_window_ = kNoWindow;
}

void WindowSearch::ReserveRare() {
  if (rare_size_ + kBlockPostings <= rare_ordinals_.size()) return;
  rare_ordinals_.resize(2 * rare_ordinals_.size() + kBlockPostings);
  rare_frequencies_.resize(rare_ordinals_.size());
}

// Of several postings in a window only the largest counts.
void WindowSearch::TakeRare(const std::uint16_t* bounds, std::size_t count) {
  const std::uint32_t* const ordinals = rare_ordinals_.data() + rare_size_;
  const std::uint32_t bit = 1U << (rare_.size() - 1) % 32;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t window = ordinals[i] / kWindowChunks;
    const bool same = window == rare_window_;
    other_bound_ = same ? other_bound_ : bounds_[window];
    rare_bound_ = std::max<std::uint32_t>(bounds[i], same ? rare_bound_ : 0);
    rare_window_ = window;
    bounds_[window] = Saturated(other_bound_ + rare_bound_);
    present_[window] |= bit;
  }
  rare_size_ += count;
}

void WindowSearch::EndRare() {
  Rare& rare = rare_.back();
  rare.end = rare_size_;
  for (std::size_t at = rare.begin; at < rare.end; at += kSampled) {
    rare_samples_.push_back(rare_ordinals_[at]);
  }
}

std::size_t WindowSearch::CopyPermitted(const PostingsBlock& postings) {
  const auto ordinals = postings.ordinals();
  float* const frequencies = rare_frequencies_.data() + rare_size_;
  const FieldWeights& weights = impacts_->basis().options.field_weights;
  if (permitted_ == nullptr) {
    std::copy(ordinals.begin(), ordinals.end(), rare_ordinals_.begin() + Offset(rare_size_));
    postings.AllWeighted(weights, frequencies);
    return ordinals.size();
  }
  std::array<std::uint8_t, kBlockPostings> places;
  const std::size_t count = ThisProcessor().members(permitted_->set.words().data(), ordinals.data(),
                                                    ordinals.size(), places.data());
  alignas(32) std::array<float, kBlockPostings> all;
  if (count > 0) postings.AllWeighted(weights, all.data());
  for (std::size_t i = 0; i < count; ++i) {
    rare_ordinals_[rare_size_ + i] = ordinals[places[i]];
    frequencies[i] = all[places[i]];
  }
  return count;
}

Result<void> WindowSearch::AddRare(QueryList& term) {
  BeginRare(term.contribution, 0);
  alignas(32) std::array<std::uint16_t, kBlockPostings> bounds;
  const float weight = term.contribution.weight / (1U << kBoundShift) * kMargin;
  PostingsList& list = term.list;
  const std::int64_t end = permitted_ == nullptr ? kAll : permitted_->end;
  std::uint32_t block =
      permitted_ == nullptr || list.blocks() == 1 ? 0 : list.FirstReaching(permitted_->begin, 0);
  for (; block < list.blocks() && list.Before(block) + 1 < end; ++block) {
    if (permitted_ != nullptr &&
        !permitted_->set.AnyIn(static_cast<std::uint32_t>(list.Before(block) + 1),
                               list.Last(block) + 1)) {
      continue;
    }
    WY_CHECK(list.Load(block));
    ReserveRare();
    const std::size_t count = CopyPermitted(list.current());
    ThisProcessor().posting_bounds(weight, impacts_->codes().of_chunk.data(), constants_.data(),
                                   rare_ordinals_.data() + rare_size_,
                                   rare_frequencies_.data() + rare_size_, count, bounds.data());
    TakeRare(bounds.data(), count);
  }
  EndRare();
  return {};
}

void WindowSearch::AddBonus(const std::vector<std::uint32_t>& chunks, std::uint32_t units) {
  BeginRare({}, units);
  const std::uint16_t bound = Saturated(BoundOf(units));
  for (const std::uint32_t ordinal : chunks) {
    ReserveRare();
    rare_ordinals_[rare_size_] = ordinal;
    rare_frequencies_[rare_size_] = 0;
    TakeRare(&bound, 1);
  }
  EndRare();
}

void WindowSearch::AddFrequent(const std::vector<QueryList>& frequent) {
  const Kernels& kernels = ThisProcessor();
  visits_ = 0;
  work_ = 0;
  most_work_ = (end_ - begin_) / kWindowsInOneWork + rare_size_ / kBlockPostings * kWorkOfBlock;
  for (const QueryList& term : frequent) {
    const float factor = std::ceil(term.units_per_byte * 256 / (1U << kBoundShift));
    kernels.add_bounds(term.frequent->maxima.data() + begin_,
                       Saturated(static_cast<std::uint32_t>(std::min(factor, 65535.0F))),
                       end_ - begin_, bounds_.data() + begin_);
    most_work_ += term.list.blocks() * kWorkOfBlock * (end_ - begin_) / bounds_.size();
  }
  if (permitted_ != nullptr) {
    const std::vector<std::uint64_t>& words = permitted_->set.words();
    for (std::size_t word = begin_ / 2; word < std::min(end_ / 2, words.size()); ++word) {
      if ((words[word] & 0xFFFFFFFFU) == 0) bounds_[2 * word] = 0;
      if (words[word] >> 32U == 0) bounds_[2 * word + 1] = 0;
    }
  }
  largest_.clear();
  for (std::size_t first = begin_; first < end_; first += kGroupWindows) {
    largest_.push_back(kernels.largest_bound(bounds_.data() + first));
  }
  ranked_groups_ = largest_;
  groups_ranked_ = 0;
  cut_ = 0x10000;
  round_groups_ = kFirstRound;
}

// Each round takes the windows that are at least as good as the best of the 32, 64, … best groups.
// The best come first in the first round; then the threshold is known well, and windows are visited
// in their order, so that the same blocks serve several.
bool WindowSearch::CollectRound(std::uint32_t least) {
  const std::uint32_t lowest = std::max(BoundOf(least), 1U);
  if (cut_ <= lowest) return false;
  const std::uint32_t before = collected_ = cut_;
  const bool first_round = before > 0xFFFF;
  cut_ = lowest;
  if (round_groups_ <= ranked_groups_.size()) {
    const auto last = ranked_groups_.begin() + static_cast<std::ptrdiff_t>(round_groups_ - 1);
    std::nth_element(ranked_groups_.begin() + static_cast<std::ptrdiff_t>(groups_ranked_), last,
                     ranked_groups_.end(), std::greater<>());
    groups_ranked_ = round_groups_;
    cut_ = std::max<std::uint32_t>(cut_, *last);
  }
  round_groups_ *= 2;
  round_.clear();
  const Kernels& kernels = ThisProcessor();
  for (std::size_t group = 0; group < largest_.size(); ++group) {
    if (largest_[group] < cut_) continue;
    const std::size_t first = begin_ + group * kGroupWindows;
    const std::uint16_t* const bounds = bounds_.data() + first;
    std::uint64_t bits = kernels.reaching(bounds, static_cast<std::uint16_t>(cut_));
    if (!first_round) bits &= ~kernels.reaching(bounds, static_cast<std::uint16_t>(before));
    for (; bits != 0; bits &= bits - 1) {
      round_.push_back(
          static_cast<std::uint32_t>(first + static_cast<unsigned>(std::countr_zero(bits))));
    }
  }
  if (first_round) {
    std::stable_sort(round_.begin(), round_.end(), [this](std::uint32_t left, std::uint32_t right) {
      return bounds_[left] > bounds_[right];
    });
  }
  return true;
}

bool WindowSearch::WouldVisitTooMuch(std::uint32_t least) const {
  if (visits_ < kVisitsThatTell) return false;
  const Kernels& kernels = ThisProcessor();
  const auto lowest = Saturated(std::max(BoundOf(least), 1U));
  std::uint64_t left = 0;
  for (std::size_t group = 0; group < largest_.size(); ++group) {
    if (largest_[group] < lowest) continue;
    const std::uint16_t* const bounds = bounds_.data() + begin_ + group * kGroupWindows;
    left += static_cast<unsigned>(std::popcount(kernels.reaching(bounds, lowest) &
                                                ~kernels.reaching(bounds, Saturated(collected_))));
  }
  // The threshold rises on the way: about half of them will be visited.
  return work_ + left / 2 * work_ / visits_ > most_work_;
}

Result<bool> WindowSearch::Visit(std::uint32_t window, std::vector<QueryList>& frequent,
                                 std::uint32_t threshold) {
  visited_[window] = 1;
  ++visits_;
  ++work_;
  sums_.fill(0);
  const std::uint32_t allowed = permitted_ == nullptr ? ~0U : permitted_->set.Window(window);
  SumRare(window, allowed);
  order_.clear();
  std::uint64_t rest = 0;
  for (std::uint32_t i = 0; i < frequent.size(); ++i) {
    const std::uint8_t byte = frequent[i].frequent->maxima[window];
    if (byte == 0) continue;
    const std::uint32_t bound = BoundOfByte(frequent[i], byte);
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

std::size_t WindowSearch::FirstOf(const Rare& rare, std::uint32_t ordinal) const {
  const std::size_t samples = (rare.end - rare.begin + kSampled - 1) / kSampled;
  const std::size_t above = PlaceOf({rare_samples_.data() + rare.samples, samples}, ordinal);
  if (above == 0) return rare.begin;
  const std::size_t begin = rare.begin + (above - 1) * kSampled;
  const std::size_t end = std::min(begin + kSampled, rare.end);
  return begin + PlaceOf({rare_ordinals_.data() + begin, end - begin}, ordinal);
}

void WindowSearch::SumRare(std::uint32_t window, std::uint32_t allowed) {
  const std::uint32_t first = window * kWindowChunks;
  const float* const lengths = impacts_->lengths().data();
  for (std::uint32_t bits = present_[window]; bits != 0; bits &= bits - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
    for (std::size_t i = bit; i < rare_.size(); i += 32) {
      const Rare& rare = rare_[i];
      for (std::size_t at = FirstOf(rare, first);
           at < rare.end && rare_ordinals_[at] < first + kWindowChunks; ++at) {
        const std::uint32_t ordinal = rare_ordinals_[at];
        if ((allowed >> (ordinal - first) & 1U) == 0) continue;
        sums_[ordinal - first] +=
            rare.fixed != 0 ? rare.fixed
                            : rare.contribution.Of(rare_frequencies_[at], lengths[ordinal]);
      }
    }
  }
}

Result<void> WindowSearch::SumFrequent(QueryList& term, std::uint32_t window,
                                       std::uint32_t allowed) {
  const std::uint32_t first = window * kWindowChunks;
  const std::uint32_t last = first + kWindowChunks - 1;
  const FieldWeights& weights = impacts_->basis().options.field_weights;
  const float* const lengths = impacts_->lengths().data();
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
      sums_[place] += term.contribution.Of(postings.Weighted(i, weights), lengths[ordinals[i]]);
    }
    if (list.Last(block) >= last) break;
  }
  return {};
}

}  // namespace wenyuan::index
