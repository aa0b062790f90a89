#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {

// Puts little-endian numbers one after the other.
class ByteWriter {
 public:
  ByteWriter& U8(std::uint64_t value) { return Put(value, 1); }
  ByteWriter& U16(std::uint64_t value) { return Put(value, 2); }
  ByteWriter& U32(std::uint64_t value) { return Put(value, 4); }
  ByteWriter& U64(std::uint64_t value) { return Put(value, 8); }
  ByteWriter& F64(double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return U64(bits);
  }
  ByteWriter& Raw(std::string_view bytes) {
    bytes_ += bytes;
    return *this;
  }
  ByteWriter& Wide(std::string_view utf8) { return Raw(Utf8ToWide(utf8)); }
  ByteWriter& Zeros(std::size_t count) {
    bytes_.append(count, '\0');
    return *this;
  }
  ByteWriter& PadTo(std::size_t size) {
    bytes_.resize(size, '\0');
    return *this;
  }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] const std::string& Bytes() const { return bytes_; }

 private:
  ByteWriter& Put(std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xFFU);
    return *this;
  }
  std::string bytes_;
};

// Units of UTF-16 that a text takes.
inline std::size_t WideLength(std::string_view utf8) { return Utf8ToWide(utf8).size() / 2; }

}  // namespace wenyuan::parse
