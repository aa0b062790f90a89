#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Told how far a file is: bytes done and bytes in all.
using FileProgress = std::function<void(std::uint64_t, std::uint64_t)>;

// SHA-256 of a file, in hexadecimal.
Result<std::string> HashFile(const FileSystem& files, const std::filesystem::path& path,
                             const FileProgress& progress);

// What SHA256SUMS beside a file says of it; nothing where there is no such list or no line of it.
Result<std::optional<std::string>> PromisedHash(const FileSystem& files,
                                                const std::filesystem::path& path);

// The folder of models that belong to us, with the hash of each in SHA256SUMS.
class ModelStore {
 public:
  ModelStore(FileSystem& files, std::filesystem::path folder)
      : files_(files), folder_(std::move(folder)) {}

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  // Where a model of that name is (with or without ".gguf"); kNotFound, kInvalidArgument.
  [[nodiscard]] Result<std::filesystem::path> Find(const std::string& name) const;

  // Checks a model, copies all its parts (or links them, on the same file system), and makes them
  // durable before they have their names. Its hash must be the one promised beside it, if one is;
  // that is taken of the copied bytes. Where it now is. kConflict when the name is taken.
  Result<std::filesystem::path> Import(const std::filesystem::path& source, bool link,
                                       const FileProgress& progress);
  // kConflict when a model's file of that name is there.
  [[nodiscard]] Result<void> CheckFree(const std::string& file) const;
  // Checks a model in a folder on the same file system, whose parts have these hashes and are
  // durable, and gives it its name here: all parts or, where that fails, no first one. Where it now
  // is. kConflict when the name is taken.
  Result<std::filesystem::path> Adopt(const std::filesystem::path& first,
                                      const std::vector<std::string>& hashes);
  // With all its parts.
  Result<void> Remove(const std::string& name);

 private:
  // Copies or links one part under a passing name, and gives its hash.
  Result<std::string> BringPart(const std::filesystem::path& source,
                                const std::filesystem::path& target, bool link,
                                const FileProgress& progress);
  // Gives the parts their names and notes their hashes.
  Result<void> Settle(const std::vector<std::filesystem::path>& from,
                      const std::vector<std::filesystem::path>& targets,
                      const std::vector<std::string>& hashes);
  // Writes, or with an empty hash takes away, the lines of these files.
  Result<void> NoteHash(const std::string& name, const std::string& hash);

  FileSystem& files_;
  const std::filesystem::path folder_;
};

}  // namespace wenyuan::app
