#pragma once

#include <atomic>
#include <mutex>
#include <span>

#include "lacking_documents.h"
#include "wenyuan/base/result.h"
#include "wenyuan/ingest/ingest.h"

namespace wenyuan::ingest {

// Makes the open indexes of these libraries hold exactly the current revisions of the store: after
// a crash between the two, a damaged segment, a lost folder. Takes `commit_mutex` for each small
// step, and ends early once `stopping`. `lacking` says meanwhile what is not there yet.
Result<void> RepairIndexes(const IngestParts& parts, std::span<const store::Library> libraries,
                           std::mutex& commit_mutex, LackingDocuments& lacking,
                           const std::atomic<bool>& stopping);

}  // namespace wenyuan::ingest
