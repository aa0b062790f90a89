#include "wenyuan/ingest/index_shelf.h"

#include <utility>

namespace wenyuan::ingest {

IndexShelf::IndexShelf(FileSystem& files, const crypto::KeyProvider& keys,
                       std::filesystem::path folder, std::shared_ptr<crypto::BlockCache> cache)
    : files_(files), keys_(keys), folder_(std::move(folder)), cache_(std::move(cache)) {}

Result<index::LibraryIndex*> IndexShelf::Open(const store::Library& library) {
  const std::lock_guard lock(mutex_);
  if (const auto known = indexes_.find(library.number); known != indexes_.end()) {
    return known->second.get();
  }
  const std::filesystem::path folder = folder_ / library.id;
  WY_CHECK(files_.CreateDirectories(folder));
  WY_TRY(auto index, index::OpenLibraryIndex(files_, keys_, folder, cache_));
  return indexes_.emplace(library.number, std::move(index)).first->second.get();
}

index::LibraryIndex* IndexShelf::Find(store::LibraryNumber library) const {
  const std::lock_guard lock(mutex_);
  const auto known = indexes_.find(library);
  return known == indexes_.end() ? nullptr : known->second.get();
}

std::vector<index::LibraryIndex*> IndexShelf::All() const {
  const std::lock_guard lock(mutex_);
  std::vector<index::LibraryIndex*> all;
  for (const auto& [number, index] : indexes_) all.push_back(index.get());
  return all;
}

}  // namespace wenyuan::ingest
