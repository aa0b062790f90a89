#include "embedding_backlog.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace wenyuan::ingest {
namespace {

std::uint32_t CountRefused(const std::set<Passage>& refused, std::uint32_t revision) {
  const auto begin = refused.lower_bound({revision, 0});
  const auto end = refused.lower_bound({revision + 1, 0});
  return static_cast<std::uint32_t>(std::distance(begin, end));
}

}  // namespace

EmbeddingBacklog FindBacklog(const index::LibraryIndex& keywords,
                             const vectors::VectorIndex& vectors, std::string_view space,
                             const std::set<Passage>& refused) {
  std::unordered_map<std::uint32_t, vectors::VectorIndex::Held> held;
  for (const auto& one : vectors.Revisions(space)) held.emplace(one.document, one);
  EmbeddingBacklog backlog;
  for (const auto& wanted : keywords.Revisions()) {
    const auto found = held.find(wanted.document);
    std::uint32_t embedded = 0;
    if (found != held.end() && found->second.revision == wanted.revision) {
      embedded = std::min(found->second.chunks, wanted.chunks);
      if (found->second.restricted != wanted.restricted) {
        (wanted.restricted ? backlog.restrict : backlog.open).push_back(wanted.document);
      }
    }
    if (embedded + CountRefused(refused, wanted.revision) < wanted.chunks) {
      backlog.missing.push_back(wanted);
    }
    if (!wanted.restricted) {
      backlog.open_passages += wanted.chunks;
      backlog.open_embedded += embedded;
    }
    if (found != held.end()) held.erase(found);
  }
  for (const auto& [document, one] : held) backlog.gone.push_back(document);
  std::sort(backlog.gone.begin(), backlog.gone.end());
  return backlog;
}

}  // namespace wenyuan::ingest
