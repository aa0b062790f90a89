#pragma once

#include <optional>
#include <vector>

#include "wenyuan/search/searcher.h"

namespace wenyuan::search {

// One library that is searched, and what of it its asker may see.
struct Scope {
  access::LibraryRights rights;
  std::optional<index::DocumentSet> filter;  // nothing: all documents pass
  const index::LibraryIndex* keywords = nullptr;
  LibraryVectors vectors;

  // Points into this scope and the request.
  [[nodiscard]] index::Visible VisibleWithout(const index::DocumentSet& without) const {
    return {rights.restricted.get(), filter ? &*filter : nullptr, &without};
  }
};

// The libraries of a request that its asker may read and that have an index. Errors as
// Searcher::Search.
Result<std::vector<Scope>> FindScopes(const SearchParts& parts, const SearchRequest& request,
                                      const access::Asker& asker);

}  // namespace wenyuan::search
