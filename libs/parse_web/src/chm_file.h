#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

struct ChmEntry {
  std::string path;  // as the file has it, without the "/" in front
  std::uint64_t size = 0;
};

// A compiled help file in memory that nobody trusts. Bounds: 10,000 entries, 200 MB unpacked in
// all. One thread.
class ChmFile {
 public:
  virtual ~ChmFile() = default;
  // `bytes` must outlive the object.
  static Result<std::unique_ptr<ChmFile>> Open(std::string_view bytes);

  [[nodiscard]] virtual const std::vector<ChmEntry>& Entries() const = 0;
  // kTooLarge above a bound, kInvalidArgument when it cannot be unpacked. Requires index <
  // Entries().size().
  virtual Result<std::string> Read(std::size_t index) = 0;
};

}  // namespace wenyuan::parse
