#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"

namespace wenyuan::gguf {

static_assert(std::endian::native == std::endian::little, "numbers are read as they lie in a file");

// Goes forward through a file and reads it in pieces. Past the end every call fails with "it ends
// too early".
class Cursor {
 public:
  explicit Cursor(const RandomAccessFile& file, std::uint64_t at = 0)
      : file_(file), size_(file.Size()), at_(at) {}

  [[nodiscard]] std::uint64_t at() const { return at_; }
  [[nodiscard]] std::uint64_t left() const { return size_ - at_; }

  template <typename Number>
  Result<Number> Take() {
    WY_TRY(const std::string_view bytes, TakeBytes(sizeof(Number)));
    Number value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  // Valid until the next call. Requires that the caller limited `count`.
  Result<std::string_view> TakeBytes(std::uint64_t count);
  Result<void> Skip(std::uint64_t count);

 private:
  const RandomAccessFile& file_;
  const std::uint64_t size_;
  std::uint64_t at_;
  std::string piece_;
  std::uint64_t piece_at_ = 0;  // where in the file `piece_` begins
};

}  // namespace wenyuan::gguf
