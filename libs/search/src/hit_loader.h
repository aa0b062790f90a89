#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "fusion.h"
#include "scopes.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/store/store.h"

namespace wenyuan::search {

// Fetches what the index found from the store, which is the truth: what is gone there, or was
// restricted since, is left out. Holds what it fetched for the next hits. One thread.
class HitLoader {
 public:
  explicit HitLoader(store::Store& store) : store_(store) {}
  // In the order of `found`, at most `k`, without highlights. `bound` is what Candidate::keyword
  // can reach.
  Result<std::vector<Hit>> Load(const std::vector<Candidate>& found,
                                const std::vector<Scope>& scopes, float bound, std::size_t k);

 private:
  using Chunks = std::map<std::uint32_t, store::Chunk>;  // by number

  Result<const store::Document*> Document(store::DocumentNumber document);
  Result<std::optional<std::uint32_t>> Ordinal(const store::Document& document,
                                               store::RevisionNumber revision);
  Result<void> FetchChunks(std::span<const Candidate> found);

  store::Store& store_;
  std::map<store::DocumentNumber, std::optional<store::Document>> documents_;  // none: gone
  std::map<store::RevisionNumber, std::optional<std::uint32_t>> ordinals_;
  std::map<store::RevisionNumber, Chunks> chunks_;
};

}  // namespace wenyuan::search
