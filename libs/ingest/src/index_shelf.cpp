#include "wenyuan/ingest/index_shelf.h"

#include <utility>

namespace wenyuan::ingest {

IndexShelf::IndexShelf(FileSystem& files, const crypto::KeyProvider& keys,
                       std::filesystem::path folder, std::shared_ptr<crypto::BlockCache> cache)
    : Shelf(std::move(folder),
            [&files, &keys, cache = std::move(cache)](
                const std::filesystem::path& path) -> Result<std::unique_ptr<index::LibraryIndex>> {
              WY_CHECK(files.CreateDirectories(path));
              return index::OpenLibraryIndex(files, keys, path, cache);
            }) {}

}  // namespace wenyuan::ingest
