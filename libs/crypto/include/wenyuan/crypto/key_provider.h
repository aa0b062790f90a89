#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"

namespace wenyuan::crypto {

// A data key as it may lie on disk: RFC 5649 (AES key wrap with padding) under the key named.
struct WrappedKey {
  std::string key_id;  // which key-encryption key; at most 32 bytes
  std::string bytes;   // 40 for a 32-byte data key
};

// Holds the key-encryption key, in a file or in an HSM. It never gives that key away. Any thread.
class KeyProvider {
 public:
  virtual ~KeyProvider() = default;
  // Requires 16-64 bytes.
  [[nodiscard]] virtual Result<WrappedKey> Wrap(std::string_view data_key) const = 0;
  // kCorruption when the bytes were changed; kNotFound when the key-encryption key is another one.
  [[nodiscard]] virtual Result<std::string> Unwrap(const WrappedKey& wrapped) const = 0;
};

// The key of a file of mode 0600, made when there is none (first start). Refuses a file that others
// may read, one of a wrong length, and an empty one, saying how to mend it. Requires that no other
// process opens the same path at its first start (hold the lock of the data folder).
Result<std::unique_ptr<KeyProvider>> OpenKeyFile(FileSystem& files,
                                                 const std::filesystem::path& path);

}  // namespace wenyuan::crypto
