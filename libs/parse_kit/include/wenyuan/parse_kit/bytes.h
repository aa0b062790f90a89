#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace wenyuan::parse {

// Little-endian numbers in bytes that nobody trusts. What lies outside reads as zeros and empty
// texts, so a reader can ask first and check what matters.
class Bytes {
 public:
  Bytes() = default;
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] bool Has(std::size_t at, std::size_t length) const {
    return at <= bytes_.size() && length <= bytes_.size() - at;
  }
  // Cut to what is there.
  [[nodiscard]] std::string_view Sub(std::size_t at, std::size_t length) const {
    return at > bytes_.size() ? std::string_view() : bytes_.substr(at, length);
  }
  [[nodiscard]] Bytes View(std::size_t at, std::size_t length) const {
    return Bytes(Sub(at, length));
  }

  [[nodiscard]] std::uint8_t U8(std::size_t at) const { return Number<std::uint8_t>(at); }
  [[nodiscard]] std::uint16_t U16(std::size_t at) const { return Number<std::uint16_t>(at); }
  [[nodiscard]] std::uint32_t U32(std::size_t at) const { return Number<std::uint32_t>(at); }
  [[nodiscard]] std::uint64_t U64(std::size_t at) const { return Number<std::uint64_t>(at); }
  [[nodiscard]] std::int16_t I16(std::size_t at) const { return Number<std::int16_t>(at); }
  [[nodiscard]] std::int32_t I32(std::size_t at) const { return Number<std::int32_t>(at); }
  [[nodiscard]] double F64(std::size_t at) const { return Number<double>(at); }

 private:
  template <typename T>
  [[nodiscard]] T Number(std::size_t at) const {
    T value{};
    if (Has(at, sizeof value)) std::memcpy(&value, bytes_.data() + at, sizeof value);
    return value;
  }

  std::string_view bytes_;
};

}  // namespace wenyuan::parse
