#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

struct ArchiveEntry {
  std::string name;  // valid UTF-8; of a compressed single file: empty
  bool file = false;
  bool link = false;
  bool encrypted = false;
};

// Reads an archive in memory that nobody trusts from front to end. Bounds: 10,000 entries, 500 MB
// unpacked in all, 200 times the packed size beyond 10 MB, four compressions around each other.
// One thread.
class ArchiveReader {
 public:
  virtual ~ArchiveReader() = default;
  // `bytes` must outlive the object.
  static Result<std::unique_ptr<ArchiveReader>> Open(std::string_view bytes,
                                                     std::string_view password);
  // Loads what names in other charsets need, so that nothing is opened later.
  static void WarmUp();

  // Nothing at the end. kTooLarge above a bound, kPermissionDenied where the list of entries is
  // encrypted, kInvalidArgument when it is damaged from here on.
  virtual Result<std::optional<ArchiveEntry>> Next() = 0;
  // The content of the entry that Next returned; errors as Next.
  virtual Result<std::string> Read() = 0;
  // "tar", "7z", …: known after the first Next.
  [[nodiscard]] virtual std::string Format() const = 0;
};

}  // namespace wenyuan::parse
