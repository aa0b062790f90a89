#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/other_words.h"

namespace wenyuan::answer {

// A question in the words of passages: "CF-450多重？" is "CF-450质量是多少？" where a passage says
// 质量 and not 多重. Each way once, that of the passage which says most of it first; `most` at
// most. `words`: as text::InOtherWords has them of it.
std::vector<std::string> Rewordings(const text::Analyzer& analyzer, std::string_view question,
                                    std::span<const text::OtherWords> words,
                                    std::span<const search::Hit> hits, std::size_t most);

}  // namespace wenyuan::answer
