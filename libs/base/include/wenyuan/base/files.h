#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan {

// A file being written for the first time. One thread at a time. Nothing is durable before Sync().
// Destroying one closes it; errors of that close are lost, so call Close() where they matter.
class WritableFile {
 public:
  virtual ~WritableFile() = default;
  // Fails with kResourceExhausted when the disk is full. After a failure the content is undefined.
  virtual Result<void> Append(std::string_view bytes) = 0;
  // fsync. A failure means that the data may be lost: do not retry, stop (PostgreSQL's rule).
  virtual Result<void> Sync() = 0;
  virtual Result<void> Close() = 0;
};

// A file that no longer changes. Safe to share between threads.
class RandomAccessFile {
 public:
  virtual ~RandomAccessFile() = default;
  // Exactly `size` bytes from `offset`, or kCorruption when the file ends before.
  [[nodiscard]] virtual Result<std::string> ReadAt(std::uint64_t offset,
                                                   std::size_t size) const = 0;
  [[nodiscard]] virtual std::uint64_t Size() const = 0;
};

// Everything durable goes through this, so that a test can make the Nth operation fail or lose what
// was never synced. Names are absolute or relative to the working directory. Any thread.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // Creates, or empties, with mode 0600.
  virtual Result<std::unique_ptr<WritableFile>> Create(const std::filesystem::path& path) = 0;
  // kNotFound when there is none.
  virtual Result<std::unique_ptr<RandomAccessFile>> Open(
      const std::filesystem::path& path) const = 0;
  // Atomic; replaces `to`. Durable after SyncDirectory() of the folder.
  virtual Result<void> Rename(const std::filesystem::path& from,
                              const std::filesystem::path& to) = 0;
  // A file that is not there is a success.
  virtual Result<void> Remove(const std::filesystem::path& path) = 0;
  virtual Result<void> SyncDirectory(const std::filesystem::path& folder) = 0;
  // With all parents, mode 0700.
  virtual Result<void> CreateDirectories(const std::filesystem::path& folder) = 0;
  // Names (not paths) of what is inside, sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> List(
      const std::filesystem::path& folder) const = 0;
  [[nodiscard]] virtual bool Exists(const std::filesystem::path& path) const = 0;
};

// The machine's own files; lives as long as the program.
FileSystem& PosixFileSystem();

// Kill-safe replacement: writes `path`.tmp, syncs it, renames it over `path`, syncs the folder.
Result<void> WriteAtomically(FileSystem& files, const std::filesystem::path& path,
                             std::string_view bytes);

// The whole file; kTooLarge above `limit_bytes`.
Result<std::string> ReadAll(const FileSystem& files, const std::filesystem::path& path,
                            std::uint64_t limit_bytes);

}  // namespace wenyuan
