#pragma once

#include <shared_mutex>

#include "wenyuan/base/result.h"
#include "wenyuan/ingest/ingest.h"

namespace wenyuan::ingest {

// Removes deleted documents from disk: their rows, then the blobs that nothing refers to any more.
// Takes `unreferenced_blobs` alone, so that no blob goes that somebody is about to refer to. A kill
// on the way leaves blobs that are never found again, but never a row without its blob.
Result<void> PurgeDeleted(const IngestParts& parts, std::shared_mutex& unreferenced_blobs);

}  // namespace wenyuan::ingest
