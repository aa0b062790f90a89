#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/index/document_set.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

inline constexpr const char* kManifestFile = "manifest";
inline constexpr const char* kManifestTemporary = "manifest.tmp";

// Which spaces there are and which segments are live in them (docs/formats/vectors.md).
struct Manifest {
  struct Entry {
    std::uint64_t number = 0;
    std::uint64_t codebook = 0;  // 0: without lists
    bool restricted = false;
    ::Roaring dead;  // rows
  };
  struct SpaceEntry {
    Space space;
    std::uint64_t codebook = 0;  // 0 when there is none
    std::vector<Entry> segments;
  };
  std::string index_id;           // random, sealed into every file
  std::uint64_t next_number = 1;  // higher than any number ever used
  std::vector<SpaceEntry> spaces;
};

// Nothing when there is none; kCorruption when it is damaged.
Result<std::optional<Manifest>> ReadManifest(const FileSystem& files,
                                             const crypto::KeyProvider& keys,
                                             const std::filesystem::path& folder);

// Durable and atomic, with every name in the folder that came before.
Result<void> WriteManifest(FileSystem& files, const crypto::KeyProvider& keys,
                           const std::filesystem::path& folder, const Manifest& manifest);

}  // namespace wenyuan::vectors
