#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wenyuan {

// Numbers as our own formats (docs/formats) write them: little endian, or base 128, lowest first.
inline void PutVarint(std::string& out, std::uint64_t value) {
  while (value >= 0x80U) {
    out.push_back(static_cast<char>(value | 0x80U));
    value >>= 7U;
  }
  out.push_back(static_cast<char>(value));
}

inline void PutU32(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(value >> shift));
}

inline void PutText(std::string& out, std::string_view text) {
  PutVarint(out, text.size());
  out += text;
}

// Reads what the functions above wrote. Past the end everything is 0 and ok() is false. Views point
// into the bytes given.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t Varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80U) return value;
    }
    ok_ = false;
    return 0;
  }
  // A number that must fit 32 bits.
  std::uint32_t Small() {
    const std::uint64_t value = Varint();
    if (value > 0xFFFFFFFFU) ok_ = false;
    return static_cast<std::uint32_t>(value);
  }
  std::uint32_t U32() {
    const std::string_view four = Bytes(4);
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < four.size(); ++i) {
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(four[i])) << (8 * i);
    }
    return value;
  }
  std::string_view Bytes(std::uint64_t count) {
    if (count > bytes_.size() - at_) {
      ok_ = false;
      at_ = bytes_.size();
      return {};
    }
    const std::string_view found = bytes_.substr(at_, static_cast<std::size_t>(count));
    at_ += found.size();
    return found;
  }
  std::string_view Text() { return Bytes(Varint()); }

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool AtEnd() const { return at_ == bytes_.size(); }
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace wenyuan
