#pragma once

#include <atomic>
#include <mutex>

#include "wenyuan/base/result.h"
#include "wenyuan/ingest/ingest.h"

namespace wenyuan::ingest {

// Makes every open index hold exactly the current revisions of the store: after a crash between the
// two, a damaged segment, a lost folder. Takes `commit_mutex` for each small step, and ends early
// once `stopping`.
Result<void> RepairIndexes(const IngestParts& parts, std::mutex& commit_mutex,
                           const std::atomic<bool>& stopping);

}  // namespace wenyuan::ingest
