#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

struct ZipEntry {
  std::string name;  // valid UTF-8 whatever the archive says, '\' as '/'
  std::uint64_t size = 0;
  std::uint64_t packed_size = 0;
  bool encrypted = false;
  bool directory = false;
  bool link = false;
};

// A ZIP archive in memory that nobody trusts. Bounds: 10,000 entries, 500 MB unpacked in all,
// 200 times the packed size for an entry above 10 MB, no entries that share bytes. One thread.
class ZipFile {
 public:
  virtual ~ZipFile() = default;
  // `format` is for messages. `bytes` must outlive the object. The password is tried on encrypted
  // entries.
  static Result<std::unique_ptr<ZipFile>> Open(std::string_view bytes, std::string_view format,
                                               std::string_view password = {});

  [[nodiscard]] virtual const std::vector<ZipEntry>& Entries() const = 0;
  // kTooLarge above a bound, kInvalidArgument when it cannot be unpacked, kPermissionDenied when it
  // is encrypted and the password is none or wrong. Requires index < Entries().size().
  virtual Result<std::string> Read(std::size_t index) = 0;
};

bool HasZipMagic(std::string_view bytes);

}  // namespace wenyuan::parse
