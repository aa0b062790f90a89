#include "segment_scorer.h"

#include <algorithm>
#include <array>

#include "segment.h"

namespace wenyuan::index {

void SegmentScorer::Begin(const Permitted* permitted, const SegmentImpacts& impacts,
                          Expects expects) {
  Clear();  // what a failed query left
  permitted_ = permitted;
  impacts_ = &impacts;
  expects_ = expects;
  const auto chunks = static_cast<std::uint32_t>(impacts.lengths().size());
  const std::size_t windows = PaddedWindows(chunks);
  if (touched_.size() < windows) {
    sums_.resize(windows * kWindowChunks, 0);
    touched_.resize(windows, 0);
  }
  begin_ = permitted == nullptr ? 0 : permitted->begin;
  end_ = permitted == nullptr ? chunks : permitted->end;
  if (expects == Expects::kMost) {
    std::fill_n(touched_.begin() + static_cast<std::ptrdiff_t>(begin_ / kWindowChunks),
                WindowsOf(end_) - begin_ / kWindowChunks, std::uint8_t{1});
  }
}

Result<void> SegmentScorer::AddUntil(QueryList& term, std::uint32_t end_ordinal) {
  PostingsList& list = term.list;
  if (list.blocks() > 1) term.next_block = list.FirstReaching(begin_, term.next_block);
  for (; term.next_block < list.blocks(); ++term.next_block) {
    const auto begin = static_cast<std::uint32_t>(list.Before(term.next_block) + 1);
    if (begin >= std::min(end_ordinal, end_)) break;
    if (permitted_ != nullptr && !permitted_->set.AnyIn(begin, list.Last(term.next_block) + 1)) {
      continue;
    }
    WY_CHECK(list.Load(term.next_block));
    if (permitted_ == nullptr || expects_ == Expects::kMost) {
      AddAll(list.current(), term.contribution);
    } else {
      AddPermitted(list.current(), term.contribution);
    }
  }
  return {};
}

void SegmentScorer::AddAll(const PostingsBlock& block, const Contribution& contribution) {
  const auto ordinals = block.ordinals();
  const float* const lengths = impacts_->lengths().data();
  alignas(32) std::array<float, kBlockPostings> frequencies;
  alignas(32) std::array<std::uint32_t, kBlockPostings> units;
  block.AllWeighted(impacts_->basis().options.field_weights, frequencies.data());
  if (ordinals.size() == kBlockPostings) {
    ThisProcessor().contributions(contribution, ordinals.data(), frequencies.data(), lengths,
                                  units.data());
  } else {
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      units[i] = contribution.Of(frequencies[i], lengths[ordinals[i]]);
    }
  }
  if (expects_ == Expects::kFew) {
    for (std::size_t i = 0; i < ordinals.size(); ++i) AddOne(ordinals[i], units[i]);
    return;
  }
  std::uint32_t* const sums = sums_.data();
  if (ordinals.front() >= begin_ && ordinals.back() < end_) {
    for (std::size_t i = 0; i < ordinals.size(); ++i) sums[ordinals[i]] += units[i];
    return;
  }
  for (std::size_t i = 0; i < ordinals.size(); ++i) {
    if (ordinals[i] >= begin_ && ordinals[i] < end_) sums[ordinals[i]] += units[i];
  }
}

void SegmentScorer::AddPermitted(const PostingsBlock& block, const Contribution& contribution) {
  const auto ordinals = block.ordinals();
  const FieldWeights& weights = impacts_->basis().options.field_weights;
  std::array<std::uint8_t, kBlockPostings> places;
  const std::size_t count = ThisProcessor().members(
      permitted_->set.words().data(), 0, ordinals.data(), ordinals.size(), places.data());
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t ordinal = ordinals[places[i]];
    AddOne(ordinal,
           contribution.Of(block.Weighted(places[i], weights), impacts_->lengths()[ordinal]));
  }
}

void SegmentScorer::Add(const std::vector<std::uint32_t>& chunks, std::uint32_t units) {
  for (const std::uint32_t ordinal : chunks) AddOne(ordinal, units);
}

}  // namespace wenyuan::index
