#include "wenyuan/ingest/vector_shelf.h"

#include <utility>

namespace wenyuan::ingest {

VectorShelf::VectorShelf(FileSystem& files, const crypto::KeyProvider& keys,
                         std::filesystem::path folder, std::shared_ptr<crypto::BlockCache> cache)
    : Shelf(std::move(folder),
            [&files, &keys, cache = std::move(cache)](const std::filesystem::path& path)
                -> Result<std::unique_ptr<vectors::VectorIndex>> {
              WY_CHECK(files.CreateDirectories(path));
              return vectors::OpenVectorIndex(files, keys, path, cache);
            }) {}

}  // namespace wenyuan::ingest
