#pragma once

#include <span>
#include <string>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/text_weigher.h"
#include "wenyuan/search/compress.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// As ScoresForContext(), with what a model's attention says of each sentence: it reads the passages
// together with the question, long ones in several pieces. What it did not read counts by its words
// as much as the least of what it read. Errors as TextWeigher::Weigh.
Result<std::vector<search::SpanScore>> ScoresByAttention(const text::Analyzer& analyzer,
                                                         const std::string& question,
                                                         std::span<const search::Hit> hits,
                                                         const llm::TextWeigher& model,
                                                         Deadline deadline);

}  // namespace wenyuan::answer
