#pragma once

#include <span>
#include <vector>

#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// Puts hits[order[0]], hits[order[1]], … first; the scores stay with the places. Requires `order`
// to name the first order.size() hits, each once.
void Reorder(std::span<const std::size_t> order, std::vector<Hit>& hits);

// The places 0, 1, … in descending order of their worth; of equals the earlier first.
std::vector<std::size_t> Descending(std::span<const float> worth);

// Whether the words of the question decide alone: an identifier, a quotation, a required word.
bool WordsDecide(const text::AnalyzedQuery& query);

}  // namespace wenyuan::search
