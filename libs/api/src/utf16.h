#pragma once

#include <cstdint>
#include <string_view>

namespace wenyuan::api {

// Turns byte offsets of a UTF-8 text into offsets in UTF-16 code units, which is how JavaScript
// counts. Ascending offsets cost one pass over the text. Points into the text.
class Utf16Offsets {
 public:
  explicit Utf16Offsets(std::string_view text) : text_(text) {}
  // One beyond the end is the end.
  std::uint32_t At(std::size_t byte);

 private:
  const std::string_view text_;
  std::size_t byte_ = 0;
  std::uint32_t units_ = 0;
};

}  // namespace wenyuan::api
