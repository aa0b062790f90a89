#include "zip_directory.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace wenyuan::parse {
namespace {

std::uint64_t Number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

}  // namespace

bool HasOverlappingEntries(std::string_view bytes) {
  const std::size_t end = bytes.rfind("PK\5\6");
  if (end == std::string_view::npos || end + 22 > bytes.size()) return false;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> claims;
  std::uint64_t at = Number(bytes, end + 16, 4);
  const std::uint64_t size = Number(bytes, end + 12, 4);
  // Something may stand before the archive (a program that unpacks itself): offsets count from
  // there.
  const std::uint64_t shift = at + size <= end ? end - at - size : 0;
  at += shift;
  while (at + 46 <= bytes.size() && bytes.substr(at, 4) == std::string_view("PK\1\2", 4)) {
    const std::uint64_t packed = Number(bytes, at + 20, 4);
    const std::uint64_t name = Number(bytes, at + 28, 2);
    const std::uint64_t start = Number(bytes, at + 42, 4);
    if (start != 0xFFFFFFFF && packed != 0xFFFFFFFF) {
      claims.emplace_back(start, start + 30 + name + packed);
    }
    at += 46 + name + Number(bytes, at + 30, 2) + Number(bytes, at + 32, 2);
  }
  std::sort(claims.begin(), claims.end());
  for (std::size_t i = 1; i < claims.size(); ++i) {
    if (claims[i].first < claims[i - 1].second) return true;
  }
  return false;
}

}  // namespace wenyuan::parse
