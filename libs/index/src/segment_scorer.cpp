#include "segment_scorer.h"

#include "damage.h"

namespace wenyuan::index {

void SegmentScorer::Begin(const LiveSegment& live, const OrdinalSet* visible) {
  Drain([](std::uint32_t, std::uint32_t) {});  // what a failed query left
  live_ = &live;
  visible_ = visible;
  const std::size_t chunks = live.segment->chunks().chunks();
  if (scores_.size() < chunks) {
    scores_.resize(chunks, 0);
    touched_.resize((chunks + 63) / 64, 0);
  }
}

Result<void> SegmentScorer::AddTerm(const TermEntry& entry, float weight, const LengthNorm& norm,
                                    const ScoringOptions& options) {
  WY_TRY(const crypto::FileBytes bytes, live_->segment->Postings(entry));
  PostingsReader reader(bytes.view, entry.document_frequency);
  while (reader.Next()) {
    if (reader.ordinals().back() >= live_->segment->chunks().chunks()) {
      return Damage("a postings list");
    }
    AddBlock(reader, weight, norm, options);
  }
  if (!reader.ok()) return Damage("a postings list");
  return {};
}

void SegmentScorer::AddBlock(const PostingsReader& block, float weight, const LengthNorm& norm,
                             const ScoringOptions& options) {
  const auto ordinals = block.ordinals();
  std::array<float, kBlockPostings> frequencies{};
  for (std::size_t field = 0; field < kFields; ++field) {
    const auto counts = block.frequencies(field);
    const float field_weight = options.field_weights[field];
    for (std::size_t i = 0; i < counts.size(); ++i) {
      frequencies[i] += field_weight * static_cast<float>(counts[i]);
    }
  }
  const std::vector<FieldLengths>& lengths = live_->segment->chunks().lengths();
  for (std::size_t i = 0; i < ordinals.size(); ++i) {
    const std::uint32_t ordinal = ordinals[i];
    if (visible_ != nullptr && !visible_->Has(ordinal)) continue;
    float length = 0;
    for (std::size_t field = 0; field < kFields; ++field) {
      length += options.field_weights[field] * static_cast<float>(lengths[ordinal][field]);
    }
    const float tf = frequencies[i];
    Touch(ordinal);
    scores_[ordinal] +=
        static_cast<std::uint32_t>(weight * tf / (tf + norm.constant + norm.per_length * length));
  }
}

void SegmentScorer::AddBonus(const std::vector<std::uint32_t>& chunks, std::uint32_t bonus) {
  for (const std::uint32_t ordinal : chunks) {
    Touch(ordinal);
    scores_[ordinal] += bonus;
  }
}

void SegmentScorer::TouchAll() {
  const std::uint32_t chunks = live_->segment->chunks().chunks();
  for (std::uint32_t ordinal = 0; ordinal < chunks; ++ordinal) {
    if (visible_ == nullptr || visible_->Has(ordinal)) Touch(ordinal);
  }
}

}  // namespace wenyuan::index
