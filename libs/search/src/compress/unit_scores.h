#pragma once

#include <string_view>
#include <vector>

#include "rank/query_terms.h"
#include "units_of_passage.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::search {

// How much each unit of a passage bears on the question, beside the other units of all passages.
// `relative_score`: the passage's score by that of the best.
std::vector<double> ScoresOfUnits(const QueryTerms& terms, const Hit& hit,
                                  const std::vector<PassageUnit>& units, double relative_score);

}  // namespace wenyuan::search
