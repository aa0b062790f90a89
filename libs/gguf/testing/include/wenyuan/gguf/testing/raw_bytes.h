#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wenyuan::gguf::testing {

// A number as it lies in a file.
template <typename Number>
std::string Raw(Number value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

// A text with its length before it.
inline std::string RawText(std::string_view text) {
  return Raw(std::uint64_t{text.size()}) + std::string(text);
}

}  // namespace wenyuan::gguf::testing
