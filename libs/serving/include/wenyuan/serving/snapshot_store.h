#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/key_provider.h"

namespace wenyuan::serving {

// Names a prefix: a digest of what computes it (decoder, scope, adapters, chunk size) and of all
// its tokens.
using PrefixId = crypto::Sha256Digest;

struct SnapshotSpan {
  PrefixId before{};        // the prefix that it continues
  PrefixId whole{};         // that prefix and this span
  std::uint32_t begin = 0;  // positions [begin, end)
  std::uint32_t end = 0;
};

struct SnapshotLimits {
  std::uint64_t memory_bytes = std::uint64_t{256} << 20U;
  std::uint64_t disk_bytes = std::uint64_t{4} << 30U;
};

// Keys and values of prefixes, beyond the cells of a decoder: in memory and, sealed, in files that
// survive a restart. The least recently used go first. Any thread.
class SnapshotStore {
 public:
  virtual ~SnapshotStore() = default;
  [[nodiscard]] virtual bool Has(const PrefixId& whole) const = 0;
  // Of the spans that continue `before`, the longest whose `whole` is among `wanted`; nothing when
  // there is none.
  [[nodiscard]] virtual std::optional<SnapshotSpan> Longest(
      const PrefixId& before, std::span<const PrefixId> wanted) const = 0;
  // kNotFound when it went meanwhile, kCorruption for a file that was changed (it is removed).
  virtual Result<std::string> Get(const PrefixId& whole) = 0;
  // In memory at once; on disk soon, from a thread of its own.
  virtual void Put(const SnapshotSpan& span, std::string state) = 0;
  // Waits until all that was put is on disk, as far as the limits allow; what went wrong there.
  virtual Result<void> Flush() = 0;
};

std::unique_ptr<SnapshotStore> MakeMemorySnapshots(const SnapshotLimits& limits);
// Files of this folder, made when it is missing; what cannot be read there is removed, since all
// can be computed again. `files` and `keys` must outlive it.
Result<std::unique_ptr<SnapshotStore>> OpenSnapshots(FileSystem& files,
                                                     const crypto::KeyProvider& keys,
                                                     const std::filesystem::path& folder,
                                                     const SnapshotLimits& limits);

}  // namespace wenyuan::serving
