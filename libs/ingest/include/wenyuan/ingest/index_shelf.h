#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/block_cache.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/store/types.h"

namespace wenyuan::ingest {

// The indexes of all libraries, each in a folder of its own and opened when first asked for. What
// it gives out lives as long as the shelf. Any thread.
class IndexShelf {
 public:
  IndexShelf(FileSystem& files, const crypto::KeyProvider& keys, std::filesystem::path folder,
             std::shared_ptr<crypto::BlockCache> cache);

  // Opens it, or an empty one.
  Result<index::LibraryIndex*> Open(const store::Library& library);
  // One that was opened before; nullptr else.
  [[nodiscard]] index::LibraryIndex* Find(store::LibraryNumber library) const;
  [[nodiscard]] std::vector<index::LibraryIndex*> All() const;

 private:
  FileSystem& files_;
  const crypto::KeyProvider& keys_;
  const std::filesystem::path folder_;
  const std::shared_ptr<crypto::BlockCache> cache_;  // shared with everything read at random
  mutable std::mutex mutex_;
  std::map<store::LibraryNumber, std::unique_ptr<index::LibraryIndex>> indexes_;  // by mutex_
};

}  // namespace wenyuan::ingest
