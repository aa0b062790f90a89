#include "wenyuan/parse_kit/file_of_bitmap.h"

#include <cstddef>

#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {

std::string FileOfBitmap(std::string_view bitmap) {
  constexpr std::size_t kFileHead = 14;
  constexpr std::size_t kOldHead = 12;
  const Bytes bytes(bitmap);
  const std::size_t head = bytes.U32(0);
  const std::size_t depth = head == kOldHead ? bytes.U16(10) : bytes.U16(14);
  std::size_t colours = depth <= 8 ? std::size_t{1} << depth : 0;
  if (head > kOldHead && bytes.U32(32) != 0) colours = bytes.U32(32);
  const bool masks = head == 40 && bytes.U32(16) == 3;
  const std::size_t at = kFileHead + head + (masks ? 12 : 0) + colours * (head == kOldHead ? 3 : 4);
  if ((head != kOldHead && head < 40) || at >= kFileHead + bitmap.size()) return {};
  std::string file = "BM";
  const auto add = [&](std::size_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) file += static_cast<char>(number >> shift);
  };
  add(kFileHead + bitmap.size());
  add(0);
  add(at);
  return file.append(bitmap);
}

}  // namespace wenyuan::parse
