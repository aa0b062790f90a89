#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "source_text.h"

namespace wenyuan::answer {

// Passages of one source that a model reads at once, in reading order.
struct ReadingPart {
  std::size_t source = 0;
  std::vector<std::size_t> chunks;
};

// Cuts the sources into parts of at most `part_tokens` (one passage may be longer). When they would
// be more than `most_parts`, only the passages that say most (`centrality`, by source and chunk)
// are read; of each source at least one. Passages of sources not `wanted` are not planned.
std::vector<ReadingPart> PlanParts(std::span<const SourceText> sources,
                                   const std::vector<bool>& wanted,
                                   const std::vector<std::vector<double>>& centrality,
                                   std::size_t part_tokens, std::size_t most_parts);

}  // namespace wenyuan::answer
