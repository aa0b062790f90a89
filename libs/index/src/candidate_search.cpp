#include "candidate_search.h"

#include <algorithm>
#include <bit>
#include <functional>

#include "score_scale.h"

namespace wenyuan::index {
namespace {

std::uint32_t MostOf(const QueryList& term, std::uint32_t ordinal) {
  const std::uint8_t byte = term.frequent->maxima[ordinal / kWindowChunks];
  return byte == 0 ? 0 : BoundOfByte(term, byte);
}

}  // namespace

void CandidateSearch::Begin(const Permitted& permitted, const SegmentImpacts& impacts,
                            SegmentScorer& scorer) {
  impacts_ = &impacts;
  candidates_.clear();
  const std::vector<std::uint64_t>& words = permitted.set.words();
  for (std::size_t word = permitted.begin / 64; word < (std::size_t{permitted.end} + 63) / 64;
       ++word) {
    for (std::uint64_t bits = words[word]; bits != 0; bits &= bits - 1) {
      const auto ordinal =
          static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
      candidates_.push_back({ordinal, scorer.SumOf(ordinal), 0});
    }
  }
  scorer.Clear();
}

Result<void> CandidateSearch::Run(std::vector<QueryList>& frequent, std::size_t k,
                                  std::uint32_t least) {
  std::sort(frequent.begin(), frequent.end(), [](const QueryList& left, const QueryList& right) {
    return left.units_per_byte > right.units_per_byte;
  });
  for (const QueryList& term : frequent) AddRests(term);
  for (QueryList& term : frequent) {
    Keep(k, least);
    WY_CHECK(LookUp(term));
  }
  return {};
}

void CandidateSearch::AddRests(const QueryList& term) {
  for (Candidate& one : candidates_) one.rest += MostOf(term, one.ordinal);
}

void CandidateSearch::Keep(std::size_t k, std::uint32_t least) {
  std::uint32_t threshold = least;
  if (k > 0 && k < candidates_.size()) {
    sums_.clear();
    for (const Candidate& one : candidates_) sums_.push_back(one.sum);
    const auto last = sums_.begin() + static_cast<std::ptrdiff_t>(k - 1);
    std::nth_element(sums_.begin(), last, sums_.end(), std::greater<>());
    threshold = std::max(threshold, *last - std::min(*last, ScoreScale::kRounding));
  }
  std::erase_if(candidates_,
                [threshold](const Candidate& one) { return one.sum + one.rest < threshold; });
}

Result<void> CandidateSearch::LookUp(QueryList& term) {
  PostingsList& list = term.list;
  const FieldWeights& weights = impacts_->basis().options.field_weights;
  std::uint32_t block = 0;
  for (Candidate& one : candidates_) {
    const std::uint32_t most = MostOf(term, one.ordinal);
    if (most == 0) continue;
    one.rest -= most;
    block = list.FirstReaching(one.ordinal, block);
    if (block == list.blocks()) continue;
    WY_CHECK(list.Load(block));
    const auto ordinals = list.current().ordinals();
    const std::size_t place = PlaceOf(ordinals, one.ordinal);
    if (place == ordinals.size() || ordinals[place] != one.ordinal) continue;
    one.sum += term.contribution.Of(list.current().Weighted(place, weights),
                                    impacts_->lengths()[one.ordinal]);
  }
  return {};
}

}  // namespace wenyuan::index
