#include "statistics.h"

#include <algorithm>
#include <cmath>

#include "live_counts.h"
#include "postings_list.h"

namespace wenyuan::index {

Result<std::uint64_t> CountLive(const LiveSegment& live, const TermEntry& entry, bool keep) {
  if (!live.HasDead()) return entry.document_frequency;
  const bool is_inline = entry.document_frequency <= kInlineFrequency;  // has no place of its own
  if (!is_inline) {
    if (const auto known = live.counts->Find(entry.postings_offset)) return *known;
  }
  WY_TRY(PostingsList list, PostingsList::Open(*live.segment, entry));
  std::uint64_t count = 0;
  for (std::uint32_t block = 0; block < list.blocks(); ++block) {
    const auto begin = static_cast<std::uint32_t>(list.Before(block) + 1);
    if (block + 1 < list.blocks() && live.live.AllIn(begin, list.Last(block) + 1)) {
      count += kBlockPostings;
      continue;
    }
    WY_CHECK(list.Load(block));
    for (const std::uint32_t ordinal : list.current().ordinals()) {
      count += live.live.Has(ordinal) ? 1 : 0;
    }
  }
  if (keep && !is_inline) live.counts->Put(entry.postings_offset, count);
  return count;
}

Result<void> Statistics::Add(const LiveSegment& live, const Entries& entries, std::size_t weighed) {
  document_frequencies.resize(entries.size());
  if (live.restricted) return {};
  std::vector<std::uint64_t> counts(weighed, 0);
  for (std::size_t term = 0; term < weighed; ++term) {
    if (!entries[term]) continue;
    WY_TRY(counts[term], CountLive(live, *entries[term]));
  }
  for (std::size_t term = 0; term < weighed; ++term) {
    document_frequencies[term] += counts[term];
  }
  chunks += live.live_chunks;
  for (std::size_t field = 0; field < kFields; ++field) lengths[field] += live.live_lengths[field];
  return {};
}

float Statistics::InverseDocumentFrequency(std::size_t term) const {
  const auto df = static_cast<double>(document_frequencies[term]);
  const auto n = static_cast<double>(std::max(chunks, kFewestPassages));
  return static_cast<float>(std::log(1 + (n - df + 0.5) / (df + 0.5)));
}

LengthNorm::LengthNorm(const Statistics& statistics, const ScoringOptions& options) {
  double sum = 0;
  for (std::size_t field = 0; field < kFields; ++field) {
    sum += static_cast<double>(options.field_weights[field]) *
           static_cast<double>(statistics.lengths[field]);
  }
  const double average = sum / static_cast<double>(std::max<std::uint64_t>(statistics.chunks, 1));
  if (average <= 0) {
    constant = options.k1;
    return;
  }
  constant = options.k1 * (1 - options.b);
  per_length = static_cast<float>(options.k1 * options.b / average);
}

}  // namespace wenyuan::index
