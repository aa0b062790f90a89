#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// Opens what doc and xls files of the versions 97 to 2003 encrypt with RC4: each block of the
// stream has a key of its own. One thread at a time.
class OfficeKey {
 public:
  virtual ~OfficeKey() = default;
  // `data` as it stands in the stream, which it starts at `position`; `block_bytes` have one key.
  virtual std::string Decrypt(std::string_view data, std::uint64_t position,
                              std::size_t block_bytes) = 0;
};

// From the encryption header of the file (without what stands before its version numbers) and a
// password. Null when the password is wrong; kUnsupported for another scheme.
Result<std::unique_ptr<OfficeKey>> MakeOfficeKey(std::string_view format, std::string_view header,
                                                 std::string_view password);

// As above, trying the password and the one that Excel itself tries first. kPermissionDenied when
// neither fits; the message says whether one was given.
Result<std::unique_ptr<OfficeKey>> UnlockOffice(std::string_view format, std::string_view header,
                                                std::string_view password);

}  // namespace wenyuan::parse
