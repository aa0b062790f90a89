#include "tile_sweep.h"

namespace wenyuan::index {
namespace {

// Where at least so many of a block's chunks are live, all get what it brings.
constexpr std::size_t kMostOfBlock = kBlockPostings / 2;
// Where fewer chunks are live (one in so many), they are picked out of a block.
constexpr std::uint32_t kFewLive = 3;
// Terms that one chunk in so many holds are dear enough to ask first which chunks are still live.
constexpr std::uint64_t kDearOneIn = 32;

}  // namespace

void TileSweep::Begin(const WindowSearch& left, std::vector<QueryList>& frequent) {
  left_ = &left;
  dear_ = left.chunks() / kDearOneIn;
  rare_.clear();
  for (const WindowSearch::Rare& term : left.rare()) rare_.push_back(term.begin);
  for (QueryList& term : frequent) term.next_block = 0;
  std::sort(frequent.begin(), frequent.end(), [](const QueryList& one, const QueryList& other) {
    return one.units_per_byte > other.units_per_byte;
  });
}

bool TileSweep::BeginTile(std::size_t window, std::uint32_t threshold) {
  window_ = window;
  const std::size_t windows = std::min(kTileWindows, left_->end() - window);
  words_ = windows / 2;
  first_ = static_cast<std::uint32_t>(window * kWindowChunks);
  end_ = static_cast<std::uint32_t>((window + windows) * kWindowChunks);
  threshold_ = std::max(threshold, 1U);
  const std::uint32_t lowest = WindowSearch::BoundOf(threshold_);
  std::uint64_t any = 0;
  for (std::size_t word = 0; word < words_; ++word) {
    std::uint64_t live = left_->MayReach(window + 2 * word, lowest) ? 0xFFFFFFFFU : 0;
    if (left_->MayReach(window + 2 * word + 1, lowest)) live |= 0xFFFFFFFFULL << 32U;
    if (live != 0) live &= left_->Permits(window / 2 + word);
    live_[word] = live;
    any |= live;
  }
  return any != 0;
}

Result<void> TileSweep::SumTile(std::vector<QueryList>& frequent) {
  std::fill_n(sums_.begin(), words_ * 2 * kWindowChunks, 0U);
  AddRare();
  for (std::size_t next = 0; next < frequent.size(); ++next) {
    const bool dear = frequent[next].list.document_frequency() >= dear_;
    if ((next == 0 || dear) && !Narrow(frequent, next)) return {};
    WY_CHECK(AddFrequent(frequent[next]));
  }
  Narrow(frequent, frequent.size());
  return {};
}

void TileSweep::AddRare() {
  const auto postings = left_->postings();
  const auto& terms = left_->rare();
  const float* const lengths = left_->lengths();
  std::array<std::uint32_t, kBlockPostings> ordinals;
  std::array<float, kBlockPostings> frequencies;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const std::size_t end = i + 1 < terms.size() ? terms[i + 1].begin : postings.size();
    std::size_t at = rare_[i];
    while (at < end && postings[at].ordinal < first_) ++at;
    const WindowSearch::Rare& term = terms[i];
    if (term.fixed != 0) {
      for (; at < end && postings[at].ordinal < end_; ++at) {
        sums_[postings[at].ordinal - first_] += term.fixed;
      }
    }
    while (at < end && postings[at].ordinal < end_) {
      std::size_t count = 0;
      for (; count < kBlockPostings && at < end && postings[at].ordinal < end_; ++at, ++count) {
        ordinals[count] = postings[at].ordinal;
        frequencies[count] = postings[at].frequency;
      }
      ThisProcessor().add_contributions(term.contribution, ordinals.data(), frequencies.data(),
                                        count, lengths, first_, sums_.data());
    }
    rare_[i] = at;
  }
}

bool TileSweep::Narrow(const std::vector<QueryList>& frequent, std::size_t next) {
  const Kernels& kernels = ThisProcessor();
  std::fill_n(rests_.begin(), 2 * words_, std::uint16_t{0});
  for (std::size_t i = next; i < frequent.size(); ++i) {
    kernels.add_bounds(frequent[i].frequent->maxima.data() + window_,
                       WindowSearch::BoundFactor(frequent[i]), 2 * words_, rests_.data());
  }
  live_chunks_ =
      kernels.keep_reaching(sums_.data(), rests_.data(), threshold_, words_, live_.data());
  return live_chunks_ != 0;
}

bool TileSweep::AnyLive(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t first = (begin - first_) / 64;
  const std::uint32_t last = (end - 1 - first_) / 64;
  const std::uint64_t head = ~std::uint64_t{0} << (begin % 64);
  const std::uint64_t tail = ~std::uint64_t{0} >> (63 - (end - 1) % 64);
  if (first == last) return (live_[first] & head & tail) != 0;
  std::uint64_t any = (live_[first] & head) | (live_[last] & tail);
  for (std::uint32_t word = first + 1; word < last; ++word) any |= live_[word];
  return any != 0;
}

Result<void> TileSweep::AddFrequent(QueryList& term) {
  PostingsList& list = term.list;
  std::uint32_t block = list.FirstReaching(first_, term.next_block);
  for (; block < list.blocks() && list.Before(block) + 1 < std::int64_t{end_}; ++block) {
    const auto least = static_cast<std::uint32_t>(list.Before(block) + 1);
    const std::uint32_t last = list.Last(block);
    if (AnyLive(std::max(least, first_), std::min(last, end_ - 1) + 1)) {
      WY_CHECK(list.Load(block));
      const auto ordinals = list.current().ordinals();
      AddBlock(list.current(), term.contribution, least < first_ ? PlaceOf(ordinals, first_) : 0,
               last >= end_ ? PlaceOf(ordinals, end_) : ordinals.size());
    }
    if (last >= end_ - 1) break;
  }
  term.next_block = block;
  return {};
}

void TileSweep::AddBlock(const PostingsBlock& block, const Contribution& contribution,
                         std::size_t from, std::size_t to) {
  const Kernels& kernels = ThisProcessor();
  const std::uint32_t* const ordinals = block.ordinals().data();
  const FieldWeights& weights = left_->weights();
  alignas(32) std::array<float, kBlockPostings> frequencies;
  if (live_chunks_ * kFewLive < end_ - first_) {
    std::array<std::uint8_t, kBlockPostings> places;
    const std::size_t count =
        kernels.members(live_.data(), first_, ordinals + from, to - from, places.data());
    if (count == 0) return;
    if (count < kMostOfBlock) {
      block.AllWeighted(weights, frequencies.data());
      std::array<std::uint32_t, kBlockPostings> picked;
      for (std::size_t i = 0; i < count; ++i) {  // in place: none moves up
        picked[i] = ordinals[from + places[i]];
        frequencies[i] = frequencies[from + places[i]];
      }
      kernels.add_contributions(contribution, picked.data(), frequencies.data(), count,
                                left_->lengths(), first_, sums_.data());
      return;
    }
  }
  block.AllWeighted(weights, frequencies.data());
  kernels.add_contributions(contribution, ordinals + from, frequencies.data() + from, to - from,
                            left_->lengths(), first_, sums_.data());
}

}  // namespace wenyuan::index
