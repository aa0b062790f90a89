#include "byte_io.h"

#include <bit>
#include <limits>

namespace wenyuan::parse {

void ByteWriter::Number(std::uint64_t value) {
  while (value >= 0x80U) {
    Byte(static_cast<std::uint8_t>(value | 0x80U));
    value >>= 7U;
  }
  Byte(static_cast<std::uint8_t>(value));
}

void ByteWriter::Float(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  for (unsigned shift = 0; shift < 32; shift += 8) Byte(static_cast<std::uint8_t>(bits >> shift));
}

void ByteWriter::Bytes(std::string_view value) {
  Number(value.size());
  bytes_.append(value);
}

std::uint8_t ByteReader::Byte() {
  if (!ok()) return 0;
  if (at_ >= bytes_.size()) {
    Fail("ends too early");
    return 0;
  }
  return static_cast<std::uint8_t>(bytes_[at_++]);
}

std::uint64_t ByteReader::Number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t byte = Byte();
    if (shift == 63 && byte > 1) break;
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if ((byte & 0x80U) == 0) return value;
  }
  Fail("has a number that is too long");
  return 0;
}

std::uint32_t ByteReader::Number32() {
  const std::uint64_t value = Number();
  if (value <= std::numeric_limits<std::uint32_t>::max()) return static_cast<std::uint32_t>(value);
  Fail("has a number above 2^32");
  return 0;
}

float ByteReader::Float() {
  std::uint32_t bits = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) bits |= std::uint32_t{Byte()} << shift;
  return std::bit_cast<float>(bits);
}

std::string_view ByteReader::Raw(std::size_t size) {
  if (!ok()) return {};
  if (size > bytes_.size() - at_) {
    Fail("has a length of " + std::to_string(size) + " with " +
         std::to_string(bytes_.size() - at_) + " bytes left");
    return {};
  }
  const std::string_view value = bytes_.substr(at_, size);
  at_ += size;
  return value;
}

std::string_view ByteReader::Bytes() { return Raw(Number()); }

std::size_t ByteReader::Count(std::size_t smallest) {
  const std::uint64_t count = Number();
  const std::size_t left = ok() ? bytes_.size() - at_ : 0;
  if (count <= left / smallest) return count;
  Fail("announces " + std::to_string(count) + " items with " + std::to_string(left) +
       " bytes left");
  return 0;
}

void ByteReader::Fail(std::string what) {
  if (ok()) failure_ = std::move(what) + " at byte " + std::to_string(at_);
}

}  // namespace wenyuan::parse
