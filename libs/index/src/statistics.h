#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "live_segment.h"

namespace wenyuan::index {

// A library with fewer passages counts as one of so many: of one passage alone, a word that it
// lacks would weigh five times a word that it has, and no score would say anything.
inline constexpr std::uint64_t kFewestPassages = 100;

// A term's entry in one segment, for each term asked.
using Entries = std::vector<std::optional<TermEntry>>;

// How many of the term's chunks are live. `keep`: it will be asked for again.
Result<std::uint64_t> CountLive(const LiveSegment& live, const TermEntry& entry, bool keep = true);

// What the open documents of the libraries asked say about the terms asked.
struct Statistics {
  std::uint64_t chunks = 0;
  std::array<std::uint64_t, kFields> lengths{};     // sums
  std::vector<std::uint64_t> document_frequencies;  // by term

  // `entries` stand beside the terms, of which the first `weighed` are counted. Segments of the
  // restricted group count for nothing.
  Result<void> Add(const LiveSegment& live, const Entries& entries, std::size_t weighed);
  [[nodiscard]] float InverseDocumentFrequency(std::size_t term) const;
};

// A passage's own part of the denominator: constant + per_length · weighted length.
struct LengthNorm {
  LengthNorm(const Statistics& statistics, const ScoringOptions& options);
  float constant = 0;
  float per_length = 0;
};

}  // namespace wenyuan::index
