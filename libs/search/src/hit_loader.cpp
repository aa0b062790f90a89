#include "hit_loader.h"

#include <algorithm>
#include <utility>

namespace wenyuan::search {
namespace {

bool MayRead(const access::LibraryRights& rights, const store::Document& document) {
  if (document.library != rights.library.number) return false;
  if (!document.restricted || rights.all_restricted) return true;
  return rights.restricted != nullptr && rights.restricted->contains(document.number);
}

}  // namespace

Result<const store::Document*> HitLoader::Document(store::DocumentNumber document) {
  auto known = documents_.find(document);
  if (known == documents_.end()) {
    auto found = store_.documents().Get(document);
    if (!found && found.error().code != ErrorCode::kNotFound) return std::move(found).error();
    known = documents_.emplace(document, std::nullopt).first;
    if (found) known->second = *std::move(found);
  }
  return known->second ? &*known->second : nullptr;
}

Result<std::optional<std::uint32_t>> HitLoader::Ordinal(const store::Document& document,
                                                        store::RevisionNumber revision) {
  if (document.current == revision) return std::optional(document.current_ordinal);
  auto known = ordinals_.find(revision);
  if (known == ordinals_.end()) {
    auto found = store_.documents().GetRevision(revision);
    if (!found && found.error().code != ErrorCode::kNotFound) return std::move(found).error();
    known = ordinals_.emplace(revision, std::nullopt).first;
    if (found) known->second = found->ordinal;
  }
  return known->second;
}

// Together by revision: one read of the store each.
Result<void> HitLoader::FetchChunks(std::span<const Candidate> found) {
  std::map<store::RevisionNumber, std::vector<std::uint32_t>> wanted;
  for (const Candidate& candidate : found) wanted[candidate.revision].push_back(candidate.chunk);
  for (const auto& [revision, numbers] : wanted) {
    auto chunks = store_.documents().Chunks(revision, numbers);
    if (!chunks && chunks.error().code == ErrorCode::kNotFound) continue;
    if (!chunks) return std::move(chunks).error();
    for (store::Chunk& chunk : *chunks) {
      const std::uint32_t number = chunk.number;
      chunks_[revision].insert_or_assign(number, std::move(chunk));
    }
  }
  return {};
}

Result<std::vector<Hit>> HitLoader::Load(const std::vector<Candidate>& found,
                                         const std::vector<Scope>& scopes, float bound,
                                         std::size_t k) {
  std::vector<Hit> hits;
  std::size_t fetched = 0;  // more only where some are gone
  for (std::size_t i = 0; i < found.size() && hits.size() < k; ++i) {
    if (i == fetched) {
      const std::size_t count = std::min(k - hits.size(), found.size() - i);
      WY_CHECK(FetchChunks(std::span(found).subspan(i, count)));
      fetched += count;
    }
    const Candidate& candidate = found[i];
    const access::LibraryRights& rights = scopes[candidate.scope].rights;
    WY_TRY(const store::Document* const document, Document(candidate.document));
    if (document == nullptr || !MayRead(rights, *document)) continue;
    // A vector of an earlier revision leads to a passage that is no more.
    if (candidate.keyword <= 0 && candidate.revision != document->current) continue;
    WY_TRY(const std::optional<std::uint32_t> ordinal, Ordinal(*document, candidate.revision));
    Chunks& chunks = chunks_[candidate.revision];
    const auto chunk = chunks.find(candidate.chunk);
    if (!ordinal || chunk == chunks.end()) continue;
    Hit& hit = hits.emplace_back();
    hit.score = candidate.score;
    hit.keyword_score = static_cast<double>(candidate.keyword);
    hit.coverage = bound > 0 ? static_cast<double>(candidate.keyword / bound) : 0;
    if (candidate.similarity) hit.similarity = static_cast<double>(*candidate.similarity);
    hit.meaning = candidate.meaning;
    hit.library = rights.library;
    hit.document = *document;
    hit.revision = *ordinal;
    hit.chunk = std::move(chunk->second);
    chunks.erase(chunk);
  }
  return hits;
}

}  // namespace wenyuan::search
