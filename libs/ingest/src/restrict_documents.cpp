#include "restrict_documents.h"

#include <map>
#include <utility>

#include "wenyuan/ingest/tokenise.h"

namespace wenyuan::ingest {
namespace {

using Families = std::map<store::LibraryNumber, std::vector<store::DocumentNumber>>;

// About 30 KiB each while they wait.
constexpr std::size_t kPassagesAtOnce = 1'024;

Result<Families> FamiliesOf(const IngestParts& parts,
                            const std::vector<store::Document>& documents) {
  Families families;
  for (const store::Document& document : documents) {
    WY_TRY(const auto family, parts.store.documents().Family(document.number));
    auto& all = families[document.library];
    all.insert(all.end(), family.begin(), family.end());
  }
  return families;
}

vectors::VectorIndex* VectorsOf(const IngestParts& parts, store::LibraryNumber library) {
  return parts.vectors == nullptr ? nullptr : parts.vectors->Find(library);
}

Result<void> AddAgain(const IngestParts& parts, index::LibraryIndex& index,
                      const std::vector<store::DocumentNumber>& family) {
  std::vector<index::IndexedRevision> revisions;
  std::size_t passages = 0;
  for (const store::DocumentNumber member : family) {
    const auto now = parts.store.documents().Get(member);
    if (!now && now.error().code == ErrorCode::kNotFound) continue;
    if (!now) return now.error();
    if (now->current == 0) continue;
    WY_TRY(const auto chunks, parts.store.documents().AllChunks(now->current));
    revisions.push_back(Tokenise(parts.analyzer, *now, now->current, chunks));
    passages += chunks.size();
    if (passages < kPassagesAtOnce) continue;
    WY_CHECK(index.Add(std::exchange(revisions, {})));
    passages = 0;
  }
  return index.Add(revisions);
}

}  // namespace

Result<void> RestrictDocuments(const IngestParts& parts,
                               const std::vector<store::Document>& documents,
                               const std::optional<std::vector<store::UserNumber>>& readers,
                               LackingDocuments& lacking) {
  WY_TRY(const Families families, FamiliesOf(parts, documents));
  // First out of the index, so that at no moment the wrong people find it; should we be killed
  // on the way, the repair at the next start puts it back.
  for (const auto& [library, family] : families) {
    lacking.Remove(library, family);
    index::LibraryIndex* const index = parts.indexes.Find(library);
    if (index != nullptr) WY_CHECK(index->Remove(family));
    vectors::VectorIndex* const vectors = VectorsOf(parts, library);
    if (vectors != nullptr) WY_CHECK(vectors->Restrict(family, true));
  }
  std::vector<store::DocumentNumber> numbers;
  for (const store::Document& document : documents) numbers.push_back(document.number);
  const auto restricted = parts.store.libraries().RestrictAll(numbers, readers);
  // As they are in the store now, whether that succeeded or not.
  for (const auto& [library, family] : families) {
    vectors::VectorIndex* const vectors = VectorsOf(parts, library);
    if (vectors != nullptr && restricted && !readers) WY_CHECK(vectors->Restrict(family, false));
    index::LibraryIndex* const index = parts.indexes.Find(library);
    if (index != nullptr) WY_CHECK(AddAgain(parts, *index, family));
  }
  return restricted;
}

}  // namespace wenyuan::ingest
