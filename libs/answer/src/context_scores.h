#pragma once

#include <span>
#include <string>
#include <vector>

#include "evidence/evidence.h"
#include "wenyuan/search/compress.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// A sentence or row with its score, as what is compressed wants it. Requires evidence of `hits`.
search::SpanScore ScoreOf(const Evidence& evidence, std::span<const search::Hit> hits,
                          const Candidate& candidate, double score);

// How likely each sentence or row of the hits is the answer; none where the question says nothing.
std::vector<search::SpanScore> ScoresForContext(const text::Analyzer& analyzer,
                                                const std::string& question,
                                                std::span<const search::Hit> hits);

}  // namespace wenyuan::answer
