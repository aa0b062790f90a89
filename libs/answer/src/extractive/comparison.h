#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wenyuan/answer/answer.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Things side by side by what their passages say of each: the columns or rows of tables that name
// them, "key: value" lines, and sentences that say alike things. `found` has one list of passages
// for each thing. Nothing when no aspect is told of two of them.
std::optional<Comparison> CompareThings(const text::Analyzer& analyzer,
                                        const std::vector<std::string>& things,
                                        std::span<const std::vector<search::Hit>> found,
                                        Language language);

}  // namespace wenyuan::answer
