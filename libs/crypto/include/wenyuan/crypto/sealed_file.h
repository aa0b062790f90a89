#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"

namespace wenyuan::crypto {

// Writes docs/formats/sealed-file.md: AES-256-GCM in 64 KiB blocks (STREAM, Hoang et al. 2015), a
// data key of its own wrapped by the key provider. `context` says what the file is ("original",
// "postings 17"); it is authenticated, so that one file cannot stand in for another. One thread.
// Dropping a writer leaves the unfinished file to its caller.
class SealedWriter {
 public:
  virtual ~SealedWriter() = default;
  virtual Result<void> Append(std::string_view bytes) = 0;
  // Writes the last block, syncs and closes. Without it the file does not open. The folder is not
  // synced: the caller does that, usually after renaming the file to its final name. `bound_to` is
  // authenticated besides `context`: what is known only at the end, such as the content's own hash.
  virtual Result<void> Finish(std::string_view bound_to = {}) = 0;
};

Result<std::unique_ptr<SealedWriter>> CreateSealedFile(FileSystem& files, const KeyProvider& keys,
                                                       const std::filesystem::path& path,
                                                       std::string_view context);

// Opening checks header and last block, so a file that was not finished, or is shorter or longer
// than it was, does not open. Reads any range; each block is verified when read: kCorruption for a
// changed, cut, reordered or swapped file, naming it. Any thread.
class SealedReader {
 public:
  virtual ~SealedReader() = default;
  [[nodiscard]] virtual Result<std::string> ReadAt(std::uint64_t offset,
                                                   std::size_t size) const = 0;
  [[nodiscard]] virtual std::uint64_t Size() const = 0;  // of the content
};

Result<std::unique_ptr<SealedReader>> OpenSealedFile(const FileSystem& files,
                                                     const KeyProvider& keys,
                                                     const std::filesystem::path& path,
                                                     std::string_view context,
                                                     std::string_view bound_to = {});

// Bytes of content in a sealed file of `file_bytes`, without opening it; 0 when it cannot be one.
std::uint64_t SealedContentBytes(std::uint64_t file_bytes);

}  // namespace wenyuan::crypto
