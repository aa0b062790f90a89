#pragma once

#include <filesystem>
#include <memory>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/store/blobs.h"

namespace wenyuan::blobs_sealed {

// Blobs as sealed files in `folder`: "ab/cdef…" by the SHA-256 of the content, which the file's
// last block is bound to, so that one cannot stand in for another. The folder is made when there is
// none; what a killed process was receiving ("incoming/…") is thrown away. One process at a time.
// Storing content again replaces its file, which mends a damaged one.
Result<std::unique_ptr<store::Blobs>> OpenSealedBlobs(FileSystem& files,
                                                      const crypto::KeyProvider& keys,
                                                      const std::filesystem::path& folder);

}  // namespace wenyuan::blobs_sealed
