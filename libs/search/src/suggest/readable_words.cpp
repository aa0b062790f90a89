#include "readable_words.h"

#include <string>

namespace wenyuan::search {

std::uint64_t ReadableWords::CountOf(std::string_view term) const {
  std::uint64_t count = 0;
  for (const auto& vocabulary : vocabularies) count += vocabulary->CountOf(term);
  return count;
}

Result<bool> ReadableWords::Occurs(std::string_view term) const {
  text::AnalyzedQuery query;
  query.terms = {{std::string(term), 1}};
  WY_TRY(const index::Hits hits, index::Search(shards, query, 1, index::ScoringOptions(), 0));
  return !hits.hits.empty();
}

}  // namespace wenyuan::search
