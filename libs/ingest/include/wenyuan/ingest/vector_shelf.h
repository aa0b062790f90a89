#pragma once

#include <filesystem>
#include <memory>

#include "wenyuan/base/files.h"
#include "wenyuan/crypto/block_cache.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/ingest/shelf.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::ingest {

// The vectors of all libraries.
class VectorShelf final : public Shelf<vectors::VectorIndex> {
 public:
  VectorShelf(FileSystem& files, const crypto::KeyProvider& keys, std::filesystem::path folder,
              std::shared_ptr<crypto::BlockCache> cache);
};

}  // namespace wenyuan::ingest
