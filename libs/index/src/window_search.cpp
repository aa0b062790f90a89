#include "window_search.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

namespace wenyuan::index {
namespace {

constexpr std::size_t kFirstRound = 32;
constexpr std::uint32_t kNoWindow = 0xFFFFFFFF;
constexpr std::uint32_t kRunChunks = FrequentTerm::kRunChunks;
// What steps cost, in about nanoseconds: of visiting windows …
constexpr std::uint64_t kVisit = 180;
constexpr std::uint64_t kTermInWindow = 80;
constexpr std::uint64_t kBlockLoaded = 700;
// … and of sweeping, for each block and each window: less than to read and score them all, because
// most chunks are given up before the most frequent terms are read.
constexpr std::uint64_t kBlockSwept = 80;
constexpr std::uint64_t kWindowSwept = 12;
constexpr std::uint64_t kVisitsThatTell = 64;
constexpr std::uint64_t kVisitedOfLeft = 8;
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

std::uint16_t WindowSearch::BoundFactor(const QueryList& term) {
  const float factor = std::ceil(term.units_per_byte * 256 / (1U << kBoundShift));
  return Saturated(static_cast<std::uint32_t>(std::min(factor, 65535.0F)));
}

void WindowSearch::Begin(const Permitted* permitted, const SegmentImpacts& impacts,
                         const Contribution& norm) {
  permitted_ = permitted;
  impacts_ = &impacts;
  std::transform(impacts.codes().lengths.begin(), impacts.codes().lengths.end(), constants_.begin(),
                 [&](float length) { return norm.constant + norm.per_length * length; });
  const auto chunks = static_cast<std::uint32_t>(impacts.lengths().size());
  begin_ = 0;
  end_ = windows_ = PaddedWindows(chunks);
  if (bounds_.size() < end_) {
    bounds_.resize(end_);
    first_.resize(end_);
    visited_.resize(end_);
  }
  if (permitted != nullptr) {
    begin_ = permitted->begin / kWindowChunks / kGroupWindows * kGroupWindows;
    end_ = PaddedWindows(permitted->end);
  }
  std::fill(bounds_.begin() + Offset(begin_), bounds_.begin() + Offset(end_), std::uint16_t{0});
  std::fill(first_.begin() + Offset(begin_), first_.begin() + Offset(end_), 0U);
  std::fill(visited_.begin() + Offset(begin_), visited_.begin() + Offset(end_), std::uint8_t{0});
  rare_.clear();
  postings_.resize(std::max(postings_.size(), kBlockPostings + 1));
  size_ = 1;
}

void WindowSearch::BeginRare(const Contribution& contribution, std::uint32_t fixed) {
  rare_.push_back({contribution, fixed, size_});
  rare_window_ = kNoWindow;
}

// Of several postings of a term in a window only the largest counts.
void WindowSearch::TakeRare(const PermittedPostings& postings, const std::uint16_t* bounds) {
  if (size_ + postings.count > postings_.size()) {
    postings_.resize(2 * postings_.size() + postings.count);
  }
  const auto rare = static_cast<std::uint16_t>(rare_.size() - 1);
  Posting* const out = postings_.data();
  auto at = static_cast<std::uint32_t>(size_);
  for (std::size_t i = 0; i < postings.count; ++i, ++at) {
    const std::uint32_t ordinal = postings.ordinals[i];
    const std::uint32_t window = ordinal / kWindowChunks;
    const bool same = window == rare_window_;
    other_bound_ = same ? other_bound_ : bounds_[window];
    rare_bound_ = std::max<std::uint32_t>(bounds[i], same ? rare_bound_ : 0);
    rare_window_ = window;
    bounds_[window] = Saturated(other_bound_ + rare_bound_);
    out[at] = {ordinal, postings.frequencies[i], first_[window], rare, bounds[i]};
    first_[window] = at;
  }
  size_ = at;
}

void WindowSearch::PickPermitted(const PostingsBlock& block, PermittedPostings& out) const {
  const auto ordinals = block.ordinals();
  const FieldWeights& weights = impacts_->basis().options.field_weights;
  if (permitted_ == nullptr) {
    out.count = ordinals.size();
    std::copy(ordinals.begin(), ordinals.end(), out.ordinals.begin());
    block.AllWeighted(weights, out.frequencies.data());
    return;
  }
  std::array<std::uint8_t, kBlockPostings> places;
  out.count = ThisProcessor().members(permitted_->set.words().data(), 0, ordinals.data(),
                                      ordinals.size(), places.data());
  if (out.count == 0) return;
  alignas(32) std::array<float, kBlockPostings> all;
  block.AllWeighted(weights, all.data());
  for (std::size_t i = 0; i < out.count; ++i) {
    out.ordinals[i] = ordinals[places[i]];
    out.frequencies[i] = all[places[i]];
  }
}

Result<void> WindowSearch::AddRare(QueryList& term) {
  BeginRare(term.contribution, 0);
  PermittedPostings postings;
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
    PickPermitted(list.current(), postings);
    ThisProcessor().posting_bounds(weight, impacts_->codes().of_chunk.data(), constants_.data(),
                                   postings.ordinals.data(), postings.frequencies.data(),
                                   postings.count, bounds.data());
    TakeRare(postings, bounds.data());
  }
  return {};
}

void WindowSearch::AddBonus(const std::vector<std::uint32_t>& chunks, std::uint32_t units) {
  BeginRare({}, units);
  const std::uint16_t bound = Saturated(BoundOf(units));
  PermittedPostings one;
  one.count = 1;
  one.frequencies[0] = 0;
  for (const std::uint32_t ordinal : chunks) {
    one.ordinals[0] = ordinal;
    TakeRare(one, &bound);
  }
}

void WindowSearch::AddFrequent(const std::vector<QueryList>& frequent) {
  const Kernels& kernels = ThisProcessor();
  visits_ = 0;
  work_ = 0;
  most_work_ = (end_ - begin_) * kWindowSwept + size_ / kBlockPostings * kBlockSwept;
  for (const QueryList& term : frequent) {
    kernels.add_bounds(term.frequent->maxima.data() + begin_, BoundFactor(term), end_ - begin_,
                       bounds_.data() + begin_);
    most_work_ += term.list.blocks() * kBlockSwept * (end_ - begin_) / windows_;
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
  // The threshold rises on the way, and a block serves several windows where many are visited.
  return work_ + left / kVisitedOfLeft * work_ / visits_ > most_work_;
}

Result<bool> WindowSearch::Visit(std::uint32_t window, std::vector<QueryList>& frequent,
                                 std::uint32_t threshold) {
  visited_[window] = 1;
  ++visits_;
  work_ += kVisit;
  sums_.fill(0);
  const std::uint32_t allowed = permitted_ == nullptr ? ~0U : permitted_->set.Window(window);
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
  const std::uint32_t reaching = SumRare(window, allowed, rest, threshold);
  if (reaching == 0) return false;
  const Kernels& kernels = ThisProcessor();
  for (const Ordered& next : order_) {
    if (kernels.largest_sum(sums_.data()) + rest < threshold) return false;
    rest -= next.bound;
    WY_CHECK(SumFrequent(frequent[next.term], window, reaching));
  }
  return true;
}

std::uint32_t WindowSearch::SumRare(std::uint32_t window, std::uint32_t allowed, std::uint64_t rest,
                                    std::uint32_t threshold) {
  const std::uint32_t first = first_[window];
  if (first == 0) return rest < threshold ? 0 : allowed;
  if (rest < threshold) {
    rare_bounds_.fill(0);
    for (std::uint32_t at = first; at != 0; at = postings_[at].next) {
      rare_bounds_[postings_[at].ordinal % kWindowChunks] += postings_[at].bound;
    }
    const std::uint32_t wanted = BoundOf(static_cast<std::uint32_t>(threshold - rest));
    allowed &= ThisProcessor().sums_reaching(rare_bounds_.data(), wanted);
    if (allowed == 0) return 0;
  }
  const float* const lengths = impacts_->lengths().data();
  for (std::uint32_t at = first; at != 0; at = postings_[at].next) {
    const Posting& posting = postings_[at];
    const std::uint32_t place = posting.ordinal % kWindowChunks;
    if ((allowed >> place & 1U) == 0) continue;
    const Rare& rare = rare_[posting.rare];
    sums_[place] += rare.fixed != 0
                        ? rare.fixed
                        : rare.contribution.Of(posting.frequency, lengths[posting.ordinal]);
  }
  return allowed;
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
    work_ += list.IsLoaded(block) ? kTermInWindow : kTermInWindow + kBlockLoaded;
    WY_CHECK(list.Load(block));
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
