#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/store/types.h"

namespace wenyuan::store {

// A blob being received. One thread. Dropping it before Finish() leaves nothing behind.
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;
  virtual Result<void> Append(std::string_view bytes) = 0;
  // Durable when it returns or, of a small one, with the store's next commit: a reference that is
  // stored after this call refers to something. The same content twice is kept once.
  virtual Result<BlobId> Finish() = 0;
};

class BlobReader {
 public:
  virtual ~BlobReader() = default;
  [[nodiscard]] virtual Result<std::string> ReadAt(std::uint64_t offset,
                                                   std::size_t size) const = 0;
  [[nodiscard]] virtual std::uint64_t Size() const = 0;
};

// Originals and parsed documents, by the SHA-256 of their content; sealed at rest. Any thread.
class Blobs {
 public:
  virtual ~Blobs() = default;
  virtual Result<std::unique_ptr<BlobWriter>> Begin() = 0;
  // kNotFound when there is none, kCorruption when it is damaged.
  [[nodiscard]] virtual Result<std::unique_ptr<BlobReader>> Open(const BlobId& id) const = 0;
  // One that is not there is a success.
  virtual Result<void> Remove(const BlobId& id) = 0;
  // Every blob there is; for the purge of what nothing refers to.
  [[nodiscard]] virtual Result<std::vector<BlobId>> List() const = 0;
  virtual Result<void> RemoveAll(const std::vector<BlobId>& ids) {
    for (const BlobId& id : ids) WY_CHECK(Remove(id));
    return {};
  }
};

// What is not larger costs little to hold and to write.
inline constexpr std::size_t kSmallBlobBytes = std::size_t{16} << 10U;

// Helpers for small blobs.
Result<BlobId> PutBlob(Blobs& blobs, std::string_view bytes);
Result<std::string> GetBlob(const Blobs& blobs, const BlobId& id, std::uint64_t limit_bytes);

}  // namespace wenyuan::store
