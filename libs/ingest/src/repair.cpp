#include "repair.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "wenyuan/base/log.h"
#include "wenyuan/ingest/tokenise.h"

namespace wenyuan::ingest {
namespace {

constexpr std::size_t kDocumentsPerStep = 64;

using Current = store::Documents::Current;

std::vector<store::DocumentNumber> NumbersOf(std::span<const Current> documents) {
  std::vector<store::DocumentNumber> numbers;
  for (const Current& one : documents) numbers.push_back(one.document);
  return numbers;
}

Result<void> AddAgain(const IngestParts& parts, index::LibraryIndex& index,
                      std::span<const Current> missing, std::mutex& commit_mutex) {
  const std::lock_guard lock(commit_mutex);
  std::vector<index::IndexedRevision> revisions;
  for (const Current& one : missing) {
    const auto document = parts.store.documents().Get(one.document);
    if (!document && document.error().code == ErrorCode::kNotFound) continue;
    if (!document) return document.error();
    WY_TRY(const auto chunks, parts.store.documents().AllChunks(document->current));
    revisions.push_back(Tokenise(parts.analyzer, *document, document->current, chunks));
  }
  return index.Add(revisions);
}

Result<void> RepairOne(const IngestParts& parts, const store::Library& library,
                       std::mutex& commit_mutex, LackingDocuments& lacking,
                       const std::atomic<bool>& stopping) {
  index::LibraryIndex* index = parts.indexes.Find(library.number);
  if (index == nullptr) return {};
  std::vector<Current> missing;
  {
    const std::lock_guard lock(commit_mutex);
    std::map<std::uint32_t, index::LibraryIndex::Held> held;
    for (const auto& one : index->Revisions()) held[one.document] = one;
    WY_TRY(const auto current, parts.store.documents().CurrentRevisions(library.number));
    for (const Current& one : current) {
      const auto found = held.find(one.document);
      // A newer revision than the store calls current is of a job that will be resumed.
      if (found == held.end() || found->second.revision < one.revision ||
          found->second.restricted != one.restricted) {
        missing.push_back(one);
      }
      if (found != held.end()) held.erase(found);
    }
    std::vector<std::uint32_t> gone;
    for (const auto& [document, one] : held) {
      const auto known = parts.store.documents().Get(document);
      if (!known && known.error().code == ErrorCode::kNotFound) gone.push_back(document);
    }
    if (!gone.empty()) WY_CHECK(index->Remove(gone));
    // Within the lock: nobody changes their readers meanwhile.
    lacking.Set(library.number, missing);
  }
  if (!missing.empty()) {
    Log(LogLevel::kWarning, "indexing documents again that their index lacks",
        {{"library", library.id}, {"documents", std::to_string(missing.size())}});
  }
  for (std::size_t begin = 0; begin < missing.size() && !stopping; begin += kDocumentsPerStep) {
    const auto some =
        std::span(missing).subspan(begin, std::min(kDocumentsPerStep, missing.size() - begin));
    WY_CHECK(AddAgain(parts, *index, some, commit_mutex));
    lacking.Remove(library.number, NumbersOf(some));
  }
  return {};
}

}  // namespace

Result<void> RepairIndexes(const IngestParts& parts, std::span<const store::Library> libraries,
                           std::mutex& commit_mutex, LackingDocuments& lacking,
                           const std::atomic<bool>& stopping) {
  for (const store::Library& library : libraries) {
    WY_CHECK(RepairOne(parts, library, commit_mutex, lacking, stopping));
  }
  return {};
}

}  // namespace wenyuan::ingest
