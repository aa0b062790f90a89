#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "segment_format.h"
#include "wenyuan/base/files.h"
#include "wenyuan/crypto/block_cache.h"
#include "wenyuan/crypto/key_provider.h"

namespace wenyuan::vectors {

// Where an index lies and how its files are sealed and read.
struct Folder {
  FileSystem& files;
  const crypto::KeyProvider& keys;
  std::filesystem::path path;
  std::shared_ptr<crypto::BlockCache> cache;  // shared with everything that is read at random
  std::string index_id = {};

  [[nodiscard]] FileNumber Name(std::uint64_t number) const { return {index_id, number}; }
  // Renames it to *.damaged, if it is there.
  void SetAside(const std::string& name) const;
};

}  // namespace wenyuan::vectors
