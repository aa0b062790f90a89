#pragma once

#include <vector>

#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// Puts first, among passages that hold an identifier whole, those where it stands early: a row or a
// paragraph that begins with a code is about it, one that ends with it only mentions it. A score
// grows by at most a tenth, so what matches better elsewhere stays before. Changes nothing for a
// question without identifiers.
void LiftSubjects(const text::Analyzer& analyzer, const text::AnalyzedQuery& query,
                  std::vector<Hit>& hits);

}  // namespace wenyuan::search
