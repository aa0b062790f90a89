#include "segment_scorer.h"

#include <algorithm>
#include <array>

#include "segment.h"
#include "windows.h"

namespace wenyuan::index {
namespace {

// Where fewer are permitted among a block's chunks, they are looked for one by one.
constexpr int kFewPermitted = 12;

int CountIn(const OrdinalSet& set, std::uint32_t begin, std::uint32_t end) {
  int count = 0;
  for (std::uint32_t word = begin / 64; word <= (end - 1) / 64 && count < kFewPermitted; ++word) {
    if (set.words()[word] != 0) count += std::popcount(set.words()[word]);
  }
  return count;
}

}  // namespace

std::size_t PlaceOf(std::span<const std::uint32_t> ordinals, std::uint32_t ordinal) {
  const std::uint32_t* base = ordinals.data();
  std::size_t left = ordinals.size();
  while (left > 1) {  // without branches that depend on what is found
    const std::size_t half = left / 2;
    base += base[half - 1] < ordinal ? half : 0;
    left -= half;
  }
  const auto place = static_cast<std::size_t>(base - ordinals.data());
  return place + (left == 1 && *base < ordinal ? 1 : 0);
}

void SegmentScorer::Begin(const Segment& segment, const OrdinalSet* permitted, const float* lengths,
                          const FieldWeights& weights) {
  Clear();  // what a failed query left
  permitted_ = permitted;
  lengths_ = lengths;
  weights_ = weights;
  const std::size_t windows = PaddedWindows(segment.chunks().chunks());
  if (touched_.size() < windows) {
    sums_.resize(windows * kWindowChunks, 0);
    touched_.resize(windows, 0);
  }
}

Result<void> SegmentScorer::AddTerm(PostingsList& list, const Contribution& contribution) {
  for (std::uint32_t block = 0; block < list.blocks(); ++block) {
    if (permitted_ == nullptr) {
      WY_CHECK(list.Load(block));
      AddBlock(list.current(), contribution);
      continue;
    }
    const auto begin = static_cast<std::uint32_t>(list.Before(block) + 1);
    const std::uint32_t end = list.Last(block) + 1;
    if (!permitted_->AnyIn(begin, end)) continue;
    WY_CHECK(list.Load(block));
    if (CountIn(*permitted_, begin, end) < kFewPermitted) {
      AddFew(list.current(), contribution, begin, end);
    } else {
      AddBlock(list.current(), contribution);
    }
  }
  return {};
}

void SegmentScorer::AddBlock(const PostingsBlock& block, const Contribution& contribution) {
  const auto ordinals = block.ordinals();
  alignas(32) std::array<float, kBlockPostings> frequencies;
  alignas(32) std::array<std::uint32_t, kBlockPostings> units;
  block.AllWeighted(weights_, frequencies.data());
  if (ordinals.size() == kBlockPostings) {
    ThisProcessor().contributions(contribution, ordinals.data(), frequencies.data(), lengths_,
                                  units.data());
  } else {
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      units[i] = contribution.Of(frequencies[i], lengths_[ordinals[i]]);
    }
  }
  if (permitted_ == nullptr) {
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      sums_[ordinals[i]] += units[i];
      touched_[ordinals[i] / kWindowChunks] = 1;
    }
    return;
  }
  for (std::size_t i = 0; i < ordinals.size(); ++i) {
    const std::uint32_t ordinal = ordinals[i];
    const std::uint32_t has = permitted_->Has(ordinal) ? 1 : 0;
    sums_[ordinal] += units[i] & (0U - has);
    touched_[ordinal / kWindowChunks] |= static_cast<std::uint8_t>(has);
  }
}

void SegmentScorer::AddFew(const PostingsBlock& block, const Contribution& contribution,
                           std::uint32_t begin, std::uint32_t end) {
  const auto ordinals = block.ordinals();
  for (std::uint32_t word = begin / 64; word <= (end - 1) / 64; ++word) {
    for (std::uint64_t bits = permitted_->words()[word]; bits != 0; bits &= bits - 1) {
      const std::uint32_t ordinal = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
      const std::size_t place = PlaceOf(ordinals, ordinal);
      if (place == ordinals.size() || ordinals[place] != ordinal) continue;
      sums_[ordinal] += contribution.Of(block.Weighted(place, weights_), lengths_[ordinal]);
      touched_[ordinal / kWindowChunks] = 1;
    }
  }
}

void SegmentScorer::Add(const std::vector<std::uint32_t>& chunks, std::uint32_t units) {
  for (const std::uint32_t ordinal : chunks) {
    sums_[ordinal] += units;
    touched_[ordinal / kWindowChunks] = 1;
  }
}

void SegmentScorer::Clear() {
  ForTouched([this](std::uint32_t window) {
    std::fill_n(SumsOf(window), kWindowChunks, 0);
    touched_[window] = 0;
  });
}

}  // namespace wenyuan::index
