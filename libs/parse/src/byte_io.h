#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// Numbers as LEB128, floats as four little-endian bytes, byte strings with their length in front.
class ByteWriter {
 public:
  void Byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void Number(std::uint64_t value);
  void Float(float value);
  void Bytes(std::string_view value);
  void Raw(std::string_view value) { bytes_.append(value); }
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads the same. The first thing that is wrong sticks in failure(); from then on every read gives
// zero or nothing, so that callers check once at the end of each loop.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}
  std::uint8_t Byte();
  std::uint64_t Number();
  std::uint32_t Number32();
  float Float();
  std::string_view Bytes();  // a view into what was given
  std::string_view Raw(std::size_t size);
  // How many items follow, each taking at least `smallest` bytes: never more than can be there, so
  // that a count from a hostile process cannot make us reserve memory.
  std::size_t Count(std::size_t smallest);

  void Fail(std::string what);
  [[nodiscard]] bool ok() const { return failure_.empty(); }
  [[nodiscard]] const std::string& failure() const { return failure_; }
  [[nodiscard]] bool AtEnd() const { return at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::string failure_;
};

}  // namespace wenyuan::parse
