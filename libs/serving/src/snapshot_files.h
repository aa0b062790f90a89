#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/serving/snapshot_store.h"

namespace wenyuan::serving {

struct SnapshotFile {
  SnapshotSpan span;
  std::uint64_t bytes = 0;  // of the file
};

// Snapshots as sealed files of one folder (docs/formats/kv-snapshot.md). Any thread, each file from
// one at a time.
class SnapshotFiles {
 public:
  SnapshotFiles(FileSystem& files, const crypto::KeyProvider& keys, std::filesystem::path folder)
      : files_(files), keys_(keys), folder_(std::move(folder)) {}

  // All that can be read, the oldest first; the rest is removed. Makes the folder.
  Result<std::vector<SnapshotFile>> Scan();
  // Whole and durable, or not at all; its size.
  Result<std::uint64_t> Write(const SnapshotSpan& span, std::string_view state);
  Result<std::string> Read(const PrefixId& whole) const;
  Result<void> Remove(const PrefixId& whole);

 private:
  [[nodiscard]] std::filesystem::path PathOf(const PrefixId& whole) const;

  FileSystem& files_;
  const crypto::KeyProvider& keys_;
  std::filesystem::path folder_;
};

}  // namespace wenyuan::serving
