#include "segment_scorer.h"

#include <algorithm>
#include <array>

#include "segment.h"

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

void SegmentScorer::Begin(const Segment& segment, const OrdinalSet* permitted, const float* lengths,
                          const FieldWeights& weights) {
  Clear();  // what a failed query left
  permitted_ = permitted;
  lengths_ = lengths;
  weights_ = weights;
  expects_all_ = false;
  windows_ = PaddedWindows(segment.chunks().chunks());
  if (touched_.size() < windows_) {
    sums_.resize(windows_ * kWindowChunks, 0);
    touched_.resize(windows_, 0);
  }
}

void SegmentScorer::ExpectAll() {
  expects_all_ = true;
  std::fill_n(touched_.begin(), windows_, std::uint8_t{1});
}

Result<void> SegmentScorer::AddUntil(QueryList& term, std::uint32_t end_ordinal) {
  PostingsList& list = term.list;
  for (; term.next_block < list.blocks(); ++term.next_block) {
    const auto begin = static_cast<std::uint32_t>(list.Before(term.next_block) + 1);
    if (begin >= end_ordinal) break;
    if (permitted_ == nullptr) {
      WY_CHECK(list.Load(term.next_block));
      AddBlock(list.current(), term.contribution);
      continue;
    }
    const std::uint32_t end = list.Last(term.next_block) + 1;
    if (!permitted_->AnyIn(begin, end)) continue;
    WY_CHECK(list.Load(term.next_block));
    if (CountIn(*permitted_, begin, end) < kFewPermitted) {
      AddFew(list.current(), term.contribution, begin, end);
    } else {
      AddBlock(list.current(), term.contribution);
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
  if (expects_all_) {
    std::uint32_t* const sums = sums_.data();
    for (std::size_t i = 0; i < ordinals.size(); ++i) sums[ordinals[i]] += units[i];
    return;
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

}  // namespace wenyuan::index
