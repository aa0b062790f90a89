#pragma once

#include <memory>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Works out what no document says itself, from values that it cites: which of several things is
// more, and the most, the least, the sum, the average or the number of a table's rows. What it does
// not understand wholly, or finds no numbers of one unit for, is asked of `quotes`. All but
// `quotes` must outlive it.
std::unique_ptr<Answerer> MakeComputedAnswerer(const text::Analyzer& analyzer,
                                               const search::Searcher& searcher,
                                               std::unique_ptr<Answerer> quotes);

}  // namespace wenyuan::answer
