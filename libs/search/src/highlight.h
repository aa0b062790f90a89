#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "passage_tokens.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::search {

// Marks where a query's terms stand in the text of a passage. Holds on to the query. One thread.
class Highlighter {
 public:
  // Both must outlive it.
  Highlighter(PassageTokens& tokens, const text::AnalyzedQuery& query);
  // Overlapping and touching marks are joined.
  [[nodiscard]] std::vector<Highlight> Mark(std::string_view text);

 private:
  PassageTokens& tokens_;
  std::unordered_set<std::string_view> terms_;  // of the query
};

}  // namespace wenyuan::search
