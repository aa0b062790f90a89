#include "recent_documents.h"

#include <algorithm>

namespace wenyuan::ingest {

void RecentDocuments::Add(store::DocumentNumber document) {
  const std::lock_guard lock(mutex_);
  last_.push_back(document);
  ++count_;
  if (last_.size() > kKept) last_.pop_front();
}

std::optional<std::vector<store::DocumentNumber>> RecentDocuments::Since(
    std::uint64_t& mark) const {
  const std::lock_guard lock(mutex_);
  const std::uint64_t missed = count_ - std::min(mark, count_);
  mark = count_;
  if (missed > last_.size()) return std::nullopt;
  std::vector<store::DocumentNumber> documents(last_.end() - static_cast<std::ptrdiff_t>(missed),
                                               last_.end());
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  return documents;
}

}  // namespace wenyuan::ingest
