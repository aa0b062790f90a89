#pragma once

#include <memory>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Asks `one` for each part of a question that asks several things, and puts things that it compares
// side by side. A question of which not all parts are answered is asked as it stands. All but `one`
// must outlive it.
std::unique_ptr<Answerer> MakePartsAnswerer(const text::Analyzer& analyzer,
                                            const search::Searcher& searcher,
                                            std::unique_ptr<Answerer> one);

}  // namespace wenyuan::answer
