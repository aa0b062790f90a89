#pragma once

#include <span>
#include <string>

#include "wenyuan/access/access.h"
#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Whether the title or the beginning of a hit's document has all the names: a report names its
// company on its first page, not in each table, and names others anywhere. `request` is the search
// that found the hit. Errors as Searcher::Search.
Result<bool> BeginningNames(const text::Analyzer& analyzer, const search::Searcher& searcher,
                            const search::SearchRequest& request, const access::Asker& asker,
                            const search::Hit& hit, std::span<const std::string> names);

}  // namespace wenyuan::answer
