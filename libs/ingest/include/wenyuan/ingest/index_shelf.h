#pragma once

#include <filesystem>
#include <memory>

#include "wenyuan/base/files.h"
#include "wenyuan/crypto/block_cache.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/ingest/shelf.h"

namespace wenyuan::ingest {

// The keyword indexes of all libraries.
class IndexShelf final : public Shelf<index::LibraryIndex> {
 public:
  IndexShelf(FileSystem& files, const crypto::KeyProvider& keys, std::filesystem::path folder,
             std::shared_ptr<crypto::BlockCache> cache);
};

}  // namespace wenyuan::ingest
