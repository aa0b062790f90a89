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

namespace wenyuan::index {

inline constexpr const char* kManifestFile = "manifest";
inline constexpr const char* kManifestTemporary = "manifest.tmp";

// Which segments are live (docs/formats/manifest.md).
struct Manifest {
  struct Entry {
    std::uint64_t number = 0;
    bool restricted = false;
    DocumentSet dead;
  };
  std::string index_id;            // random, sealed into every segment
  std::uint64_t next_segment = 1;  // higher than any number ever used
  std::vector<Entry> segments;
};

// Nothing when there is none; kCorruption when it is damaged.
Result<std::optional<Manifest>> ReadManifest(const FileSystem& files,
                                             const crypto::KeyProvider& keys,
                                             const std::filesystem::path& folder);

// Durable and atomic, with every name in the folder that came before.
Result<void> WriteManifest(FileSystem& files, const crypto::KeyProvider& keys,
                           const std::filesystem::path& folder, const Manifest& manifest);

}  // namespace wenyuan::index
