#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/index/library_index.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::ingest {

// A passage: revision and chunk number.
using Passage = std::pair<std::uint32_t, std::uint32_t>;

// How a library's vectors differ from its keyword index, which they follow. This difference is the
// list of embedding jobs: it needs no record of its own, and survives whatever ends the process.
struct EmbeddingBacklog {
  std::vector<std::uint32_t> gone;                 // documents whose vectors must go
  std::vector<std::uint32_t> open;                 // documents to move to the open group …
  std::vector<std::uint32_t> restrict;             // … and to the restricted one
  std::vector<index::LibraryIndex::Held> missing;  // revisions that lack vectors
  std::uint64_t open_passages = 0;
  std::uint64_t open_embedded = 0;
};

// `refused`: passages that the embedder cannot read; they are missing for good.
EmbeddingBacklog FindBacklog(const index::LibraryIndex& keywords,
                             const vectors::VectorIndex& vectors, std::string_view space,
                             const std::set<Passage>& refused);

}  // namespace wenyuan::ingest
