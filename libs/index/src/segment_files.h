#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace wenyuan::index {

inline bool IsSegmentFile(const std::filesystem::path& name) {
  return name.extension() == ".seg" || name.extension() == ".pos";
}

// The number that a segment's file begins with; 0 when it begins with none.
inline std::uint64_t NumberOf(const std::string& name) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < name.size() && i < 18 && name[i] >= '0' && name[i] <= '9'; ++i) {
    number = number * 10 + static_cast<std::uint64_t>(name[i] - '0');
  }
  return number;
}

}  // namespace wenyuan::index
