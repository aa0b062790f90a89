#pragma once

#include <optional>

#include "../question/calculation.h"
#include "wenyuan/access/access.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Says which of the things is more, with the values side by side: from the cells and lines that
// name them, else from what `quotes` answers of each. Nothing when that does not decide it. Errors
// as Searcher::Search and Answerer::Ask.
Result<std::optional<Answer>> CompareByValue(const text::Analyzer& analyzer,
                                             const search::Searcher& searcher,
                                             const Answerer& quotes, const Question& question,
                                             const ThingsCompared& compared,
                                             const access::Asker& asker);

}  // namespace wenyuan::answer
