#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>

#include "wenyuan/base/files.h"

namespace wenyuan::testing {

// A file system in memory that fails on command and forgets what was never synced, so that a test
// can stop the world at every operation. One thread.
class FaultyFileSystem final : public FileSystem {
 public:
  // The operation with this number (from 0: create, append, sync, rename, remove, sync folder)
  // and all after it fail with kUnavailable; an append that fails writes half of its bytes first.
  void FailFrom(std::uint64_t operation) { fail_from_ = operation; }
  [[nodiscard]] std::uint64_t operations() const { return operations_; }

  // What a power cut leaves: file contents as of their last Sync, names as of the last
  // SyncDirectory of their folder. Afterwards operations succeed again.
  void LosePower();

  Result<std::unique_ptr<WritableFile>> Create(const std::filesystem::path& path) override;
  Result<std::unique_ptr<RandomAccessFile>> Open(const std::filesystem::path& path) const override;
  Result<void> Rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  Result<void> Remove(const std::filesystem::path& path) override;
  Result<void> SyncDirectory(const std::filesystem::path& folder) override;
  Result<void> CreateDirectories(const std::filesystem::path&) override { return {}; }
  [[nodiscard]] Result<std::vector<std::string>> List(
      const std::filesystem::path& folder) const override;
  [[nodiscard]] bool Exists(const std::filesystem::path& path) const override;

  // Flips one bit of a file, as a bad disk would. Requires that it exists and is longer.
  void FlipBit(const std::filesystem::path& path, std::uint64_t bit);

 private:
  friend class FaultyWritableFile;
  struct Content {
    std::string now;
    std::string synced;
  };
  Result<void> Step(const std::string& what);

  std::uint64_t operations_ = 0;
  std::uint64_t fail_from_ = std::numeric_limits<std::uint64_t>::max();
  // shared_ptr: an open writer keeps its content while the name is renamed or removed.
  std::map<std::string, std::shared_ptr<Content>> names_;
  std::map<std::string, std::shared_ptr<Content>> durable_names_;
};

}  // namespace wenyuan::testing
