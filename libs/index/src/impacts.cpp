#include "impacts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <utility>

#include "damage.h"
#include "segment.h"

namespace wenyuan::index {
namespace {

// Rounding of the single operations must not bring an impact above its bound.
constexpr float kMargin = 1 + 1e-5F;

// The largest impacts are taken as whole numbers of 1 / (255 << kUnitShift).
constexpr unsigned kUnitShift = 16;

}  // namespace

ImpactBasis ImpactBasis::Of(const ChunkTable& chunks, const ScoringOptions& options) {
  ImpactBasis basis;
  basis.options = options;
  basis.shortest = std::numeric_limits<float>::max();
  double sum = 0;
  for (const FieldLengths& lengths : chunks.lengths()) {
    const float length = WeightedLength(lengths, options.field_weights);
    if (length <= 0) continue;
    sum += static_cast<double>(length);
    basis.shortest = std::min(basis.shortest, length);
    basis.longest = std::max(basis.longest, length);
    for (std::size_t field = 0; field < kFields; ++field) {
      basis.used[field] = basis.used[field] || lengths[field] > 0;
    }
  }
  basis.average = static_cast<float>(sum / std::max<double>(chunks.chunks(), 1));
  return basis;
}

float ImpactBasis::PerLength() const { return options.k1 * options.b / average; }

// tf' ≤ most · tf and length' ≥ least · length. Where K' ≥ c · K, tf' / (tf' + K') is at most
// max(1, most / c) · tf / (tf + K); c is smallest at the shortest or the longest passage, because
// both sides are linear in the length.
float ImpactBasis::Looseness(const ScoringOptions& asked, const Contribution& norm) const {
  float most = 0;
  float least = std::numeric_limits<float>::max();
  for (std::size_t field = 0; field < kFields; ++field) {
    if (!used[field]) continue;
    const float ratio = asked.field_weights[field] / options.field_weights[field];
    most = std::max(most, ratio);
    least = std::min(least, ratio);
  }
  const auto share = [&](float length) {
    return (norm.constant + norm.per_length * least * length) / (Constant() + PerLength() * length);
  };
  const float c = std::min(share(shortest), share(longest));
  const float looseness = std::max(1.0F, most / c) * kMargin * kMargin;
  return std::isfinite(looseness) && c > 0 && least > 0 ? looseness
                                                        : std::numeric_limits<float>::infinity();
}

SegmentImpacts::SegmentImpacts(const ChunkTable& chunks, const ScoringOptions& options)
    : basis_(ImpactBasis::Of(chunks, options)),
      lengths_(WeightedLengths(chunks, options.field_weights)),
      least_frequency_(std::max((chunks.chunks() + kFrequentOneIn - 1) / kFrequentOneIn,
                                static_cast<std::uint32_t>(kBlockPostings) + 1)) {
  if (HasWindows()) MakeCodes();
}

// Each length stands for those up to a 255th of the way further, as logarithms measure it.
void SegmentImpacts::MakeCodes() {
  const float step =
      basis_.longest > 0 ? std::pow(basis_.longest / basis_.shortest, 1.0F / 255) : 1.0F;
  float length = basis_.longest > 0 ? basis_.shortest : 0.0F;
  for (float& one : codes_.lengths) {
    one = length;
    length *= step;
  }
  codes_.of_chunk.reserve(lengths_.size() + kCodePadding);
  for (const float exact : lengths_) {
    const auto above = std::upper_bound(codes_.lengths.begin() + 1, codes_.lengths.end(), exact);
    codes_.of_chunk.push_back(static_cast<std::uint8_t>(above - codes_.lengths.begin() - 1));
  }
  codes_.of_chunk.resize(lengths_.size() + kCodePadding, 0);
}

Result<const FrequentTerm*> SegmentImpacts::Find(const Segment& segment,
                                                 const TermEntry& entry) const {
  if (entry.document_frequency < least_frequency_) return nullptr;
  {
    const std::shared_lock lock(mutex_);
    const auto found = terms_.find(entry.postings_offset);
    if (found != terms_.end()) return found->second.get();
  }
  WY_TRY(std::unique_ptr<const FrequentTerm> taken, Take(segment, entry));
  // Two threads may take it at once: the first counts.
  const std::unique_lock lock(mutex_);
  return terms_.try_emplace(entry.postings_offset, std::move(taken)).first->second.get();
}

Result<std::unique_ptr<const FrequentTerm>> SegmentImpacts::Take(const Segment& segment,
                                                                 const TermEntry& entry) const {
  auto term = std::make_unique<FrequentTerm>();
  const std::size_t table = BlockTable::Bytes(entry.document_frequency);
  if (table > entry.postings_size) return Damage("a postings list");
  WY_TRY(const crypto::FileBytes entries, segment.Read(entry.postings_offset, table));
  // A copy: a view would keep a whole piece of the file in memory.
  auto owned = std::make_shared<const std::string>(entries.view);
  const std::string_view view = *owned;
  term->table = BlockTable(crypto::FileBytes{std::move(owned), view});
  PostingsList list(segment, entry, term->table);
  std::uint32_t block = 0;
  for (std::uint64_t run = 0; run < lengths_.size(); run += FrequentTerm::kRunChunks) {
    block = list.FirstReaching(static_cast<std::uint32_t>(run), block);
    term->blocks.push_back(block);
  }
  term->maxima.resize(PaddedWindows(static_cast<std::uint32_t>(lengths_.size())), 0);
  WY_CHECK(TakeMaxima(list, term->maxima));
  return std::unique_ptr<const FrequentTerm>(std::move(term));
}

Result<void> SegmentImpacts::TakeMaxima(PostingsList& list,
                                        std::vector<std::uint8_t>& maxima) const {
  const Contribution impact{255 * kMargin * (1U << kUnitShift), basis_.Constant(),
                            basis_.PerLength()};
  alignas(32) std::array<float, kBlockPostings> frequencies;
  alignas(32) std::array<std::uint32_t, kBlockPostings> units;
  for (std::uint32_t block = 0; block < list.blocks(); ++block) {
    WY_CHECK(list.Load(block));
    const auto ordinals = list.current().ordinals();
    list.current().AllWeighted(basis_.options.field_weights, frequencies.data());
    if (ordinals.size() == kBlockPostings) {
      ThisProcessor().contributions(impact, ordinals.data(), frequencies.data(), lengths_.data(),
                                    units.data());
    } else {
      for (std::size_t i = 0; i < ordinals.size(); ++i) {
        units[i] = impact.Of(frequencies[i], lengths_[ordinals[i]]);
      }
    }
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      const std::uint32_t rounded = (units[i] + (1U << kUnitShift) - 1) >> kUnitShift;
      std::uint8_t& most = maxima[ordinals[i] / kWindowChunks];
      most = std::max(most, static_cast<std::uint8_t>(std::min(rounded, 255U)));
    }
  }
  return {};
}

}  // namespace wenyuan::index
