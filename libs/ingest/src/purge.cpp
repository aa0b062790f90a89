#include "purge.h"

#include <mutex>
#include <string>

#include "wenyuan/base/log.h"

namespace wenyuan::ingest {

Result<void> PurgeDeleted(const IngestParts& parts, std::shared_mutex& unreferenced_blobs) {
  const std::unique_lock lock(unreferenced_blobs);
  WY_TRY(const auto unused, parts.store.documents().Purge());
  if (!unused.empty()) WY_CHECK(parts.blobs.RemoveAll(unused));
  if (!unused.empty()) {
    Log(LogLevel::kInfo, "deleted documents left the disk",
        {{"files", std::to_string(unused.size())}});
  }
  return {};
}

}  // namespace wenyuan::ingest
