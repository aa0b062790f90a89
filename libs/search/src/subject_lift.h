#pragma once

#include <vector>

#include "passage_tokens.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::search {

// Puts first, among passages that hold an identifier whole, those where it stands early: a row or a
// paragraph that begins with a code is about it, one that ends with it only mentions it. A score
// grows by at most a tenth, so what matches better elsewhere stays before. Changes nothing for a
// question without identifiers.
void LiftSubjects(PassageTokens& tokens, const text::AnalyzedQuery& query, std::vector<Hit>& hits);

}  // namespace wenyuan::search
