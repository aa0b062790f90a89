#pragma once

#include <string>
#include <utility>

#include "wenyuan/base/files.h"

namespace wenyuan::gguf::testing {

// A file that lies in memory.
class MemoryFile final : public RandomAccessFile {
 public:
  explicit MemoryFile(std::string bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] Result<std::string> ReadAt(std::uint64_t offset, std::size_t size) const override {
    if (offset > bytes_.size() || size > bytes_.size() - offset) {
      return Error{ErrorCode::kCorruption, "the file ends before"};
    }
    return bytes_.substr(offset, size);
  }
  [[nodiscard]] std::uint64_t Size() const override { return bytes_.size(); }

 private:
  const std::string bytes_;
};

}  // namespace wenyuan::gguf::testing
