#include "lacking_documents.h"

#include <utility>

namespace wenyuan::ingest {

void LackingDocuments::Set(store::LibraryNumber library,
                           std::span<const store::Documents::Current> lacking) {
  Lacking now;
  for (const auto& one : lacking) (one.restricted ? now.restricted : now.open).add(one.document);
  const std::lock_guard lock(mutex_);
  lacking_.erase(library);
  if (!lacking.empty()) lacking_.emplace(library, std::move(now));
}

void LackingDocuments::Remove(store::LibraryNumber library,
                              std::span<const store::DocumentNumber> documents) {
  const std::lock_guard lock(mutex_);
  const auto found = lacking_.find(library);
  if (found == lacking_.end()) return;
  for (const store::DocumentNumber document : documents) {
    found->second.open.remove(document);
    found->second.restricted.remove(document);
  }
  if (found->second.open.isEmpty() && found->second.restricted.isEmpty()) lacking_.erase(found);
}

bool LackingDocuments::Any(store::LibraryNumber library, const index::Visible& visible) const {
  const std::lock_guard lock(mutex_);
  const auto found = lacking_.find(library);
  if (found == lacking_.end()) return false;
  index::DocumentSet seen = found->second.open;
  if (visible.restricted != nullptr) seen |= found->second.restricted & *visible.restricted;
  if (visible.only != nullptr) seen &= *visible.only;
  if (visible.without != nullptr) seen -= *visible.without;
  return !seen.isEmpty();
}

}  // namespace wenyuan::ingest
